#include "cosmodrome/orbit/propagate_multistep.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/integrate/summed_adams.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t accelerations = 14;

template <Scalar S>
typename MultistepArc<S>::Node node_of(const PointMassState<S>& y, const Vec3<S, Gcrf>& a) {
  return {position_of(y), velocity_of(y), a, y[6]};
}

/// One lane's state.
template <Scalar S>
PointMassState<double> lane_of(const PointMassState<S>& y, int i) {
  PointMassState<double> one;
  for (std::size_t k = 0; k < one.size(); ++k) one[k] = lane(y[k], i);
  return one;
}

template <Scalar S>
double shortest_step_s(const OrbitWorld& world, const PointMassState<S>& state) {
  double step_s = multistep_s(world, lane_of(state, 0));
  for (int i = 1; i < lane_count<S>; ++i) step_s = std::min(step_s, multistep_s(world, lane_of(state, i)));
  return step_s;
}

}  // namespace

double multistep_s(const OrbitWorld& world, const PointMassState<double>& y) {
  const auto r = position_of(y), v = velocity_of(y);
  const auto h = cross(r, v);
  const double mu = world.gm_m3_s2;
  const double eccentricity = norm(cross(v, h) * (1 / mu) - unit(r));
  const double periapsis_m = squared_norm(h) / mu / (1 + eccentricity);
  const double turning_rad_s = norm(h) / (periapsis_m * periapsis_m);
  const double revolution = 2 * std::numbers::pi / turning_rad_s;
  // The field of degree n has n waves around the body, each smaller by R/r than those of the degree before.
  constexpr double steps_around = 75, steps_a_wave = 3.3;
  return revolution / std::max(steps_around, steps_a_wave * world.gravity_degree);
}

template <Scalar S>
MultistepArc<S> propagate_multistep(const OrbitWorld& world, const Spacecraft<S>& craft, const PointMassState<S>& state,
                                    double from_s, double to_s, const MultistepOptions& options) {
  const double wanted_s = options.step_s > 0 ? options.step_s : shortest_step_s(world, state);
  if (!(wanted_s > 0)) throw std::invalid_argument("propagate_multistep: the state has no step");
  const auto steps = std::max<long>(accelerations, std::lround(std::ceil(std::abs(to_s - from_s) / wanted_s)));
  MultistepArc<S> arc{.from_s = from_s, .step_s = (to_s - from_s) / static_cast<double>(steps), .nodes = {}};
  if (to_s == from_s) {
    arc.end = state;
    return arc;
  }
  OrbitMotion<S> motion(world, craft, nullptr);
  SummedAdams<accelerations, S, Gcrf> adams;
  const auto keep = [&](const PointMassState<S>& y, const Vec3<S, Gcrf>& a) {
    if (options.keep) arc.nodes.push_back(node_of(y, a));
  };
  if (options.keep) arc.nodes.reserve(static_cast<std::size_t>(steps) + 1);
  adams.begin(motion, S(from_s), state, arc.step_s, world.gm_m3_s2, keep);
  // A little beyond the end: states are taken where accelerations on both sides are known.
  while (adams.steps() < steps + adams.lag) {
    adams.advance(motion);
    const bool follows = adams.steps() - adams.lag >= static_cast<long>(accelerations);
    if (options.keep && follows) keep(adams.middle(), adams.middle_acceleration());
  }
  arc.end = adams.middle();
  arc.evaluations = motion.evaluations();
  return arc;
}

template <Scalar S>
PointMassState<S> MultistepArc<S>::at(double t_s) const {
  if (nodes.size() < 2) throw std::logic_error("MultistepArc::at: no steps were kept");
  const double place = (t_s - from_s) / step_s;
  const double first = std::clamp(std::floor(place), 0.0, static_cast<double>(nodes.size() - 2));
  const Node& a = nodes[static_cast<std::size_t>(first)];
  const Node& b = nodes[static_cast<std::size_t>(first) + 1];
  // Quintic Hermite polynomials in u = 0 to 1, and their slopes.
  const double u = place - first, h = step_s, u2 = u * u, u3 = u2 * u, w = 1 - u;
  const double p1 = u3 * (10 + u * (6 * u - 15)), q0 = u - u3 * (6 + u * (3 * u - 8)), q1 = u3 * (u * (7 - 3 * u) - 4);
  const double s0 = 0.5 * u2 * w * w * w, s1 = 0.5 * u3 * w * w;
  const double dp1 = 30 * u2 * w * w, dq0 = 1 - u2 * (18 + u * (15 * u - 32)), dq1 = u2 * (u * (28 - 15 * u) - 12);
  const double ds0 = 0.5 * u * w * w * (2 - 5 * u), ds1 = 0.5 * u2 * w * (3 - 5 * u);
  const auto combine = [&](double cp, double c0, double c1, double d0, double d1) {
    return (b.r_m - a.r_m) * S(cp) + a.v_m_s * S(h * c0) + b.v_m_s * S(h * c1) + a.a_m_s2 * S(h * h * d0) +
           b.a_m_s2 * S(h * h * d1);
  };
  const auto r = a.r_m + combine(p1, q0, q1, s0, s1);
  const auto v = combine(dp1, dq0, dq1, ds0, ds1) * S(1 / h);
  return {r.x, r.y, r.z, v.x, v.y, v.z, fma(S(u), b.mass_kg - a.mass_kg, a.mass_kg)};
}

#define COSMODROME_MULTISTEP(S)                                                                                   \
  template struct MultistepArc<S>;                                                                                \
  template MultistepArc<S> propagate_multistep(const OrbitWorld&, const Spacecraft<S>&, const PointMassState<S>&, \
                                               double, double, const MultistepOptions&);
COSMODROME_MULTISTEP(double)
COSMODROME_MULTISTEP(Lanes)
#undef COSMODROME_MULTISTEP

}  // namespace cosmodrome
