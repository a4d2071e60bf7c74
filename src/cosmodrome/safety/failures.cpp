#include "cosmodrome/safety/failures.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/flight/fall.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/safety/malfunction_turn.hpp"

namespace cosmodrome {
namespace {

constexpr double longest_fall_s = 6 * 3600;
constexpr std::uint32_t draws_a_fall = 32, turn_parameter = 1U << 16;

bool possible(const Response& response, const FailureInstant& instant) {
  return response.share > 0 && (!response.to_s || instant.t_s <= *response.to_s);
}

/// A fall that is to come.
struct Job {
  ResponseMode mode;
  int kind;
  std::uint32_t sample;
  double t_s;
  PointMassState<double> y;  ///< of the vehicle
  bool imparted;
  double propellant_kg;
};

/// All falls of one second.
class SecondFalls : public FallStream {
 public:
  SecondFalls(const Plan& plan, const FailureSecond& second, std::size_t index, const SafetyAssumptions& assumptions,
              std::uint64_t seed, std::uint32_t samples)
      : plan_(plan), second_(second), index_(index), assumptions_(assumptions), seed_(seed), samples_(samples) {
    for (const Response& response : assumptions.responses) {
      if (second.probability[static_cast<std::size_t>(response.mode)] > 0) add(response.mode);
    }
    // Pieces alike share lanes: they fall about as long as one another.
    std::stable_sort(jobs_.begin(), jobs_.end(), [](const Job& a, const Job& b) { return a.kind < b.kind; });
    ends_.resize(jobs_.size()), air_.resize(jobs_.size());
  }

  bool next(Faller& faller, std::size_t& number) override {
    if (next_ == jobs_.size()) return false;
    number = next_++;
    const Job& job = jobs_[number];
    faller.t_s = job.t_s, faller.until_t_s = job.t_s + longest_fall_s;
    faller.y = job.y;
    faller.y[6] = mass_kg(job);
    faller.mode = fall_mode(drag_area_m2(job), plan_.model.density_factor);
    put_air(job, faller.mode);
    if (job.imparted && job.kind < intact()) {
      const double sigma = class_of(job).imparted_speed_m_s;
      for (std::uint32_t k = 0; k < 3; ++k) faller.y[3 + k] += sigma * normal(job, 1 + k);
    }
    air_[number] = air_path(plan_.world, faller);
    return true;
  }

  void ended(std::size_t number, const FallEnd<double>& end) override { ends_[number] = end; }
  [[nodiscard]] std::span<const double> levels_m() const override { return air_levels_m; }
  void passed(std::size_t number, std::size_t level, double t_s, const PointMassState<double>& y) override {
    air_[number].passed[level] = air_point(plan_.world, t_s, y);
  }

  [[nodiscard]] std::size_t falls() const { return jobs_.size(); }

  [[nodiscard]] std::vector<DebrisImpact> impacts() const {
    std::vector<DebrisImpact> found;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      if (ends_[i].failed) throw std::runtime_error("debris: the integration of a fall has failed");
      if (!ends_[i].reached_ground) continue;
      const Job& job = jobs_[i];
      DebrisImpact impact;
      impact.at = landed(plan_.world, ends_[i]);
      impact.mode = job.mode, impact.kind = job.kind;
      impact.pieces = pieces(job) / samples_;
      impact.mass_kg = piece_mass_kg(job);
      impact.area_m2 = area_m2(job);
      impact.propellant_kg = job.propellant_kg;
      impact.air = air_[i];
      found.push_back(impact);
    }
    return found;
  }

 private:
  [[nodiscard]] int intact() const { return static_cast<int>(assumptions_.debris.size()); }
  [[nodiscard]] const DebrisClass& class_of(const Job& job) const {
    return assumptions_.debris[static_cast<std::size_t>(job.kind)];
  }

  void add(ResponseMode mode) {
    const FailureInstant& now = second_.instant;
    if (mode == ResponseMode::malfunction_turn) return add_turns();
    for (std::uint32_t sample = 0; sample < samples_; ++sample) {
      if (mode == ResponseMode::break_up || mode == ResponseMode::pad_explosion) {
        add_pieces(mode, sample, now.t_s, now.y, true);
        // What explodes on the pad is there already.
        if (mode == ResponseMode::pad_explosion) add_intact(mode, sample, now.t_s, on_pad(now));
      } else if (mode == ResponseMode::fall_back) {
        add_intact(mode, sample, now.t_s, now.y);
      } else {
        add_fall(mode, sample, now.t_s, now.y);
      }
    }
  }

  PointMassState<double> on_pad(const FailureInstant& now) const {
    const auto place =
        gcrf_to_itrf(plan_.world.earth, now.t_s).inverse() *
        position_on(plan_.world, {plan_.mission.site.latitude_rad, plan_.mission.site.longitude_rad, -1});
    const auto velocity = cross(plan_.world.earth_rate_rad_s, place);
    return {place.x, place.y, place.z, velocity.x, velocity.y, velocity.z, now.y[6]};
  }

