#include "cosmodrome/campaign/flights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/flight/elements.hpp"
#include "cosmodrome/flight/judge.hpp"
#include "cosmodrome/flight/make_world.hpp"
#include "cosmodrome/flight/merit.hpp"
#include "cosmodrome/flight/place.hpp"

namespace cosmodrome {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// What is stored of each flight beside what was drawn and when its events happened.
constexpr std::array result_names{"t_end_s",
                                  "mass_kg",
                                  "propellant_left_kg",
                                  "margin_m_s",
                                  "missing_velocity_m_s",
                                  "perigee_altitude_m",
                                  "apogee_altitude_m",
                                  "inclination_rad",
                                  "raan_rad",
                                  "argument_of_perigee_rad",
                                  "argument_of_latitude_rad",
                                  "position_x_gcrf_m",
                                  "position_y_gcrf_m",
                                  "position_z_gcrf_m",
                                  "velocity_x_gcrf_m_s",
                                  "velocity_y_gcrf_m_s",
                                  "velocity_z_gcrf_m_s",
                                  "greatest_dynamic_pressure_Pa",
                                  "greatest_acceleration_m_s2",
                                  "impact_t_s",
                                  "impact_latitude_rad",
                                  "impact_longitude_rad",
                                  "impact_speed_m_s"};

/// What is stored beside that of flights which lower their orbit around the Moon.
constexpr std::array descent_names{"descent.duration_s", "descent.periapsis_altitude_m", "descent.impact_t_s"};

Ending ending_of(const Plan& plan, const StreamedFlight& flight, const EndVerdict& verdict) {
  if (!flight.end.lifted_off) return Ending::no_lift_off;
  if (flight.fall.came_down) return Ending::impact;
  if (verdict.outcome == Outcome::target_met) return Ending::target_met;
  if (verdict.reached.perigee_altitude_m < falling_perigee_m) return Ending::out_of_time;
  if (verdict.reached.perigee_altitude_m < decaying_perigee_m) return Ending::decay;
  return flight.end.t_s >= plan.time_limit_s ? Ending::out_of_time : Ending::orbit_missed;
}

/// The cause alone, without the figures of this one flight, so that flights can be counted by it.
std::string kind_of_cause(const Plan& plan, const FlightEnd& end) {
  if (!end.lifted_off) return "its thrust stays below its weight";
  for (const CompiledItem& item : plan.items) {
    if (item.target < 0) continue;
    for (const CompiledAction& action : item.actions) {
      if (action.kind != Action::Kind::cut_off || !end.burned_out[static_cast<std::size_t>(action.index)]) continue;
      if (action.index == end.last_stage) return item.name + ": the propellant ran out";
    }
  }
  return end.crashed ? "it came down before its sequence was over" : "the guidance did not meet the target";
}

struct Ground {
  double latitude_rad = nothing, longitude_rad = nothing, speed_m_s = nothing;
};

Ground ground_of(const World& world, const Fall& fall) {
  if (!fall.came_down) return {};
  const auto to_itrf = gcrf_to_itrf(world.earth, fall.t_s);
  const auto place = place_on(world, to_itrf * fall.position_m);
  const auto relative = fall.velocity_m_s - cross(world.earth_rate_rad_s, fall.position_m);
  return {place.latitude_rad, place.longitude_rad, norm(relative)};
}

/// By as much as the Earth turns in so long.
Vec3<double, Gcrf> turned_with_earth(const World& world, double seconds, const Vec3<double, Gcrf>& v) {
  const auto pole = unit(world.earth_rate_rad_s);
  const double angle = norm(world.earth_rate_rad_s) * seconds;
  const auto across = cross(pole, v);  // Rodrigues' rotation
  return axpy(sin(angle), across, axpy(1 - cos(angle), cross(pole, across), v));
}

/// Lifts off later: everything turned on with the Earth, the Sun and the Moon where they are then.
void lift_off_later(Plan& plan, double seconds) {
  plan.mission.liftoff = plan.mission.liftoff + seconds;
  World later = make_world(plan.mission, plan.world.earth.to_s);
  for (const SteeringProgramme& programme : plan.world.programmes) {
    later.programmes.push_back(
        programme.turned([&](const auto& axis) { return turned_with_earth(plan.world, seconds, axis); }));
  }
  plan.world = std::move(later);
  for (TargetDeparture<double>& target : plan.model.departures.targets)
    target.raan_rad += earth_rotation_rate_rad_s * seconds;  // which is what deviate() took from it
}

}  // namespace

