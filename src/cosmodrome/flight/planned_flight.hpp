#pragma once
#include "cosmodrome/flight/launch.hpp"

namespace cosmodrome {

/// Feeds a flight loop one vehicle by a plan, once: launched, with what that fired in the record.
template <class Recorder>
auto one_flight(const Plan& plan, const VehicleModel<double>& model, Recorder& recorder) {
  return [&plan, &model, &recorder, launched = false](Craft<double>& craft, double& t_s,
                                                      PointMassState<double>& y) mutable {
    if (launched) return false;
    launched = true;
    craft.begin(plan, model);
    if (!launch(craft, t_s, y)) return false;
    recorder.on_events(craft, t_s, y);
    craft.just_fired.clear();
    return true;
  };
}

/// The vehicle as planned.
template <class Recorder>
auto planned_flight(const Plan& plan, Recorder& recorder) {
  return one_flight(plan, plan.model, recorder);
}

}  // namespace cosmodrome