  void add_turns() {
    std::vector<Turn> turns;
    const double slowest = assumptions_.turn.slowest_rad_s, fastest = assumptions_.turn.fastest_rad_s;
    for (std::uint32_t sample = 0; sample < samples_; ++sample) {
      const double rate = slowest * exp(uniform(turn_parameter, sample, 0) * log(fastest / slowest));
      turns.push_back({rate, 2 * M_PI * uniform(turn_parameter, sample, 1)});
    }
    std::vector<TurnEnd> ends(turns.size());
    fly_turns(plan_.world, second_.instant, turns, assumptions_.turn, ends);
    for (std::uint32_t sample = 0; sample < samples_; ++sample) {
      const TurnEnd& end = ends[sample];
      if (end.how == TurnEnd::How::broke_up) {
        add_pieces(ResponseMode::malfunction_turn, sample, end.t_s, end.y, true);
      } else if (end.how == TurnEnd::How::on_ground) {
        add_intact(ResponseMode::malfunction_turn, sample, end.t_s, end.y);
      } else {
        add_fall(ResponseMode::malfunction_turn, sample, end.t_s, end.y);
      }
    }
  }

  /// Without thrust: in one piece from low altitudes, else in pieces that only the air parts.
  void add_fall(ResponseMode mode, std::uint32_t sample, double t_s, const PointMassState<double>& y) {
    if (height(plan_.world, t_s, position_of(y)).altitude_m < assumptions_.intact_below_m) {
      add_intact(mode, sample, t_s, y);
    } else {
      add_pieces(mode, sample, t_s, y, false);
    }
  }

  void add_pieces(ResponseMode mode, std::uint32_t sample, double t_s, const PointMassState<double>& y, bool imparted) {
    for (int kind = 0; kind < intact(); ++kind) {
      if (assumptions_.debris[static_cast<std::size_t>(kind)].share <= 0) continue;
      jobs_.push_back({mode, kind, sample, t_s, y, imparted, 0});
    }
  }

  void add_intact(ResponseMode mode, std::uint32_t sample, double t_s, const PointMassState<double>& y) {
    jobs_.push_back({mode, intact(), sample, t_s, y, false, std::max(0.0, y[6] - second_.instant.dry_mass_kg())});
  }

  /// A class holds no piece heavier than itself.
  [[nodiscard]] double piece_mass_kg(const Job& job) const {
    const double dry = second_.instant.dry_mass_kg();
    return job.kind == intact() ? dry : std::min(class_of(job).piece_mass_kg, class_of(job).share * dry);
  }
  [[nodiscard]] double pieces(const Job& job) const {
    return job.kind == intact() ? 1.0 : class_of(job).share * second_.instant.dry_mass_kg() / piece_mass_kg(job);
  }
  [[nodiscard]] double mass_kg(const Job& job) const { return piece_mass_kg(job) + job.propellant_kg; }
  [[nodiscard]] double drag_area_m2(const Job& job) const {
    if (job.kind == intact()) return second_.instant.drag_area_m2;
    return piece_mass_kg(job) / class_of(job).ballistic_coefficient_kg_m2 * exp(-class_of(job).spread * normal(job, 0));
  }
  [[nodiscard]] double area_m2(const Job& job) const {
    return drag_area_m2(job) / (job.kind == intact() ? 1.0 : class_of(job).drag_coefficient);
  }

  void put_air(const Job& job, Mode<double>& mode) const {
    if (!plan_.world.wind_shapes_m_s.empty()) {
      for (std::uint32_t k = 0; k < wind_shapes; ++k) {
        mode.wind_east[k] = normal(job, 4 + k), mode.wind_north[k] = normal(job, 4 + wind_shapes + k);
      }
    }
    if (!plan_.world.density_shares.empty()) {
      for (std::uint32_t k = 0; k < density_shapes; ++k) mode.density[k] = normal(job, 4 + 2 * wind_shapes + k);
    }
  }

  [[nodiscard]] RandomIndex random(std::uint32_t parameter, ResponseMode mode, std::uint32_t sample,
                                   std::uint32_t draw) const {
    return {seed_, index_ * response_modes + static_cast<std::uint64_t>(mode), parameter, sample * draws_a_fall + draw};
  }
  [[nodiscard]] double normal(const Job& job, std::uint32_t draw) const {
    return random_normal(random(static_cast<std::uint32_t>(job.kind), job.mode, job.sample, draw));
  }
  [[nodiscard]] double uniform(std::uint32_t parameter, std::uint32_t sample, std::uint32_t draw) const {
    return random_uniform(random(parameter, ResponseMode::malfunction_turn, sample, draw));
  }