const char* to_string(Ending ending) {
  switch (ending) {
    case Ending::target_met:
      return "target_met";
    case Ending::orbit_missed:
      return "orbit_missed";
    case Ending::decay:
      return "decay";
    case Ending::impact:
      return "impact";
    case Ending::no_lift_off:
      return "no_lift_off";
    case Ending::out_of_time:
      return "out_of_time";
    case Ending::moon_impact:
      return "moon_impact";
  }
  return "unknown";
}

/// One block of a campaign: draws its flights and writes each into its row.
class BlockStream : public FlightStream {
 public:
  BlockStream(const Campaign& campaign, std::uint64_t first, std::size_t count)
      : campaign_(campaign), first_(first), count_(count), draws_(count) {
    const std::size_t inputs = campaign.inputs(), events = campaign.plan_.mission.vehicle.sequence.size();
    events_at_ = inputs;
    results_at_ = inputs + events;
    descent_at_ = results_at_ + result_names.size();
    const std::size_t all = descent_at_ + (campaign.descents_ ? descent_names.size() : 0) + 1;
    numbers_.assign(all, std::vector<double>(count, nothing));
    for (auto* texts : {&ending_, &failures_, &cause_}) texts->resize(count);
    values_.resize(inputs);
    put_in_order();
  }

  bool next(VehicleModel<double>& model, const Plan*& plan, std::size_t& number) override {
    if (drawn_ == count_) return false;
    number = order_[drawn_++];
    const std::uint64_t flight = first_ + number;
    model = campaign_.plan_.model;
    campaign_.draw_figures(flight, model, values_);
    for (std::size_t i = 0; i < values_.size(); ++i) numbers_[i][number] = values_[i];
    campaign_.draw_failures(flight, model);
    plan = &campaign_.failures_.plan_with(draws_[number].which);
    return true;
  }

  /// Where it ended is seen from the time at which it lifted off; what came down, from the Earth.
  void ended(std::size_t number, const StreamedFlight& streamed) override {
    const FailureDraw& draw = draws_[number];
    const Plan& plan = campaign_.failures_.plan_with(draw.which);
    StreamedFlight flight = streamed;
    FlightEnd& end = flight.end;
    if (const double delay_s = campaign_.lift_off_delay_s(values_of(number)); delay_s != 0) {
      end.position_m = turned_with_earth(plan.world, delay_s, end.position_m);
      end.velocity_m_s = turned_with_earth(plan.world, delay_s, end.velocity_m_s);
    }
    const EndVerdict verdict = judge_end(campaign_.plan_, end);
    const Ending ending = ending_of(plan, flight, verdict);
    ending_[number] = to_string(ending);
    failures_[number] = campaign_.failures_.names(draw.which);
    if (ending != Ending::target_met) {
      cause_[number] = draw.which.any() ? failures_[number] : kind_of_cause(campaign_.plan_, end);
    }
    for (std::size_t i = 0; i < results_at_ - events_at_; ++i) {
      if (end.fired[i]) numbers_[events_at_ + i][number] = end.fired_t_s[i];
    }
    numbers_.back()[number] = draw.weight;
    if (end.lifted_off) put_results(number, flight, verdict);
    if (ending == Ending::target_met && campaign_.descents_) to_the_moon_.push_back(number);
  }

