#pragma once

#include "cosmodrome/flight/launch.hpp"
#include "cosmodrome/flight/loop.hpp"

namespace cosmodrome {

/// Flies every model on lanes of S. One body for double and Lanes, each instantiated in a file of its own.
/// `evaluations`: if given, how often the equations of motion were evaluated, all lanes together.
template <Scalar S, class Method>
std::vector<FlightEnd> fly_ends_on(const Plan& plan, std::span<const VehicleModel<double>> models, double tolerance,
                                   long* evaluations = nullptr) {
  using L = LaneScalar<S>;
  std::vector<FlightEnd> ends(models.size());
  std::size_t next = 0;
  NoRecorder nobody;
  FlightLoop<S, Method> loop(plan.world, LoopOptions{tolerance, 1e9}, nobody);
  loop.run(
      [&](Craft<L>& craft, L& t_s, PointMassState<L>& y) {
        while (next < models.size()) {
          craft.begin(plan, models[next]);
          craft.number = next++;
          if (launch(craft, t_s, y)) return true;
        }
        return false;
      },
      [&](const Craft<L>& craft, const L& t_s, const PointMassState<L>& y) {
        ends[craft.number] = summarize(craft, t_s, y);
      });
  if (evaluations) *evaluations = loop.evaluations();
  return ends;
}

}  // namespace cosmodrome
