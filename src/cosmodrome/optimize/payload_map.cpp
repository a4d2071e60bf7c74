#include "cosmodrome/optimize/payload_map.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/make_plan.hpp"

namespace cosmodrome {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

Mission mission_of_point(const PayloadMapRequest& request, int point, double payload_kg) {
  Mission mission = request.mission;
  double before = 0;
  for (const Payload& payload : mission.payloads) before += payload.mass_kg;
  for (Payload& payload : mission.payloads) payload.mass_kg *= payload_kg / before;
  const Apsides orbit = request.orbit_of(point);
  for (Target& target : mission.targets) {
    target.inclination_rad = request.inclination_rad_of(point);
    target.apogee_altitude_m = orbit.apogee_m;
  }
  mission.targets.back().perigee_altitude_m = orbit.perigee_m;
  return mission;
}

/// The map's order: every point has one that it begins from.
class Tree {
 public:
  explicit Tree(const PayloadMapRequest& request)
      : columns_(static_cast<int>(request.inclinations_rad.size())), rows_(static_cast<int>(request.orbits.size())) {}

  [[nodiscard]] int root() const { return columns_ / 2; }

  /// -1 for the root.
  [[nodiscard]] int parent(int point) const {
    const int row = point / columns_, column = point % columns_;
    if (row > 0) return point - columns_;
    if (column == root()) return -1;
    return column > root() ? point - 1 : point + 1;
  }

  [[nodiscard]] std::vector<int> children(int point) const {
    std::vector<int> found;
    const int row = point / columns_, column = point % columns_;
    if (row == 0 && column <= root() && column > 0) found.push_back(point - 1);
    if (row == 0 && column >= root() && column + 1 < columns_) found.push_back(point + 1);
    if (row + 1 < rows_) found.push_back(point + columns_);
    return found;
  }

 private:
  int columns_, rows_;
};

class Mapper {
 public:
  Mapper(const PayloadMapRequest& request, std::map<int, MapPoint> known, const MapWatch& watch)
      : request_(request), tree_(request), done_(std::move(known)), watch_(watch), ascent_(request.ascent) {
    ascent_.control.nlp.callback = [this](const NlpProgress&) { return !asked_to_stop(); };
  }

  std::map<int, MapPoint> run() {
    if (static_cast<int>(done_.size()) == request_.points()) return std::move(done_);
    plan_root();
    offer(tree_.root());
    std::vector<std::thread> threads;
    for (int i = 0; i < std::max(1, request_.threads); ++i) threads.emplace_back([&] { work(); });
    for (std::thread& thread : threads) thread.join();
    if (fault_) std::rethrow_exception(fault_);
    return std::move(done_);
  }

 private:
  [[nodiscard]] bool asked_to_stop() const { return request_.stop && request_.stop(); }

  /// A plan by search for the root, with a payload that it carries; the others' plans are made like it.
  void plan_root() {
    double payload_kg = 0;
    for (const Payload& payload : request_.mission.payloads) payload_kg += payload.mass_kg;
    for (int tries = 0;; ++tries, payload_kg *= 0.8) {
      root_plan_ = make_plan(mission_of_point(request_, tree_.root(), payload_kg));
      try {
        static_cast<void>(make_ascent_problem(*root_plan_, ascent_));
        return;
      } catch (const InputError&) {
        if (tries >= 8) throw;
      }
    }
  }

