#pragma once
// How what is light comes down: carried by the air, at the speed at which its drag bears its weight.
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {

/// The equations of motion of bodies that fall, in which lanes that sink steadily leave out their inertia.
///
/// At terminal speed the speed through the air settles within v_t / 2g: a second for 20 m/s. Explicit steps must be
/// about as short, although nothing happens for a quarter of an hour. There the velocity is the one that settles: that
/// of the air and, along what pulls, the speed v_t at which drag equals it (the slow manifold of the same equations;
/// Hairer, Wanner, Solving Ordinary Differential Equations II, section VI.3). Two terms of the next order are kept. As
/// the air gets denser a body slows down, by v_t^2 / 2H each second with the scale height H = p / (rho g), which drag
/// has to bear as well; and it takes v_t / g to go with a wind that is another than before, so that it is left behind
/// by as much times the change. What is left out is of the order of (v_t^2 / 2Hg)^2.
template <Scalar S>
class DescentMotion {
 public:
  DescentMotion(const World& world, const Mode<S>& mode) : world_(world), mode_(mode), motion_(world, mode) {}

  void operator()(const S& t_s, const PointMassState<S>& y, PointMassState<S>& slope) {
    motion_(t_s, y, slope);
    if (any(sinking_)) replace(sinking_, steady_velocity_m_s(y), slope);
  }

  /// How far lanes that sink were left behind by winds that changed since this was asked last. Where the motion was
  /// evaluated last, which is the end of a step.
  PointMassState<S> left_behind_m(const Mask<S>& moved) {
    const auto now = here().wind_m_s;
    const S behind_s = -sink_m_s_ / S(standard_gravity_m_s2);
    const auto mask = moved & sinking_;
    const auto by = select(mask, (now - wind_before_) * behind_s, Vec3<S, Gcrf>{S(0.0), S(0.0), S(0.0)});
    wind_before_ = select(moved, now, wind_before_);
    return {by.x, by.y, by.z, S(0.0), S(0.0), S(0.0), S(0.0)};
  }

  /// Lanes of `moved`, just evaluated at y, that have come to sink steadily; `slope` is set to their new one.
  Mask<S> begin_to_sink(const Mask<S>& moved, const PointMassState<S>& y, PointMassState<S>& slope) {
    const auto open = moved & !sinking_ & (here().airspeed_m_s < S(fastest_m_s));
    if (!any(open)) return open;
    const auto steady = steady_velocity_m_s(y);
    const auto settled = open & (norm(steady - velocity_of(y)) < S(settled_share) * here().airspeed_m_s);
    sinking_ = sinking_ | settled;
    replace(settled, steady, slope);
    return settled;
  }

  /// Lanes that begin another fall.
  void forget(const Mask<S>& mask) { sinking_ = sinking_ & !mask; }

  /// The state at the end of a fall, with the velocity that a lane which sinks has there; the others' as it is.
  PointMassState<S> at_the_end(const Mask<S>& down, const S& t_s, const PointMassState<S>& y) {
    PointMassState<S> slope, full = y;
    motion_(t_s, y, slope);
    const auto v = select(sinking_, steady_velocity_m_s(y), velocity_of(y));
    const auto behind = left_behind_m(down);
    for (std::size_t k = 0; k < 3; ++k) full[k] = full[k] + behind[k];
    full[3] = v.x, full[4] = v.y, full[5] = v.z;
    return full;
  }

  const Surroundings<S>& here() const { return motion_.here(); }

 private:
  static constexpr double settled_share = 0.01;  ///< of the speed: a metre at 40 m/s, of the way in which it settles
  static constexpr double fastest_m_s = 60;      ///< faster ones need no more steps than the rest of their fall does

  static void replace(const Mask<S>& mask, const Vec3<S, Gcrf>& velocity, PointMassState<S>& slope) {
    slope[0] = select(mask, velocity.x, slope[0]);
    slope[1] = select(mask, velocity.y, slope[1]);
    slope[2] = select(mask, velocity.z, slope[2]);
    for (std::size_t k = 3; k < 6; ++k) slope[k] = select(mask, S(0.0), slope[k]);
  }

  /// Where motion_ was evaluated last.
  Vec3<S, Gcrf> steady_velocity_m_s(const PointMassState<S>& y) {
    const auto turn = to_scalar<S>(world_.earth_rate_rad_s);
    const auto carried = velocity_of(y) - here().velocity_air_m_s;  // of the air there: the Earth's turning and wind
    // What pulls on a body that goes with the air: gravity, less the acceleration of the air's own circle.
    const auto pull = motion_.forces().gravity_m_s2 - cross(turn, carried);
    const S drag_area = mode_.drag_area_m2 / y[6];
    const auto speed_for = [&](const Vec3<S, Gcrf>& g) {
      return sqrt(S(2.0) * norm(g) / max(here().density_kg_m3 * drag_area, S(1e-12)));
    };
    const S first = speed_for(pull);
    const S slowing = first * first * S(0.5) * here().density_kg_m3 / here().pressure_Pa;  // v^2 / 2Hg
    // It turns with the Earth while it sinks.
    const auto coriolis = cross(turn, unit(pull) * (first + first));
    const auto bent = pull * (S(1.0) + slowing) - coriolis;
    sink_m_s_ = speed_for(bent);
    return carried + unit(bent) * sink_m_s_;
  }

  const World& world_;
  const Mode<S>& mode_;
  PointMass<S> motion_;
  Mask<S> sinking_{false};
  S sink_m_s_{};
  Vec3<S, Gcrf> wind_before_{};
};

}  // namespace cosmodrome
