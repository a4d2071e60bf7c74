// The guidance on its own: planes, convergence, and flights in closed loop through a finely integrated truth.
#include "cosmodrome/guidance/powered_explicit.hpp"
#include "cosmodrome/base/angle.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
using Phases = std::array<GuidedPhase<double>, max_guided_phases>;
constexpr double earth_m = 6378137;
const GuidanceGravity gravity{};
const Place pole{0, 0, 1};

GuidanceTarget<double> target_of(double altitude_m, double speed_m_s, double flight_path_rad, double inclination_rad) {
  GuidanceTarget<double> target;
  target.radius_m = earth_m + altitude_m;
  target.speed_m_s = speed_m_s;
  target.sin_flight_path = std::sin(flight_path_rad);
  target.cos_flight_path = std::cos(flight_path_rad);
  target.semi_major_axis_m = 1 / (2 / target.radius_m - speed_m_s * speed_m_s / gravity.mu_m3_s2);
  target.cos_inclination = std::cos(inclination_rad);
  target.pole = pole;
  target.node_is_free = true;
  target.gravity_m_s2 = gravity.mu_m3_s2 / (target.radius_m * target.radius_m);
  return target;
}

double circular_speed(double altitude_m) { return std::sqrt(gravity.mu_m3_s2 / (earth_m + altitude_m)); }

// ------------------------------------------------------------------ planes

Place radial_at(double latitude_rad, double longitude_rad) {
  return {std::cos(latitude_rad) * std::cos(longitude_rad), std::cos(latitude_rad) * std::sin(longitude_rad),
          std::sin(latitude_rad)};
}

TEST(PlaneNormal, IsOfTheInclinationThroughThePlaceAndNearest) {
  for (const double inclination : {51.7, 64.8, 97.5, 140.0}) {
    const auto target = target_of(200e3, 7800, 0, inclination * degree_rad);
    for (const double latitude : {-30.0, 0.0, 20.0}) {
      for (const double longitude : {0.0, 130.0}) {
        const Place radial = radial_at(latitude * degree_rad, longitude * degree_rad);
        const Place east{-std::sin(longitude * degree_rad), std::cos(longitude * degree_rad), 0};
        const Place north = cross(radial, east);
        for (const double heading : {30.0, 150.0}) {  // of the guess: one climbs to the north, one to the south
          const Place ahead = north * std::cos(heading * degree_rad) + east * std::sin(heading * degree_rad);
          const Place guess = cross(radial, ahead);
          const Place normal = powered_explicit::plane_normal(target, radial, guess);
          EXPECT_NEAR(norm(normal), 1, 1e-15);
          EXPECT_NEAR(dot(normal, radial), 0, 1e-15);
          EXPECT_NEAR(normal.z, std::cos(inclination * degree_rad), 1e-15);
          // Two planes of that inclination pass here, one northward and one southward: that of the guess's side.
          EXPECT_EQ(dot(cross(normal, radial), north) > 0, dot(ahead, north) > 0);
        }
      }
    }
  }
}

TEST(PlaneNormal, OutOfReachGivesTheNearestThereIs) {
  // At 60 deg latitude no plane below 60 deg passes: straight east is the nearest, west for a retrograde one.
  const Place radial = radial_at(60 * degree_rad, 0);
  const Place guess = unit(cross(radial, Place{0, 1, 0.1}));
  const Place east_going = powered_explicit::plane_normal(target_of(200e3, 7800, 0, 51.7 * degree_rad), radial, guess);
  EXPECT_NEAR(east_going.z, std::cos(60 * degree_rad), 1e-15);
  EXPECT_NEAR(norm(east_going), 1, 1e-15);
  EXPECT_NEAR(dot(east_going, radial), 0, 1e-15);
  const Place west_going = powered_explicit::plane_normal(target_of(200e3, 7800, 0, 140 * degree_rad), radial, guess);
  EXPECT_NEAR(west_going.z, -std::cos(60 * degree_rad), 1e-15);
}

