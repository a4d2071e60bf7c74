#include "cosmodrome/optimize/throttled_burn.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

struct Range {
  int stage;
  double least, most;
};

InputError error(const Plan& plan, const char* path, std::string found, std::string remedy) {
  return InputError(Problem{plan.mission.file, 0, 0, path, std::move(found), std::move(remedy)});
}

std::vector<Range> ranges_of(const Plan& plan, const std::vector<std::string>& stages) {
  constexpr const char* path = "optimize.free_throttle";
  const Vehicle& vehicle = plan.mission.vehicle;
  std::vector<Range> ranges;
  for (const std::string& id : stages) {
    const int stage = stage_index(vehicle, id);
    if (stage < 0) throw error(plan, path, fmt::format("the vehicle has no stage '{}'", id), "name one of its stages");
    const Engine* engine = find_engine(vehicle, vehicle.stages[static_cast<std::size_t>(stage)].engine);
    if (engine == nullptr || engine->throttle_min >= engine->throttle_max)
      throw error(plan, path, fmt::format("the engine of '{}' has one level", id),
                  "give it throttle_min and throttle_max, or name another stage");
    ranges.push_back({stage, engine->throttle_min, engine->throttle_max});
  }
  for (const ThrottleTable& table : plan.mission.throttle_tables) {
    if (std::find(stages.begin(), stages.end(), table.stage) != stages.end()) continue;
    throw error(plan, "throttle", fmt::format("the stage '{}' follows a table of throttle", table.stage),
                "name it in optimize.free_throttle, or take the table away");
  }
  return ranges;
}

/// Which burns still come up to the throttle at which they begin, leg after leg.
class StartUps {
 public:
  void next(const Leg& leg) {
    for (std::size_t i = 0; i < max_burning; ++i) {
      const Burn<double>& burn = leg.mode.burns[i];
      const bool goes_on = starting_[i] && leg.burning_stage[i] == stage_[i];
      starting_[i] = burn.level_rate_per_s > 0 && (burn.level == 0 || goes_on);
      stage_[i] = leg.burning_stage[i];
    }
  }
  [[nodiscard]] bool has(std::size_t burn) const { return starting_[burn]; }

 private:
  std::array<bool, max_burning> starting_{};
  std::array<int, max_burning> stage_{-1, -1, -1};
};

/// What the acceleration limit leaves of the throttle that is asked for.
double share_left(const World& world, const Leg& leg, std::size_t row) {
  if (!(leg.mode.acceleration_limit_m_s2 > 0)) return 1;
  PointMass<double> motion(world, leg.mode);
  PointMassState<double> slope;
  motion(leg.t_s[row], leg.y[row], slope);
  double asked = 0;
  for (const Burn<double>& burn : leg.mode.burns)
    asked += burn.level_at(leg.t_s[row] - leg.mode.since_t_s) * burn.flow_kg_s;
  return asked > 0 ? motion.forces().flow_kg_s / asked : 1;
}

std::vector<double> levels_flown(const World& world, const Leg& leg, std::size_t burn) {
  std::vector<double> levels;
  for (std::size_t row = 0; row < leg.t_s.size(); ++row) {
    levels.push_back(leg.mode.burns[burn].level_at(leg.t_s[row] - leg.mode.since_t_s) * share_left(world, leg, row));
  }
  return levels;
}

bool others_are_steady(const Leg& leg, std::size_t burn) {
  for (std::size_t i = 0; i < max_burning; ++i) {
    if (i != burn && leg.mode.burns[i].level_rate_per_s != 0) return false;
  }
  return true;
}

}  // namespace

std::vector<ThrottledBurn> throttled_burns(const Plan& plan, const std::vector<Leg>& legs,
                                           const std::vector<std::string>& stages) {
  const std::vector<Range> ranges = ranges_of(plan, stages);
  std::vector<ThrottledBurn> result;
  StartUps start_ups;
  for (const Leg& leg : legs) {
    start_ups.next(leg);
    ThrottledBurn& own = result.emplace_back();
    for (std::size_t i = 0; i < max_burning; ++i) {
      const auto range = std::find_if(ranges.begin(), ranges.end(),
                                      [&](const Range& one) { return one.stage == leg.burning_stage[i]; });
      if (range == ranges.end() || start_ups.has(i) || leg.cut_off[i] || !others_are_steady(leg, i)) continue;
      if (own.watched())
        throw error(plan, "optimize.free_throttle", "two of these stages burn at the same time",
                    "name one of them: the other stays at the sequence's throttle");
      own.burn = static_cast<int>(i), own.stage = range->stage, own.least = range->least, own.most = range->most;
      own.thrust_limit_m_s2 = leg.mode.acceleration_limit_m_s2;
      own.level = levels_flown(plan.world, leg, i);
    }
  }
  for (std::size_t k = 1; k < legs.size(); ++k) {
    if (!result[k - 1].watched()) continue;
    const auto burn = static_cast<std::size_t>(result[k - 1].burn);
    if (legs[k].cut_off[burn] && legs[k].burning_stage[burn] == result[k - 1].stage)
      result[k].fades = result[k - 1].burn;
  }
  return result;
}

}  // namespace cosmodrome
