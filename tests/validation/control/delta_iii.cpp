#include <cmath>
#include <numbers>

#include "benchmarks.hpp"
#include "cosmodrome/base/angle.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

constexpr double mu = 3.986012e14, radius = 6378145, spin = 7.29211585e-5;  // m, s
constexpr double booster_N = 628500, first_N = 1083100, second_N = 110094;
constexpr double booster_kg_s = 17010 / 75.2, first_kg_s = 95550 / 261.0, second_kg_s = 16820 / 700.0;

struct Burn {
  const char* name;
  double end_s, thrust_N, flow_kg_s, dropped_kg;
};
constexpr std::array<Burn, 4> burns = {{
    {"six boosters", 75.2, 6 * booster_N + first_N, 6 * booster_kg_s + first_kg_s, 6 * 2280.0},
    {"three boosters", 150.4, 3 * booster_N + first_N, 3 * booster_kg_s + first_kg_s, 3 * 2280.0},
    {"first stage", 261, first_N, first_kg_s, 8830},
    {"second stage", 961, second_N, second_kg_s, 0},
}};

template <class S>
S dot3(const S* a, const S* b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// Position and velocity on the pad's inertial axes, mass; the thrust's direction.
std::shared_ptr<const SmoothFunction> equations_of(const Burn& burn) {
  return smooth_function<11, 9>([burn](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    const S *r = in.data(), *v = r + 3, *u = r + 7;
    const S &m = in[6], distance = sqrt(dot3(r, r));
    const std::array<S, 3> air = {v[0] + spin * r[1], v[1] - spin * r[0], v[2]};
    // Not a root of zero: on the pad the air does not move.
    const S speed = sqrt(dot3(air.data(), air.data()) + 1e-12);
    constexpr double half_density_area = 0.5 * 1.225 * 0.5 * 4 * std::numbers::pi;
    const S drag = half_density_area * exp((radius - distance) / 7200.0) * speed / m;
    const S pull = mu / (distance * distance * distance), push = burn.thrust_N / m;
    for (std::size_t i = 0; i < 3; ++i) {
      out[i] = v[i];
      out[3 + i] = push * u[i] - drag * air[i] - pull * r[i];
    }
    out[6] = S(-burn.flow_kg_s);
    out[7] = dot3(u, u);
    out[8] = distance;
  });
}

/// The angular momentum and two components of the eccentricity vector, which lies across it: all of an orbit but the
/// place on it.
template <class S>
void orbit_of(const S* r, const S* v, S* out) {
  const std::array<S, 3> h = {r[1] * v[2] - r[2] * v[1], r[2] * v[0] - r[0] * v[2], r[0] * v[1] - r[1] * v[0]};
  const S distance = sqrt(dot3(r, r));
  for (std::size_t i = 0; i < 3; ++i) out[i] = h[i];
  out[3] = (v[1] * h[2] - v[2] * h[1]) / mu - r[0] / distance;
  out[4] = (v[2] * h[0] - v[0] * h[2]) / mu - r[1] / distance;
}

/// Position and velocity in the target orbit, at a true anomaly.
Row place_on_target(double anomaly) {
  constexpr double a = 24361140, e = 0.7308, inclination = 28.5 * degree_rad, node = 269.8 * degree_rad,
                   perigee = 130.5 * degree_rad;
  const double p = a * (1 - e * e), r = p / (1 + e * std::cos(anomaly)), along = perigee + anomaly;
  const auto turned = [&](double x, double y) {  // of the orbit's axes from the node
    return Row{x * std::cos(node) - y * std::sin(node) * std::cos(inclination),
               x * std::sin(node) + y * std::cos(node) * std::cos(inclination), y * std::sin(inclination)};
  };
  Row place = turned(r * std::cos(along), r * std::sin(along));
  const double speed = std::sqrt(mu / p);
  const Row velocity =
      turned(-speed * (std::sin(along) + e * std::sin(perigee)), speed * (std::cos(along) + e * std::cos(perigee)));
  place.insert(place.end(), velocity.begin(), velocity.end());
  return place;
}

}  // namespace