TEST(PlaneNormal, AFixedNodeLeavesNoChoice) {
  auto target = target_of(200e3, 7800, 0, 51.7 * degree_rad);
  target.node_is_free = false;
  target.normal = unit(Place{0.3, 0.2, 0.7});
  const Place normal = powered_explicit::plane_normal(target, radial_at(0.3, 1), pole);
  EXPECT_EQ(norm(normal - target.normal), 0);
}

// ------------------------------------------------------------------ a vehicle to guide, and its truth

struct Stage {
  double exhaust_speed_m_s, thrust_N, propellant_kg, dry_kg, coast_before_s, limit_m_s2;
};

struct Truth {
  Place r, v;
  double mass_kg;
};

/// One step of the classical Runge-Kutta method, at 20 ms: its error over a flight is below a millimetre.
Truth step(const Truth& y, double t, double h, double thrust_N, double flow_kg_s, double limit_m_s2,
           const GuidanceMemory<double>& command) {
  struct Slope {
    Place r, v;
    double m;
  };
  const auto slope = [&](double at, const Truth& s) {
    const Place axis = unit(axpy(at - command.reference_t_s, command.turn_per_s, command.direction));
    const double full = thrust_N / s.mass_kg;
    const double factor = limit_m_s2 > 0 && full > limit_m_s2 ? limit_m_s2 / full : 1;
    return Slope{s.v, axis * (full * factor) + powered_explicit::gravity_m_s2(gravity, pole, s.r), -flow_kg_s * factor};
  };
  const auto moved = [&](const Slope& k, double by) {
    return Truth{axpy(by, k.r, y.r), axpy(by, k.v, y.v), y.mass_kg + by * k.m};
  };
  const Slope a = slope(t, y), b = slope(t + h / 2, moved(a, h / 2)), c = slope(t + h / 2, moved(b, h / 2)),
              d = slope(t + h, moved(c, h));
  return {y.r + (a.r + (b.r + c.r) * 2.0 + d.r) * (h / 6), y.v + (a.v + (b.v + c.v) * 2.0 + d.v) * (h / 6),
          y.mass_kg + (a.m + 2 * (b.m + c.m) + d.m) * (h / 6)};
}

double mass_above(const std::vector<Stage>& stages, std::size_t first, double payload_kg) {
  double mass = payload_kg;
  for (std::size_t i = first; i < stages.size(); ++i) mass += stages[i].propellant_kg + stages[i].dry_kg;
  return mass;
}

/// The phases that lie ahead of stage `now` with this much propellant, or with this much coast, left.
Phases phases_ahead(const std::vector<Stage>& stages, std::size_t now, double propellant_kg, double coast_s,
                    double mass_kg, double payload_kg) {
  std::vector<GuidedPhase<double>> list;
  for (std::size_t i = now; i < stages.size(); ++i) {
    const Stage& s = stages[i];
    const double coast = i == now ? coast_s : s.coast_before_s;
    if (coast > 0) list.push_back({0, 0, coast, 0});
    const double mass = i == now ? mass_kg : mass_above(stages, i, payload_kg);
    const double propellant = i == now ? propellant_kg : s.propellant_kg;
    list.push_back(
        {s.exhaust_speed_m_s, s.thrust_N / mass, propellant * s.exhaust_speed_m_s / s.thrust_N, s.limit_m_s2});
  }
  Phases phases{};
  std::copy(list.begin(), list.end(), phases.end() - static_cast<std::ptrdiff_t>(list.size()));
  return phases;
}

struct Start {
  std::vector<Stage> stages;
  double payload_kg;
  GuidanceTarget<double> target;
  Place r, v;
};

double total_kg(const Start& start) { return mass_above(start.stages, 0, start.payload_kg); }