  /// The flights that got to their first orbit go on to the burn before the landing.
  void descend(const Descents& descents) {
    if (!descents.plan().found) {
      for (const std::size_t number : to_the_moon_) miss(number, Ending::orbit_missed, descents.plan().why);
      return;
    }
    std::vector<DescentDeparture> departures;
    for (const std::size_t number : to_the_moon_)
      departures.push_back(campaign_.departure(values_of(number), draws_[number]));
    const auto ends = descents.fly(departures);
    for (std::size_t i = 0; i < ends.size(); ++i) put_descent(to_the_moon_[i], descents, ends[i]);
  }

  std::vector<Column> columns() && {
    std::vector<Column> columns;
    const auto& names = campaign_.column_names();
    std::vector<std::int64_t> numbers(count_);
    for (std::size_t i = 0; i < count_; ++i) numbers[i] = static_cast<std::int64_t>(first_ + i);
    columns.push_back({names[0], std::move(numbers)});
    columns.push_back({names[1], std::move(ending_)});
    columns.push_back({names[2], std::move(failures_)});
    columns.push_back({names[3], std::move(cause_)});
    for (std::size_t i = 0; i < numbers_.size(); ++i) columns.push_back({names[4 + i], std::move(numbers_[i])});
    return columns;
  }

 private:
  /// Flights that fail alike fly together, after those that do not fail: lanes in step share their calls of the
  /// guidance, and one that falls out of step costs all of them half as much again. No row depends on it.
  void put_in_order() {
    VehicleModel<double> unused = campaign_.plan_.model;
    for (std::size_t i = 0; i < count_; ++i) {
      order_.push_back(i);
      draws_[i] = campaign_.draw_failures(first_ + i, unused);
      unused.item_count = campaign_.plan_.model.item_count;
    }
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return draws_[a].which.to_ullong() < draws_[b].which.to_ullong();
    });
  }

  [[nodiscard]] std::vector<double> values_of(std::size_t number) const {
    std::vector<double> values(events_at_);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = numbers_[i][number];
    return values;
  }

  void put_descent(std::size_t number, const Descents& descents, const Descents::End& end) {
    const double results[] = {end.duration_s, end.periapsis_altitude_m, end.impact_t_s};
    static_assert(std::size(results) == descent_names.size());
    for (std::size_t i = 0; i < std::size(results); ++i) numbers_[descent_at_ + i][number] = results[i];
    const bool down = !std::isnan(end.impact_t_s);
    if (!down && descents.met(end)) return;
    miss(number, down ? Ending::moon_impact : Ending::orbit_missed,
         descents.asked().burn.name + ": the orbit before the landing is another");
  }

  /// After its ascent: by the failures that the flight has, or else by what is said.
  void miss(std::size_t number, Ending ending, const std::string& why) {
    ending_[number] = to_string(ending);
    cause_[number] = failures_[number].empty() ? why : failures_[number];
  }

  void put_results(std::size_t number, const StreamedFlight& flight, const EndVerdict& verdict) {
    const FlightEnd& end = flight.end;
    const World& world = campaign_.plan_.world;
    const OrbitElements& orbit = verdict.reached;
    const double left_m_s = end.last_stage >= 0 ? speed_left_m_s(campaign_.plan_, end) + end.unused_m_s : 0.0;
    const Ground ground = ground_of(world, flight.fall);
    const double results[] = {end.t_s,
                              end.mass_kg,
                              end.propellant_kg,
                              left_m_s - verdict.missing_velocity_m_s,
                              verdict.missing_velocity_m_s,
                              orbit.perigee_altitude_m,
                              orbit.apogee_altitude_m,
                              orbit.inclination_rad,
                              orbit.raan_rad,
                              orbit.argument_of_perigee_rad,
                              std::fmod(orbit.argument_of_perigee_rad + orbit.true_anomaly_rad, 2 * std::numbers::pi),
                              end.position_m.x,
                              end.position_m.y,
                              end.position_m.z,
                              end.velocity_m_s.x,
                              end.velocity_m_s.y,
                              end.velocity_m_s.z,
                              flight.greatest_pressure_Pa,
                              flight.greatest_acceleration_m_s2,
                              flight.fall.came_down ? flight.fall.t_s : nothing,
                              ground.latitude_rad,
                              ground.longitude_rad,
                              ground.speed_m_s};
    static_assert(std::size(results) == result_names.size());
    for (std::size_t i = 0; i < result_names.size(); ++i) numbers_[results_at_ + i][number] = results[i];
  }

  const Campaign& campaign_;
  std::uint64_t first_;
  std::size_t count_, drawn_ = 0;
  std::size_t events_at_, results_at_, descent_at_;
  std::vector<std::size_t> to_the_moon_;
  std::vector<FailureDraw> draws_;
  std::vector<std::size_t> order_;
  std::vector<double> values_;
  std::vector<std::vector<double>> numbers_;
  std::vector<std::string> ending_, failures_, cause_;
};