  const Plan& plan_;
  const FailureSecond& second_;
  std::size_t index_;
  const SafetyAssumptions& assumptions_;
  std::uint64_t seed_;
  std::uint32_t samples_;
  std::vector<Job> jobs_;
  std::vector<FallEnd<double>> ends_;
  std::vector<AirPath> air_;
  std::size_t next_ = 0;
};

/// How many falls one sample of everything is.
std::uint64_t falls_a_sample(const std::vector<FailureSecond>& schedule, std::size_t classes) {
  std::uint64_t falls = 0;
  for (const FailureSecond& second : schedule) {
    for (const double p : second.probability) falls += p > 0 ? classes : 0;
  }
  return falls;
}

/// Seconds on threads, handed over in their order.
class Seconds {
 public:
  Seconds(const Plan& plan, const std::vector<FailureSecond>& schedule, const SafetyAssumptions& assumptions,
          const FailureRequest& request, DebrisSink& sink)
      : plan_(plan),
        schedule_(schedule),
        assumptions_(assumptions),
        request_(request),
        sink_(sink),
        next_(request.seconds_before),
        handed_over_(request.seconds_before),
        falls_(request.falls_before) {
    const std::uint64_t once = std::max<std::uint64_t>(1, falls_a_sample(schedule, assumptions.debris.size()));
    samples_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>((request.falls + once / 2) / once, 1, 1U << 26));
  }

  bool all() {
    std::vector<std::jthread> workers;
    for (int i = 1; i < request_.threads; ++i) workers.emplace_back([this] { work(); });
    work();
    workers.clear();
    if (failure_) std::rethrow_exception(failure_);
    return !stopped_;
  }

 private:
  struct Done {
    std::vector<DebrisImpact> impacts;
    std::size_t falls = 0;
  };

  void work() {
    try {
      for (std::size_t second = 0; take(second);) put(second, make(second));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      changed_.notify_all();
    }
  }

  bool take(std::size_t& second) {
    std::unique_lock lock(mutex_);
    const std::size_t most_ahead = 4 * static_cast<std::size_t>(std::max(1, request_.threads));
    changed_.wait(lock, [&] { return failure_ || stopped_ || next_ < handed_over_ + most_ahead; });
    if (!stopped_ && request_.stop && next_ < schedule_.size()) stopped_ = request_.stop();
    if (failure_ || stopped_ || next_ >= schedule_.size()) return false;
    second = next_++;
    return true;
  }

  Done make(std::size_t second) const {
    SecondFalls falls(plan_, schedule_[second], second, assumptions_, request_.seed, samples_);
    fall_stream_in_lanes(plan_.world, falls);
    return {falls.impacts(), falls.falls()};
  }

  /// Hands over what is ready, in order, outside the lock: meanwhile the others go on.
  void put(std::size_t second, Done done) {
    std::unique_lock lock(mutex_);
    waiting_[second] = std::move(done);
    if (handing_over_) return;
    handing_over_ = true;
    while (!failure_ && !waiting_.empty() && waiting_.begin()->first == handed_over_) {
      const Done now = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      falls_ += now.falls;
      lock.unlock();
      sink_.take(schedule_[handed_over_], handed_over_, now.impacts, now.falls);
      if (request_.progress) request_.progress(handed_over_ + 1, falls_);
      lock.lock();
      ++handed_over_;
      changed_.notify_all();
    }
    handing_over_ = false;
  }

  const Plan& plan_;
  const std::vector<FailureSecond>& schedule_;
  const SafetyAssumptions& assumptions_;
  const FailureRequest& request_;
  DebrisSink& sink_;
  std::uint32_t samples_ = 1;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_, handed_over_;
  std::uint64_t falls_;
  std::map<std::size_t, Done> waiting_;
  bool handing_over_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace

const char* to_string(ResponseMode mode) {
  switch (mode) {
    case ResponseMode::thrust_loss:
      return "thrust-loss";
    case ResponseMode::break_up:
      return "break-up";
    case ResponseMode::malfunction_turn:
      return "malfunction-turn";
    case ResponseMode::pad_explosion:
      return "pad-explosion";
    case ResponseMode::fall_back:
      return "fall-back";
  }
  return "unknown";
}

std::vector<FailureSecond> failure_schedule(std::vector<FailureInstant> instants, const SafetyAssumptions& assumptions,
                                            double probability) {
  std::vector<FailureSecond> schedule;
  std::vector<double> rates;
  double sum = 0;
  for (FailureInstant& instant : instants) {
    if (instant.stage < 0) continue;
    const bool fresh = instant.since_change_s < assumptions.rate.ignition_time_s;
    rates.push_back(fresh ? assumptions.rate.at_ignition : 1.0);
    sum += rates.back();
    schedule.push_back({instant, {}});
  }
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    double shares = 0;
    for (const Response& response : assumptions.responses) {
      if (possible(response, schedule[i].instant)) shares += response.share;
    }
    for (const Response& response : assumptions.responses) {
      if (!possible(response, schedule[i].instant)) continue;
      schedule[i].probability[static_cast<std::size_t>(response.mode)] +=
          probability * rates[i] / sum * response.share / shares;
    }
  }
  return schedule;
}

bool fly_failures(const Plan& plan, const std::vector<FailureSecond>& schedule, const SafetyAssumptions& assumptions,
                  const FailureRequest& request, DebrisSink& sink) {
  return Seconds(plan, schedule, assumptions, request, sink).all();
}

}  // namespace cosmodrome
