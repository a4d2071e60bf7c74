#pragma once
#include "cosmodrome/flight/launch.hpp"

namespace cosmodrome {

/// Feeds a flight loop the vehicle as planned, once: launched, with what that fired in the record.
template <class Recorder>
auto planned_flight(const Plan& plan, Recorder& recorder) {
  return [&plan, &recorder, launched = false](Craft<double>& craft, double& t_s, PointMassState<double>& y) mutable {
    if (launched) return false;
    launched = true;
    craft = Craft<double>(plan, plan.model);
    if (!launch(craft, t_s, y)) return false;
    recorder.on_events(craft, t_s, y);
    craft.just_fired.clear();
    return true;
  };
}

}  // namespace cosmodrome
