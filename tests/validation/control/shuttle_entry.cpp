#include "benchmarks.hpp"
#include "cosmodrome/base/angle.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

/// Height (ft), latitude, speed (ft/s), flight-path angle, azimuth; angle of attack, bank. Longitude follows from the
/// others and acts on none. Source: J. T. Betts, Practical Methods for Optimal Control Using Nonlinear Programming,
/// section 6.1; figures as in PSOPT, examples/shuttle_reentry.
template <class In, class Out>
void motion(const In& in, Out& out) {
  constexpr double mu = 0.14076539e17, radius = 20902900, mass = 203000 / 32.174, area = 2690;
  const auto &h = in[0], &latitude = in[1], &v = in[2], &path = in[3], &azimuth = in[4], &attack = in[5], &bank = in[6];
  const auto a = attack / degree_rad;
  const auto lift_coefficient = -0.20704 + 0.029244 * a;
  const auto drag_coefficient = 0.07854 + a * (-0.61592e-2 + 0.621408e-3 * a);
  const auto pressure = 0.5 * area / mass * 0.002378 * exp(-h / 23800.0) * v * v;
  const auto lift = pressure * lift_coefficient, drag = pressure * drag_coefficient;  // accelerations
  const auto r = h + radius, gravity = mu / (r * r), turn = v / r * cos(path);
  out[0] = v * sin(path);
  out[1] = turn * cos(azimuth);
  out[2] = -drag - gravity * sin(path);
  out[3] = lift * cos(bank) / v + cos(path) * (v / r - gravity / v);
  out[4] = lift * sin(bank) / (v * cos(path)) + turn * sin(azimuth) * tan(latitude);
}

/// BTU/ft2/s.
template <class In>
auto heating(const In& in) {
  const auto a = in[5] / degree_rad;
  const auto by_attack = 1.0672181 + a * (-0.19213774e-1 + a * (0.21286289e-3 - 0.10117249e-5 * a));
  const auto root_density = sqrt(0.002378 * exp(-in[0] / 23800.0));
  return by_attack * 17700.0 * root_density * exp(3.07 * log(1e-4 * in[2]));
}

}  // namespace

Benchmark shuttle_entry(bool heating_limit) {
  ControlPhase phase;
  phase.name = "entry";
  phase.states = 5, phase.controls = 2, phase.end_time = 1;
  if (heating_limit) {
    phase.paths = 1, phase.path_bounds = {{0, 70}}, phase.path_scale = {70};
    phase.equations = smooth_function<8, 6>([](const auto& in, auto& out) {
      motion(in, out);
      out[5] = heating(in);
    });
  } else {
    phase.equations = smooth_function<8, 5>([](const auto& in, auto& out) { motion(in, out); });
  }
  phase.state_bounds = {{0, 300000},
                        {-89 * degree_rad, 89 * degree_rad},
                        {1000, 40000},
                        {-89 * degree_rad, 89 * degree_rad},
                        {-180 * degree_rad, 180 * degree_rad}};
  phase.control_bounds = {{-90 * degree_rad, 90 * degree_rad}, {-89 * degree_rad, 1 * degree_rad}};
  phase.start_bounds = {
      {260000, 260000}, {0, 0}, {25600, 25600}, {-degree_rad, -degree_rad}, {90 * degree_rad, 90 * degree_rad}};
  phase.end_bounds = {{80000, 80000}, {}, {2500, 2500}, {-5 * degree_rad, -5 * degree_rad}, {}};
  phase.state_scale = {1e5, 0.5, 1e4, 0.1, 1};
  phase.conditions = {at_end<6, 1>("cross-range", [](const auto& in, auto& out) { out[0] = -in[1]; })};
  Benchmark b;
  b.problem.name = "Shuttle entry";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {500, 4000}};
  b.problem.time_scale = 1000, b.problem.objective_scale = 0.5;
  b.guess = {
      {straight(0, 2000, {260000, 0, 25600, -degree_rad, 90 * degree_rad},
                {80000, 20 * degree_rad, 2500, -5 * degree_rad, 30 * degree_rad}, {17 * degree_rad, -40 * degree_rad})},
      {0, 2000},
      {}};
  b.mesh = {even_mesh(20, 4)};
  return b;
}

}  // namespace cosmodrome::control
