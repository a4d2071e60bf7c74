// Source of the variants: A, B: E. D. Dolan, J. J. More, T. S. Munson, COPS 3.0, ANL/MCS-TM-273 (2004), problem 10, and
// OptimalControl.jl, test/problems/goddard.jl. D: J. T. Betts, Practical Methods for Optimal Control Using Nonlinear
// Programming, and YAPSS, examples/goddard_problem_3_phase.py. E: Dymos, examples/goddard_rocket_problem. The singular
// arc: A. E. Bryson, Y.-C. Ho, Applied Optimal Control (1975), section 8.4.
#include <algorithm>

#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

enum class Arc { free, full_thrust, singular, limited_speed, coast };
constexpr std::array names = {"all", "full thrust", "singular arc", "limited speed", "coast"};

struct Forces {
  GoddardRocket rocket;

  template <class S>
  S gravity(const S& h) const {
    return rocket.inverse_square ? rocket.gravity / (h * h) : S(rocket.gravity);
  }
  template <class S>
  S drag(const S& h, const S& v) const {
    return rocket.drag * v * v * exp(-rocket.decay * (h - rocket.ground));
  }
  /// Zero on the singular arc.
  template <class S>
  S singular(const S& h, const S& v, const S& m) const {
    return drag(h, v) * (1.0 + v / rocket.exhaust_speed) - m * gravity(h);
  }
};

std::shared_ptr<const SmoothFunction> equations_of(const GoddardRocket& rocket, Arc arc) {
  const auto motion = [forces = Forces{rocket}](const auto& in, auto& out) {
    const auto &h = in[0], &v = in[1], &m = in[2], &thrust = in[3];
    out[0] = v;
    out[1] = (thrust - forces.drag(h, v)) / m - forces.gravity(h);
    out[2] = -thrust / forces.rocket.exhaust_speed;
  };
  if (arc != Arc::singular && arc != Arc::limited_speed) return smooth_function<5, 3>(motion);
  return smooth_function<5, 4>([motion, forces = Forces{rocket}, arc](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    std::array<S, 3> slopes;
    motion(in, slopes);
    for (std::size_t i = 0; i < 3; ++i) out[i] = slopes[i];
    out[3] = arc == Arc::singular ? forces.singular(in[0], in[1], in[2]) : S(slopes[1]);
  });
}

ControlPhase phase_of(const GoddardRocket& rocket, Arc arc) {
  ControlPhase phase;
  phase.states = 3, phase.controls = 1;
  phase.equations = equations_of(rocket, arc);
  // The mass is bounded by its ends and by 0 <= thrust, and the top is where the height is greatest: to say so again
  // would give constraints that say the same, and bounds that are met without pressing.
  phase.state_bounds = {{rocket.ground, unbounded},
                        {-unbounded, arc == Arc::free && rocket.speed_limit > 0 ? rocket.speed_limit : unbounded},
                        {rocket.empty_mass / 2, unbounded}};
  phase.state_scale = {rocket.height_scale, rocket.speed_scale, rocket.full_mass};
  phase.control_scale = {rocket.thrust};
  phase.control_bounds = {{0, rocket.thrust}};
  if (arc == Arc::full_thrust) phase.control_bounds = {{rocket.thrust, rocket.thrust}};
  if (arc == Arc::coast) phase.control_bounds = {{0, 0}};
  if (arc == Arc::singular || arc == Arc::limited_speed) {
    phase.paths = 1, phase.path_bounds = {{0, 0}};
    phase.path_scale = {arc == Arc::singular ? rocket.thrust : rocket.speed_scale / rocket.time_scale};
  }
  if (arc == Arc::singular) {
    phase.conditions.push_back({"the singular arc's beginning",
                                false,
                                smooth_function<4, 1>([forces = Forces{rocket}](const auto& in, auto& out) {
                                  out[0] = forces.singular(in[0], in[1], in[2]);
                                }),
                                {{0, 0}},
                                {rocket.thrust}});
  }
  if (arc == Arc::limited_speed) phase.start_bounds = {{}, {rocket.speed_limit, rocket.speed_limit}, {}};
  return phase;
}

