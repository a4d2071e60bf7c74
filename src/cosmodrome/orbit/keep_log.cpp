#include "cosmodrome/orbit/keep_log.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;

}  // namespace

KeepLog::KeepLog(const KeepRequest& request, MovingWorld& world, const KeepProgress& progress, double longest_burn_s,
                 Sampler sampler)
    : request_(request),
      world_(world),
      progress_(progress),
      longest_burn_s_(longest_burn_s),
      sampler_(std::move(sampler)),
      state_(request.state) {}

void KeepLog::coast_to(double to_s) {
  constexpr double piece_s = 5 * day_s;
  to_s = std::min(to_s, request_.length_s);
  while (t_s_ < to_s && !kept_.stopped) {
    // Not a piece of seconds at the end, which would cost as many steps as a revolution.
    const double left_s = to_s - t_s_, piece_end_s = left_s > 1.5 * piece_s ? t_s_ + piece_s : to_s;
    const Coast flown = coast(world_, request_.craft, state_, t_s_, piece_end_s);
    sampler_(flown, kept_.samples);
    write_path(flown);
    state_ = flown.arc.end, t_s_ = piece_end_s;
    if (progress_ && !progress_(t_s_, kept_.burns.size())) kept_.stopped = true;
  }
}

void KeepLog::burn(BoxQuantity quantity, const std::vector<PlannedBurn>& burns, double leaves_s) {
  for (const PlannedBurn& planned : burns) {
    if (norm(planned.change_m_s) == 0) continue;
    PlannedBurn flown = with_errors(planned, request_.errors, kept_.burns.size());
    FiniteBurn<double> thrust = burn_of(request_.engine, flown, state_[6], longest_burn_s_);
    thrust.start_s = std::max(thrust.start_s, t_s_);
    if (thrust.start_s + thrust.duration_s > request_.length_s) return;
    coast_to(thrust.start_s);
    if (kept_.stopped) return;
    const double mass_kg = state_[6], end_s = thrust.start_s + thrust.duration_s;
    const auto arc = propagate<double>(*world_.over(thrust.start_s, end_s), request_.craft, state_, thrust.start_s,
                                       end_s, {thrust}, {}, {.dense = false});
    if (request_.path_step_s > 0) kept_.path.push_back({{thrust.start_s, end_s}, {state_, arc.end}});
    state_ = arc.end, t_s_ = end_s;
    kept_.burns.push_back({quantity, thrust.start_s, thrust.duration_s, planned.change_m_s, flown.change_m_s,
                           mass_kg - state_[6], leaves_s});
  }
}

void KeepLog::write_path(const Coast& flown) {
  if (!(request_.path_step_s > 0)) return;
  // Pieces of one coast are one segment.
  const bool goes_on = !kept_.path.empty() && kept_.path.back().t_s.size() > 2 && kept_.path.back().t_s.back() == t_s_;
  if (!goes_on) kept_.path.push_back({{flown.from_s}, {flown.arc.at(flown.from_s)}});
  KeepPath& path = kept_.path.back();
  const double length_s = flown.to_s - flown.from_s;
  const auto steps = std::max(2.0, std::ceil(length_s / request_.path_step_s));
  for (double i = 1; i <= steps; ++i) {
    const double t_s = i == steps ? flown.to_s : flown.from_s + length_s * i / steps;
    path.t_s.push_back(t_s), path.states.push_back(flown.arc.at(t_s));
  }
}

Keeping KeepLog::finish(std::vector<BoxSide> box) {
  kept_.box = std::move(box);
  kept_.end_s = t_s_, kept_.end = state_;
  for (std::size_t k = 0; k < kept_.box.size(); ++k) {
    const auto value = [k](const KeepSample& a, const KeepSample& b) { return a.values[k] < b.values[k]; };
    if (kept_.samples.empty()) break;
    const auto [least, most] = std::minmax_element(kept_.samples.begin(), kept_.samples.end(), value);
    kept_.least.push_back(least->values[k]), kept_.most.push_back(most->values[k]);
  }
  kept_.violations = violations_of(kept_.box, kept_.samples);
  return std::move(kept_);
}

std::vector<KeepViolation> violations_of(const std::vector<BoxSide>& box, const std::vector<KeepSample>& samples) {
  std::vector<KeepViolation> all;
  for (std::size_t k = 0; k < box.size(); ++k) {
    bool outside = false;
    for (const KeepSample& sample : samples) {
      const double beyond = std::abs(sample.values[k] - *box[k].centre) - box[k].half_width;
      if (beyond > 0 && !outside) all.push_back({box[k].quantity, sample.t_s, sample.t_s, 0});
      outside = beyond > 0;
      if (outside) all.back().to_s = sample.t_s, all.back().most = std::max(all.back().most, beyond);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const KeepViolation& a, const KeepViolation& b) { return a.from_s < b.from_s; });
  return all;
}

double relaxed_half_width(double half_width, double value_at_burn, double since_burn_s) {
  constexpr double back_in_s = 5 * day_s, edge = 0.95;
  const double over = std::max(0.0, std::abs(value_at_burn) - edge * half_width);
  return half_width + over * std::max(0.0, 1 - since_burn_s / back_in_s);
}

}  // namespace cosmodrome
