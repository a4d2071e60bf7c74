// How a craft steers: laws that its sequence asks for, turns by an angle, a programme that is turned as a whole.
#include <utility>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/flight/craft.hpp"

namespace cosmodrome {

/// Turns the programme clockwise, seen from above, about the pad's vertical at lift-off.
template <class L>
void Craft<L>::turn_programme() {
  L sine, cosine;
  sincos(model.departures.azimuth_rad, sine, cosine);
  const auto up = to_scalar<L>(plan->pad_up), ahead = to_scalar<L>(plan->pad_downrange);
  mode.ground_to = ahead * cosine + cross(ahead, up) * sine;
  mode.programme_pole = gcrf_to_itrf(plan->world.earth, L(0.0)).inverse() * up;
  mode.programme_sine = -sine;
  mode.programme_versine = L(1.0) - cosine;
}

template <class L>
void Craft<L>::steer(const CompiledAction& action, const L& t_s) {
  if (turning_ && action.steering != Steering::turn) {
    waits_ = &action;
    return;
  }
  guided = false;
  tilting_ = false;
  steered = true;
  mode.tilt_rate_rad_s = L(0.0);
  const auto use = [&](Law law) { mode.law = L(static_cast<double>(law)); };
  switch (action.steering) {
    case Steering::vertical:
      use(Law::ground);
      mode.tilt_rad = L(0.0);
      break;
    case Steering::pitch_over:
      use(Law::ground);
      mode.tilt_rate_rad_s = L(plan->pitch_over_rate_rad_s);
      tilt_end_t_s_ = t_s + L(plan->pitch_over_rad / plan->pitch_over_rate_rad_s);
      tilt_end_rad_ = L(plan->pitch_over_rad);
      tilting_ = true;
      break;
    case Steering::gravity_turn:
      use(Law::path);
      break;
    case Steering::guided:
      // The law stays what it was until the first command: the loop runs the guidance at once.
      guided = true;
      guidance_begins = true;
      target = action.target;
      next_guidance_t_s = t_s;
      break;
    case Steering::hold:
      use(Law::inertial);
      mode.direction = axis_now;
      mode.turn_per_s = Vec3<L, Gcrf>{};
      mode.reference_t_s = t_s;
      break;
    case Steering::prograde:
      use(Law::velocity);
      mode.velocity_sign = L(1.0);
      break;
    case Steering::retrograde:
      use(Law::velocity);
      mode.velocity_sign = L(-1.0);
      break;
    case Steering::programme:
      use(Law::programme);
      mode.programme = L(static_cast<double>(action.programme));
      break;
    case Steering::turn:
      use(Law::ground);
      begin_turn(action, t_s);
      break;
  }
}

/// From the axis as it is, to the left of the plane of the launch, at a steady rate, until the angle is done. The axes
/// turn with the Earth, by a quarter of a degree a minute.
template <class L>
void Craft<L>::begin_turn(const CompiledAction& action, const L& t_s) {
  const L amount =
      action.severity < 0 ? L(action.turn_rad) : model.departures.severity[static_cast<std::size_t>(action.severity)];
  const bool endless = action.rate_rad_s == 0;
  turning_stage_ = endless ? action.index : -1;
  const L rate = endless ? amount : L(value(amount) < 0 ? -action.rate_rad_s : action.rate_rad_s);
  const auto axis = gcrf_to_itrf(plan->world.earth, t_s) * axis_now;
  const auto leftward = to_scalar<L>(cross(plan->pad_up, plan->pad_downrange));
  const auto across = leftward - axis * dot(leftward, axis);
  const L size = norm(across);
  if (!(value(size) > 1e-6) || value(rate) == 0) {  // along the plane's normal there is no left: it stays as it is
    mode.law = L(static_cast<double>(Law::inertial));
    mode.direction = axis_now, mode.turn_per_s = Vec3<L, Gcrf>{}, mode.reference_t_s = t_s;
    turning_ = endless;
    return;
  }
  mode.ground_from = axis;
  mode.ground_to = across * (L(1.0) / size);
  mode.tilt_rad = L(0.0);
  mode.tilt_rate_rad_s = rate;
  tilt_end_rad_ = amount;
  tilt_end_t_s_ = endless ? L(never_s) : t_s + amount / rate;
  tilting_ = turning_ = true;
}

/// It turns no further, and what waited to steer takes over.
template <class L>
void Craft<L>::end_turn(const L& t_s) {
  tilting_ = turning_ = false;
  mode.tilt_rate_rad_s = L(0.0);
  steered = true;
  if (const CompiledAction* action = std::exchange(waits_, nullptr)) steer(*action, t_s);
}

#define COSMODROME_INSTANTIATE(L)                                      \
  template void Craft<L>::turn_programme();                            \
  template void Craft<L>::steer(const CompiledAction&, const L&);      \
  template void Craft<L>::begin_turn(const CompiledAction&, const L&); \
  template void Craft<L>::end_turn(const L&);
COSMODROME_INSTANTIATE(double)
COSMODROME_INSTANTIATE(Dual<8>)
#undef COSMODROME_INSTANTIATE

}  // namespace cosmodrome