  void work() {
    for (;;) {
      int point = -1;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || !ready_.empty() || running_ == 0; });
        if (stopped_ || ready_.empty()) return;
        point = ready_.front();
        ready_.pop_front();
        ++running_;
      }
      try {
        finish(point, solve(point));
      } catch (...) {
        const std::lock_guard lock(mutex_);
        fault_ = std::current_exception();
        stopped_ = true;
        --running_;
      }
      changed_.notify_all();
    }
  }

  void finish(int point, MapPoint result) {
    const std::lock_guard lock(mutex_);
    --running_;
    stopped_ = stopped_ || asked_to_stop();
    if (stopped_) return;
    const MapPoint& kept = done_[point] = std::move(result);
    if (watch_) watch_(point, kept);
    for (const int child : tree_.children(point)) offer(child);
  }

  /// Puts a point in the queue; one that is known already hands on to its children at once.
  void offer(int point) {
    if (!done_.contains(point)) {
      ready_.push_back(point);
      return;
    }
    for (const int child : tree_.children(point)) offer(child);
  }

  /// The nearest answer on the way to the root.
  const MapPoint* ancestor(int point) {
    const std::lock_guard lock(mutex_);
    for (int at = tree_.parent(point); at >= 0; at = tree_.parent(at)) {
      const auto found = done_.find(at);
      if (found != done_.end() && !found->second.solution.phases.empty()) return &found->second;
    }
    return nullptr;
  }

  MapPoint solve(int point) {
    const auto began = Clock::now();
    MapPoint result;
    // References into a std::map stay where they are while others are added.
    const MapPoint* like = ancestor(point);
    std::optional<OptimizedAscent> found = like != nullptr ? solve_like(point, *like) : std::nullopt;
    result.warm = found.has_value();
    if (!found || !found->confirmed) {  // what began at a neighbour's answer may have gone astray from there
      auto alone = solve_alone(point, like, result.why);
      if (!found || (alone && alone->confirmed)) found = std::move(alone), result.warm = false;
    }
    if (found) take(*found, result);
    result.seconds = seconds_since(began);
    return result;
  }

  static void take(OptimizedAscent& found, MapPoint& result) {
    result.solved = found.control.status == NlpStatus::solved;
    result.confirmed = found.confirmed;
    result.why = found.why;
    result.mesh_error = found.control.mesh_error;
    result.iterations = found.control.iterations;
    if (found.reflight) result.reflight_error = found.reflight->relative_error;
    if (!result.solved) return;
    result.payload_kg = found.payload_kg();
    result.solution = std::move(found.control.solution);
  }

  /// From a neighbour's answer; none if that does not lead to one.
  std::optional<OptimizedAscent> solve_like(int point, const MapPoint& like) const {
    try {
      const Plan plan = make_plan_like(*root_plan_, mission_of_point(request_, point, planned_share * like.payload_kg));
      OptimizedAscent found = optimize_ascent(plan, ascent_, like.solution, request_.limits);
      if (found.control.solved()) return found;
    } catch (const InputError&) {
      // The flight of the unsearched plan reaches no target: searched for, one may.
    }
    return std::nullopt;
  }

  /// By a plan of its own, with lighter and lighter payloads.
  std::optional<OptimizedAscent> solve_alone(int point, const MapPoint* like, std::string& why) const {
    if (like == nullptr && point == tree_.root()) return optimize_ascent(*root_plan_, ascent_, request_.limits);
    const double near_kg = like != nullptr ? like->payload_kg : root_plan_->model.payload_mass_kg;
    for (const double share : {planned_share, 0.3}) {
      try {
        const Plan plan = make_plan(mission_of_point(request_, point, share * near_kg));
        return optimize_ascent(plan, ascent_, request_.limits);
      } catch (const InputError&) {
        why = "no flight was found that reaches this orbit";
      }
    }
    return std::nullopt;
  }

  /// The planned flight is only what the optimiser begins with. It must reach the orbit, so it carries less than the
  /// neighbour's best.
  static constexpr double planned_share = 0.75;

  const PayloadMapRequest& request_;
  const Tree tree_;
  std::map<int, MapPoint> done_;
  const MapWatch& watch_;
  AscentOptions ascent_;
  std::optional<Plan> root_plan_;
  std::deque<int> ready_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::exception_ptr fault_;
  int running_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::map<int, MapPoint> payload_map(const PayloadMapRequest& request, std::map<int, MapPoint> known,
                                    const MapWatch& watch) {
  if (request.mission.targets.empty() || request.mission.payloads.empty() || request.points() == 0) {
    throw std::invalid_argument("payload_map: no target, no payload or no point");
  }
  return Mapper(request, std::move(known), watch).run();
}

}  // namespace cosmodrome
