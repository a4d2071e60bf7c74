#include "cosmodrome/optimize/throttle_found.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

// Straight lines may be off the curve by so much of full thrust: at 40 m/s^2 held for a minute, 12 mm/s.
constexpr double most_off_line = 5e-6;
constexpr double sample_step_s = 0.125;
constexpr double jump_s = 1e-6;  // the throttle may jump between two phases; a table cannot

/// Whether the samples between two lie on the line through these.
bool straight(const ThrottleTable& samples, std::size_t from, std::size_t to) {
  const double slope = (samples.level[to] - samples.level[from]) / (samples.t_s[to] - samples.t_s[from]);
  for (std::size_t k = from + 1; k < to; ++k) {
    const double on_line = samples.level[from] + slope * (samples.t_s[k] - samples.t_s[from]);
    if (std::abs(samples.level[k] - on_line) > most_off_line) return false;
  }
  return true;
}

/// The fewest of the samples, one after the other, between which the others lie on straight lines.
ThrottleTable thinned(const ThrottleTable& samples) {
  ThrottleTable table{samples.stage, {samples.t_s.front()}, {samples.level.front()}};
  for (std::size_t from = 0; from + 1 < samples.t_s.size();) {
    std::size_t to = from + 1;
    while (to + 1 < samples.t_s.size() && straight(samples, from, to + 1)) ++to;
    table.t_s.push_back(samples.t_s[to]), table.level.push_back(samples.level[to]);
    from = to;
  }
  return table;
}

class Samples {
 public:
  explicit Samples(std::string stage) { table_.stage = std::move(stage); }

  void add(double t_s, double level) {
    if (!table_.t_s.empty() && t_s < table_.t_s.back() + jump_s) t_s = table_.t_s.back() + jump_s;
    table_.t_s.push_back(t_s), table_.level.push_back(level);
  }

  /// What the optimiser chose.
  void add_found(const PhaseSolution& phase, const ThrottledBurn& throttle) {
    const double length = phase.end_t - phase.start_t;
    const int steps = std::max(2, static_cast<int>(std::ceil(length / sample_step_s)));
    for (int k = 0; k <= steps; ++k) {
      const double t = phase.start_t + length * k / steps;
      add(t, std::clamp(control_at(phase, t).back(), throttle.least, throttle.most));
    }
  }

  /// Between two legs that are throttled: as planned.
  void add_planned(const PhaseSolution& phase, const Leg& leg, std::size_t burn) {
    const double begin = leg.begin_s() - leg.mode.since_t_s;
    add(phase.start_t, leg.mode.burns[burn].level_at(begin));
    add(phase.end_t, leg.mode.burns[burn].level_at(begin + phase.end_t - phase.start_t));
  }

  [[nodiscard]] ThrottleTable table() const { return thinned(table_); }

 private:
  ThrottleTable table_;
};

ThrottleTable table_of(const Plan& plan, const AscentProblem& ascent, const ControlSolution& solution, int stage) {
  const auto is_free = [&](std::size_t i) { return ascent.throttled[i].free() && ascent.throttled[i].stage == stage; };
  std::size_t first = 0, last = ascent.legs.size() - 1;
  while (!is_free(first)) ++first;
  while (!is_free(last)) --last;
  Samples samples(plan.mission.vehicle.stages[static_cast<std::size_t>(stage)].id);
  for (std::size_t i = first; i <= last; ++i) {
    if (is_free(i)) {
      samples.add_found(solution.phases[i], ascent.throttled[i]);
      continue;
    }
    for (std::size_t burn = 0; burn < max_burning; ++burn) {
      if (ascent.legs[i].burning_stage[burn] == stage && !ascent.legs[i].cut_off[burn])
        samples.add_planned(solution.phases[i], ascent.legs[i], burn);
    }
  }
  return samples.table();
}

}  // namespace

std::vector<ThrottleTable> throttle_found(const Plan& plan, const AscentProblem& ascent,
                                          const ControlSolution& solution) {
  std::vector<ThrottleTable> tables;
  for (int stage = 0; stage < plan.model.stage_count; ++stage) {
    const auto throttles = [&](const ThrottledBurn& one) { return one.free() && one.stage == stage; };
    if (std::none_of(ascent.throttled.begin(), ascent.throttled.end(), throttles)) continue;
    tables.push_back(table_of(plan, ascent, solution, stage));
  }
  return tables;
}

}  // namespace cosmodrome