/// High in the air on its way out, as at the end of a first stage: altitude, speed and climb as given, toward the
/// north-east at 45 deg latitude.
Start start_at(double altitude_m, double speed_m_s, double climb_rad) {
  Start start;
  const Place up = radial_at(45 * degree_rad, 20 * degree_rad);
  const Place east{-std::sin(20 * degree_rad), std::cos(20 * degree_rad), 0};
  const Place north = cross(up, east);
  start.r = up * (earth_m + altitude_m);
  const Place ahead = unit(north * std::cos(62 * degree_rad) + east * std::sin(62 * degree_rad));
  start.v = (ahead * std::cos(climb_rad) + up * std::sin(climb_rad)) * speed_m_s;
  return start;
}

Start one_phase() {
  Start start = start_at(130e3, 4800, 8 * degree_rad);
  start.stages = {{3500, 298e3, 22'000, 2400, 0, 0}};
  start.payload_kg = 7000;
  start.target = target_of(220e3, circular_speed(220e3) + 5, 0, 51.7 * degree_rad);
  return start;
}

Start two_phases() {
  Start start = start_at(70e3, 2900, 22 * degree_rad);
  start.stages = {{3100, 990e3, 30'000, 6500, 0, 0}, {3500, 298e3, 22'000, 2400, 2, 0}};
  start.payload_kg = 7000;
  start.target = target_of(220e3, circular_speed(220e3), 0, 51.7 * degree_rad);
  return start;
}

Start three_phases() {
  Start start = start_at(70e3, 2700, 22 * degree_rad);
  start.stages = {{3100, 990e3, 30'000, 6500, 0, 30}, {3500, 298e3, 21'000, 2400, 2, 0}, {3300, 60e3, 5000, 900, 4, 0}};
  start.payload_kg = 3000;
  start.target = target_of(250e3, circular_speed(250e3) + 40, 0.3 * degree_rad, 51.7 * degree_rad);
  return start;
}

GuidanceMemory<double> begun(const Start& start, const Phases& phases, double t_s, int rounds) {
  auto memory = begin_guidance(start.target, phases, t_s, start.r, start.v, gravity);
  for (int i = 0; i < rounds; ++i)
    memory = update_guidance(memory, start.target, phases, t_s, start.r, start.v, Place{}, gravity);
  return memory;
}

// ------------------------------------------------------------------ convergence

void expect_fixed_point(const Start& start) {
  const Phases phases = phases_ahead(start.stages, 0, start.stages[0].propellant_kg, start.stages[0].coast_before_s,
                                     total_kg(start), start.payload_kg);
  const auto after_15 = begun(start, phases, 0, 15), settled = begun(start, phases, 0, 60);
  const auto once_more = update_guidance(settled, start.target, phases, 0.0, start.r, start.v, Place{}, gravity);
  // The iteration contracts, so that what is left after 60 rounds is rounding of 1e4 m/s and 7e6 m.
  EXPECT_LT(norm(once_more.velocity_to_go_m_s - settled.velocity_to_go_m_s), 1e-6);
  EXPECT_LT(std::abs(once_more.time_to_go_s - settled.time_to_go_s), 1e-8);
  EXPECT_LT(norm(once_more.direction - settled.direction), 1e-9);
  // The flight uses its command after 15: a tenth of a degree is less than what it corrects in the next cycle.
  EXPECT_LT(angle_rad(after_15.direction, settled.direction), 0.1 * degree_rad);
}

TEST(UpdateGuidance, ConvergesOverOnePhase) { expect_fixed_point(one_phase()); }
TEST(UpdateGuidance, ConvergesOverTwoPhases) { expect_fixed_point(two_phases()); }
TEST(UpdateGuidance, ConvergesOverThreePhases) { expect_fixed_point(three_phases()); }

TEST(UpdateGuidance, ThePredictionMeetsTheTarget) {
  const Start start = two_phases();
  const Phases phases =
      phases_ahead(start.stages, 0, start.stages[0].propellant_kg, 0, total_kg(start), start.payload_kg);
  const auto settled = begun(start, phases, 0, 60);
  EXPECT_NEAR(norm(settled.cut_off_position_m), start.target.radius_m, 1e-6);
}

// ------------------------------------------------------------------ before a later stage that finishes

/// One phase with this much propellant, after which an upper stage finishes: 64 s later, with a quarter of a g.
Start finished_later(double propellant_kg) {
  Start start = one_phase();
  start.stages[0].propellant_kg = propellant_kg;
  start.target.finished_later = true;
  start.target.later_least_m_s = 30;
  start.target.coast_s = 64;
  start.target.later_acceleration_m_s2 = 2.5;
  start.target.later_exhaust_speed_m_s = 3268;
  return start;
}

struct Settled {
  GuidanceMemory<double> memory;
  double everything_m_s, everything_s;
};

Settled settle(const Start& start) {
  const Phases phases =
      phases_ahead(start.stages, 0, start.stages[0].propellant_kg, 0, total_kg(start), start.payload_kg);
  const auto all = powered_explicit::integrate_thrust(powered_explicit::cut_into_segments(phases, 0.0, true));
  return {begun(start, phases, 0, 60), all.L, all.time_to_go_s};
}

TEST(FinishedLater, BurnsEverythingWhereTheLaterStageHasEnoughLeftToDo) {
  const Start start = finished_later(13'500);
  const Settled at = settle(start);
  // 60 rounds leave rounding, as in expect_fixed_point().
  EXPECT_NEAR(at.memory.time_to_go_s, at.everything_s, 1e-8);
  EXPECT_NEAR(norm(at.memory.velocity_to_go_m_s), at.everything_m_s, 1e-6);
  EXPECT_LT(at.memory.speed_m_s, start.target.speed_m_s - start.target.later_least_m_s - 1);
}

TEST(FinishedLater, LeavesTheLaterStageItsLeast) {
  const Start start = finished_later(22'000);
  const Settled at = settle(start);
  EXPECT_LT(at.memory.time_to_go_s, at.everything_s - 1);
  EXPECT_NEAR(at.memory.speed_m_s, start.target.speed_m_s - start.target.later_least_m_s, 1e-6);
  EXPECT_LT(norm(at.memory.beyond_m_s), 1e-6);
  // What is more than that need is left in the tanks: with more of it the same flight is planned, but for its mass.
  EXPECT_LT(norm(at.memory.velocity_to_go_m_s), at.everything_m_s - 1);
}

TEST(FinishedLater, TurnsFromOneToTheOtherWithoutAJump) {
  // Around the propellant that leaves just the least, a kilogram more or less changes the plan by about 0.4 m/s
  // (3500 m/s over 9.4 t), whichever side it is on.
  double low = 13'500, high = 22'000;
  for (int round = 0; round < 40; ++round) {
    const double middle = 0.5 * (low + high);
    const Settled at = settle(finished_later(middle));
    (at.memory.time_to_go_s < at.everything_s - 1e-6 ? high : low) = middle;
  }
  const double below = settle(finished_later(low - 1)).memory.speed_m_s;
  const double above = settle(finished_later(high + 1)).memory.speed_m_s;
  EXPECT_NEAR(below, above, 1);
}

// ------------------------------------------------------------------ the prediction

struct Difference {
  double speed_m_s, place_m;
};

/// What the prediction of `share` of the flight to come lacks against 2000 steps a segment.
Difference fly_through_error(const Start& start, double share) {
  const Phases phases =
      phases_ahead(start.stages, 0, start.stages[0].propellant_kg, 0, total_kg(start), start.payload_kg);
  const auto command = begun(start, phases, 0, 40);
  const auto segments = powered_explicit::cut_into_segments(phases, share * norm(command.velocity_to_go_m_s), false);
  const powered_explicit::LinearTangent<double> steering{command.direction, command.turn_per_s, command.reference_t_s};
  const auto end = powered_explicit::fly_through(segments, steering, gravity, pole, start.r, start.v);

  // Each segment as thrust and flow of a vehicle that has 1 kg at its beginning.
  Truth y{start.r, start.v, 1};
  double t = 0;
  for (int i = 0; i < segments.count; ++i) {
    const auto& segment = segments.list[static_cast<std::size_t>(i)];
    const bool burns = segment.tau_s > 0 && !segment.constant_acceleration;
    const double limit = segment.constant_acceleration ? segment.gained_m_s / segment.duration_s : 0;
    const double thrust = burns ? segment.exhaust_speed_m_s / segment.tau_s : segment.constant_acceleration ? 1e9 : 0;
    y.mass_kg = 1;
    const double h = segment.duration_s / 2000;
    for (int k = 0; h > 0 && k < 2000; ++k, t += h)
      y = step(y, t, h, thrust, burns ? 1 / segment.tau_s : 0, limit, command);
  }
  return {norm(end.v_m_s - y.v), norm(end.r_m - y.r)};
}

TEST(FlyThrough, AgreesWithAFineIntegration) {
  // Two steps of fourth order for 230 s: 1e-4 of the 3 km/s to gain, and of the 1500 km to go.
  const Difference one = fly_through_error(one_phase(), 1), three = fly_through_error(three_phases(), 1);
  EXPECT_LT(one.speed_m_s, 0.5);
  EXPECT_LT(one.place_m, 150);
  EXPECT_LT(three.speed_m_s, 0.5);
  EXPECT_LT(three.place_m, 150);
  RecordProperty("one_speed_error_mm_s", static_cast<int>(1e3 * one.speed_m_s));
  RecordProperty("one_place_error_m", static_cast<int>(one.place_m));
  RecordProperty("three_speed_error_mm_s", static_cast<int>(1e3 * three.speed_m_s));
  RecordProperty("three_place_error_m", static_cast<int>(three.place_m));
}

TEST(FlyThrough, ErrsLessByTheFourthPowerAsTheBurnGoesOn) {
  // The number of steps stays, so they shorten with what is left: halving it divides the error by at least 2^4.
  const double whole = fly_through_error(one_phase(), 1).speed_m_s,
               half = fly_through_error(one_phase(), 0.5).speed_m_s;
  const double quarter = fly_through_error(one_phase(), 0.25).speed_m_s;
  EXPECT_GT(whole / half, 8);  // of steps so long that the next terms still show
  EXPECT_GT(half / quarter, 16);
  EXPECT_LT(quarter, 2e-3);
  RecordProperty("quarter_speed_error_um_s", static_cast<int>(1e6 * quarter));
}

// ------------------------------------------------------------------ closed loop

struct Arrival {
  Truth y;
  double t_s;
  double propellant_kg;
};

/// Flies the vehicle with a cycle every 2 s, burns each stage dry but the last, and cuts that off at the target's
/// energy.
Arrival fly_closed_loop(const Start& start, double thrust_factor = 1) {
  Truth y{start.r, start.v, total_kg(start)};
  double t = 0;
  GuidanceMemory<double> memory;
  bool has_begun = false;
  const double wanted = -0.5 * gravity.mu_m3_s2 / start.target.semi_major_axis_m;
  const auto energy = [&](const Truth& s) { return 0.5 * squared_norm(s.v) - gravity.mu_m3_s2 / norm(s.r); };
  for (std::size_t i = 0; i < start.stages.size(); ++i) {
    const Stage& stage = start.stages[i];
    const double flow = stage.thrust_N / stage.exhaust_speed_m_s;
    const double dry_mass = mass_above(start.stages, i, start.payload_kg) - stage.propellant_kg;
    double coast_left = stage.coast_before_s;
    const bool last = i + 1 == start.stages.size();
    double next_cycle = t;
    while (coast_left > 1e-9 || y.mass_kg - dry_mass > 1e-9) {
      const Phases phases =
          phases_ahead(start.stages, i, y.mass_kg - dry_mass, coast_left, y.mass_kg, start.payload_kg);
      if (!has_begun) {
        memory = begun(start, phases, t, 15), has_begun = true, next_cycle = t + 2;
      } else if (t >= next_cycle - 1e-9) {
        next_cycle = t + 2;
        if (memory.time_to_go_s - (t - memory.last_t_s) > 3) {
          // What accelerometers would sense, by the truth's velocity less gravity in the middle.
          const double passed = t - memory.last_t_s;
          const auto sensed =
              y.v - memory.last_velocity_m_s - powered_explicit::gravity_m_s2(gravity, pole, y.r) * passed;
          memory = update_guidance(memory, start.target, phases, t, y.r, y.v, sensed, gravity);
        }
      }
      double h = std::min(0.02, next_cycle - t);
      if (coast_left > 1e-9) {
        h = std::min(h, coast_left);
        y = step(y, t, h, 0, 0, 0, memory);
        coast_left -= h, t += h;
        continue;
      }
      h = std::min(h, (y.mass_kg - dry_mass) / (flow * thrust_factor));
      const Truth next = step(y, t, h, stage.thrust_N * thrust_factor, flow * thrust_factor, stage.limit_m_s2, memory);
      if (last && energy(next) >= wanted) {
        double low = 0, high = h;
        for (int k = 0; k < 60; ++k) {
          const double middle = 0.5 * (low + high);
          const Truth there =
              step(y, t, middle, stage.thrust_N * thrust_factor, flow * thrust_factor, stage.limit_m_s2, memory);
          (energy(there) < wanted ? low : high) = middle;
        }
        y = step(y, t, high, stage.thrust_N * thrust_factor, flow * thrust_factor, stage.limit_m_s2, memory);
        return {y, t + high, y.mass_kg - dry_mass};
      }
      y = next, t += h;
    }
    y.mass_kg = dry_mass - stage.dry_kg;
  }
  return {y, t, 0};
}

void expect_arrival(const Start& start, const Arrival& at, double place_m, double speed_m_s) {
  ASSERT_GT(at.propellant_kg, 0) << "it ran dry";
  const double r = norm(at.y.r), v = norm(at.y.v);
  const Place h = cross(at.y.r, at.y.v);
  const double radial_speed = dot(at.y.r, at.y.v) / r;
  EXPECT_NEAR(r, start.target.radius_m, place_m);
  EXPECT_NEAR(v, start.target.speed_m_s, speed_m_s);
  EXPECT_NEAR(radial_speed, start.target.speed_m_s * start.target.sin_flight_path, speed_m_s);
  // A speed across the plane turns it by v / V.
  EXPECT_NEAR(std::acos(h.z / norm(h)), std::acos(start.target.cos_inclination), speed_m_s / start.target.speed_m_s);
  ::testing::Test::RecordProperty("radius_error_mm", static_cast<int>(1e3 * (r - start.target.radius_m)));
  ::testing::Test::RecordProperty(
      "radial_speed_error_um_s",
      static_cast<int>(1e6 * (radial_speed - start.target.speed_m_s * start.target.sin_flight_path)));
}

// Steering stays as it was for the last 3 s, so that what is left is what the last cycle's prediction lacks over 3 s to
// 5 s: the law's expansions to second order in the turn of some mrad that remains, decimetres and a centimetre a
// second.

TEST(ClosedLoop, OnePhase) { expect_arrival(one_phase(), fly_closed_loop(one_phase()), 0.5, 0.02); }
TEST(ClosedLoop, TwoPhases) { expect_arrival(two_phases(), fly_closed_loop(two_phases()), 0.5, 0.02); }
TEST(ClosedLoop, ThreePhasesWithALimitAndAClimbingTarget) {
  expect_arrival(three_phases(), fly_closed_loop(three_phases()), 0.5, 0.02);
}

TEST(ClosedLoop, MeetsItsTargetThoughThrustIsNotAsItThinks) {
  // Engines 2 % stronger and weaker than the guidance is told: each cycle starts from the true state, so only the last
  // one's prediction is wrong, by 2 % of what 5 s of thrust do: 0.02 x 18 m/s2 x 5 s x 5 s / 2 = 4.5 m along the
  // path, of which the climb of some degrees shows in radius and radial speed.
  for (const double factor : {0.98, 1.02}) {
    expect_arrival(two_phases(), fly_closed_loop(two_phases(), factor), 1, 0.1);
  }
}

}  // namespace
}  // namespace cosmodrome