/// Source: D. A. Benson, A Gauss Pseudospectral Transcription for Optimal Control, MIT (2004); J. T. Betts, Practical
/// Methods for Optimal Control Using Nonlinear Programming, section 6.15 of the third edition; figures as in YAPSS,
/// examples/delta_iii_ascent.py. The guess is a straight line from the pad to a
/// place on the orbit before its perigee, near enough for the line to stay above the ground.
Benchmark delta_iii() {
  const Row pad = {radius * std::cos(28.5 * degree_rad),        0, radius * std::sin(28.5 * degree_rad), 0,
                   spin * radius * std::cos(28.5 * degree_rad), 0};
  const Row goal = place_on_target(-0.46);
  Row target(5);
  orbit_of(goal.data(), goal.data() + 3, target.data());
  Benchmark b;
  b.problem.name = "Delta III";
  b.problem.time_scale = 1000, b.problem.objective_scale = 1e4;
  b.problem.times = {{0, 0}}, b.guess.times = {0};
  double begin = 0, mass = 301454;
  for (std::size_t p = 0; p < burns.size(); ++p) {
    const Burn& burn = burns[p];
    const auto row = [&](double t) {
      Row x;
      for (std::size_t i = 0; i < 6; ++i) x.push_back(pad[i] + (goal[i] - pad[i]) * t / burns.back().end_s);
      x.push_back(mass - burn.flow_kg_s * (t - begin));
      return x;
    };
    ControlPhase phase;
    phase.name = burn.name;
    phase.states = 7, phase.controls = 3, phase.paths = 2;
    phase.equations = equations_of(burn);
    phase.path_bounds = {{1, 1}, {radius, unbounded}};
    phase.path_scale = {1, radius};
    phase.state_bounds.assign(3, {-2 * radius, 2 * radius});
    phase.state_bounds.insert(phase.state_bounds.end(), 3, {-1e4, 1e4});
    phase.state_bounds.push_back({4000, unbounded});
    phase.control_bounds = {{-1.1, 1.1}, {-1.1, 1.1}, {-1.1, 1.1}};
    phase.state_scale = {radius, radius, radius, 8000, 8000, 8000, row(begin)[6]};
    phase.start_time = static_cast<int>(p), phase.end_time = phase.start_time + 1;
    if (p == 0) {
      for (const double x : row(0)) phase.start_bounds.push_back({x, x});
    } else {
      b.problem.linkages.push_back(
          {phase.start_time - 1, phase.start_time, {0, 0, 0, 0, 0, 0, -burns[p - 1].dropped_kg}});
    }
    if (p == 3) {
      const double h = std::sqrt(dot3(target.data(), target.data()));
      std::vector<Bounds> wanted;
      for (const double x : target) wanted.push_back({x, x});
      phase.conditions = {
          at_end<8, 5>("target orbit", [](const auto& in, auto& out) { orbit_of(&in[0], &in[3], &out[0]); }, wanted,
                       {h, h, h, 1, 1}),
          at_end<8, 1>("mass", [](const auto& in, auto& out) { out[0] = -in[6]; })};
    }
    b.problem.phases.push_back(std::move(phase));
    b.problem.times.push_back(p == 3 ? Bounds{261, 961} : Bounds{burn.end_s, burn.end_s});
    b.guess.times.push_back(burn.end_s);
    b.guess.phases.push_back(straight(begin, burn.end_s, row(begin), row(burn.end_s), {0, 1, 0}));
    b.mesh.push_back(even_mesh(p == 3 ? 4 : 2, 5));
    mass = b.guess.phases.back().states.back()[6] - burn.dropped_kg;
    begin = burn.end_s;
  }
  return b;
}

}  // namespace cosmodrome::control