Campaign::Campaign(const Plan& plan, const FlyOptions& options, Draws draws)
    : plan_(plan), options_(options), draws_(draws), sampler_(plan.mission), failures_(plan) {
  if (plan.mission.moon && plan.mission.moon->descent) descents_.emplace(plan);
  names_ = {"flight", "outcome", "failures", "cause"};
  for (const Figure& figure : sampler_.figures()) names_.push_back(column_name(figure));
  for (const SequenceItem& item : plan.mission.vehicle.sequence) names_.push_back("event." + item.name + "_t_s");
  for (const char* name : result_names) names_.emplace_back(name);
  if (descents_) names_.insert(names_.end(), descent_names.begin(), descent_names.end());
  names_.emplace_back("weight");
}

void Campaign::draw_figures(std::uint64_t flight, VehicleModel<double>& model, std::span<double> values) const {
  if (draws_ == Draws::flights) return sampler_.draw(flight, model, values);
  const std::uint64_t groups = sampler_.groups().size(), pair = flight / groups;
  sampler_.draw_mixed(2 * pair, 2 * pair + 1, static_cast<std::size_t>(flight % groups), model, values);
}

FailureDraw Campaign::draw_failures(std::uint64_t flight, VehicleModel<double>& model) const {
  return draws_ == Draws::flights ? failures_.draw(flight, model) : FailureDraw{};
}

std::vector<Column> Campaign::fly(std::uint64_t first, std::size_t count) const {
  BlockStream stream(*this, first, count);
  fly_stream_in_lanes(plan_, stream, options_);
  if (descents_) stream.descend(*descents_);
  return std::move(stream).columns();
}

Plan Campaign::plan_of(std::uint64_t flight) const {
  VehicleModel<double> model = plan_.model;
  std::vector<double> values(inputs());
  draw_figures(flight, model, values);
  const FailureDraw draw = draw_failures(flight, model);
  Plan plan = failures_.plan_with(draw.which);
  plan.model = model;
  if (const double delay_s = lift_off_delay_s(values); delay_s != 0) lift_off_later(plan, delay_s);
  if (descents_) plan.mission.moon->descent->departure = departure(values, draw);
  return plan;
}

double Campaign::lift_off_delay_s(std::span<const double> values) const {
  const auto& figures = sampler_.figures();
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].kind == Figure::Kind::lift_off) return values[i];
  }
  return 0;
}

DescentDeparture Campaign::departure(const std::vector<double>& values, const FailureDraw& draw) const {
  DescentDeparture departure = failures_.plan_with(draw.which).mission.moon->descent->departure;
  for (std::size_t i = 0; i < values.size(); ++i) set_in_descent(sampler_.figures()[i], values[i], departure);
  return departure;
}

}  // namespace cosmodrome