/// What the rocket is guessed to do: fast until the fuel is gone, then slower and slower; the speed is guessed, not the
/// height.
PhaseGuess guess_of(const GoddardRocket& rocket, double begin, double end) {
  const auto& times = rocket.guessed_times;
  const double full = times.front(), burned = times[times.size() - 2], top = times.back(), v = rocket.guessed_speed;
  const double first_loss = rocket.thrust / rocket.exhaust_speed * full;
  const auto row = [&](double t) {
    const double a = std::min(t, full), b = std::clamp(t, full, burned) - full, c = std::max(t - burned, 0.0);
    const double rise = v * (a * a / (2 * full) + b + c - c * c / (2 * (top - burned)));
    const double speed = v * (a / full - c / (top - burned));
    const double loss =
        first_loss * a / full + (rocket.full_mass - rocket.empty_mass - first_loss) * b / (burned - full);
    return Row{rocket.ground + rise, speed, rocket.full_mass - loss};
  };
  PhaseGuess guess;
  constexpr int rows = 12;
  for (int i = 0; i <= rows; ++i) {
    const double t = begin + (end - begin) * i / rows;
    guess.t.push_back(t), guess.states.push_back(row(t));
    guess.controls.push_back({t < full ? rocket.thrust : t < burned ? rocket.thrust / 3 : 0});
  }
  return guess;
}

Benchmark of_arcs(const GoddardRocket& rocket, const std::vector<Arc>& arcs, const std::vector<double>& ends,
                  const PhaseMesh& mesh) {
  Benchmark b;
  b.problem.name = "Goddard's rocket";
  b.problem.time_scale = rocket.time_scale, b.problem.objective_scale = rocket.height_scale;
  b.problem.times = {{0, 0}};
  b.guess.times = {0};
  for (std::size_t p = 0; p < arcs.size(); ++p) {
    ControlPhase phase = phase_of(rocket, arcs[p]);
    phase.name = names[static_cast<std::size_t>(arcs[p])];
    phase.start_time = static_cast<int>(p), phase.end_time = phase.start_time + 1;
    if (p == 0) phase.start_bounds = {{rocket.ground, rocket.ground}, {0, 0}, {rocket.full_mass, rocket.full_mass}};
    if (p > 0) b.problem.linkages.push_back({static_cast<int>(p) - 1, static_cast<int>(p), {}});
    b.guess.phases.push_back(guess_of(rocket, b.guess.times.back(), ends[p]));
    b.guess.times.push_back(ends[p]);
    // Within a factor of two: a burn at full thrust until the fuel is gone, and no more, is a trap for solvers.
    b.problem.times.push_back({0.5 * ends[p], 2 * ends[p]});
    b.problem.phases.push_back(std::move(phase));
    b.mesh.push_back(mesh);
  }
  ControlPhase& last = b.problem.phases.back();
  last.end_bounds = {{}, {}, {rocket.empty_mass, rocket.empty_mass}};
  last.conditions.push_back(at_end<4, 1>("height", [](const auto& in, auto& out) { out[0] = -in[0]; }));
  return b;
}

}  // namespace

Benchmark goddard_by_arcs(const GoddardRocket& rocket) {
  std::vector<Arc> arcs = {Arc::full_thrust, Arc::singular, Arc::coast};
  if (rocket.speed_limit > 0) arcs.insert(arcs.begin() + 2, Arc::limited_speed);
  return of_arcs(rocket, arcs, rocket.guessed_times, even_mesh(1, 6));
}

Benchmark goddard_in_one(const GoddardRocket& rocket, int intervals, int points) {
  return of_arcs(rocket, {Arc::free}, {rocket.guessed_times.back()}, even_mesh(intervals, points));
}

GoddardRocket goddard_a() {
  return {.drag = 310,
          .decay = 500,
          .ground = 1,
          .gravity = 1,
          .inverse_square = true,
          .exhaust_speed = 0.5,
          .thrust = 3.5,
          .full_mass = 1,
          .empty_mass = 0.6,
          .speed_limit = 0,
          .height_scale = 0.01,
          .speed_scale = 0.1,
          .time_scale = 0.2,
          .guessed_times = {0.02, 0.07, 0.2},
          .guessed_speed = 0.06};
}

GoddardRocket goddard_b() {
  GoddardRocket rocket = goddard_a();
  rocket.speed_limit = 0.1;
  rocket.guessed_times = {0.02, 0.06, 0.1, 0.2};
  return rocket;
}

GoddardRocket goddard_d() {
  return {.drag = 5.4915348492338e-5,
          .decay = 1 / 23800.0,
          .ground = 0,
          .gravity = 32.174,
          .inverse_square = false,
          .exhaust_speed = 1580.9425279876559,
          .thrust = 193.044,
          .full_mass = 3,
          .empty_mass = 1,
          .speed_limit = 0,
          .height_scale = 18000,
          .speed_scale = 1000,
          .time_scale = 40,
          .guessed_times = {15, 20, 45},
          .guessed_speed = 800};
}

GoddardRocket goddard_e() {
  GoddardRocket rocket = goddard_d();
  rocket.drag = 5.4915e-5, rocket.exhaust_speed = 1580.9425, rocket.thrust = 200;
  return rocket;
}

}  // namespace cosmodrome::control
