#include "cosmodrome/orbit/lunar_flight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/orbit/free_return.hpp"
#include "cosmodrome/orbit/lunar_descent.hpp"
#include "cosmodrome/orbit/lunar_transfer.hpp"
#include "cosmodrome/orbit/under_way.hpp"
#include "cosmodrome/orbit/voyage_record.hpp"

namespace cosmodrome {
namespace {

using Change = Vec3<double, Gcrf>;

template <class List>
const auto& by_id(const List& list, const std::string& id) {
  return *std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
}

/// The last thing that is asked for, since lift-off.
double last_s(const LunarFlight& moon, const Epoch& liftoff) {
  constexpr double way_home_s = 7 * 86400.0;  // of paths that pass a day late and come back in six
  const double at_moon_s = (moon.descent ? *moon.descent->burn.at : moon.arrival) - liftoff;
  return moon.free_return ? std::max(at_moon_s, (moon.arrival - liftoff) + way_home_s) : at_moon_s;
}

class Voyager : Underway {
 public:
  Voyager(const Departure& departure, const LunarFlight& moon, const Epoch& liftoff, const OrbitData& data)
      : Underway(departure, make_earth_and_moon("fast", liftoff, departure.t_s,
                                                last_s(moon, liftoff) + moon.coast_s + day_s, data)),
        departure_(departure),
        moon_(moon),
        liftoff_(liftoff),
        arrival_s_(moon.arrival - liftoff) {}

  Voyage fly() {
    try {
      inject();
      separate();
      if (moon_.capture.empty()) {
        fly_round();
        return voyage_;
      }
      for (std::size_t i = 0; i + 1 < moon_.corrections.size(); ++i) correct_pass(moon_.corrections[i]);
      correct_and_capture(moon_.corrections.back());
      judge_circle();
      if (moon_.descent) descend(*moon_.descent);
      if (moon_.coast_s > 0) coast_on();
    } catch (const Stranded& stranded) {
      voyage_.cause = stranded.cause;
    }
    return voyage_;
  }

 private:
  static constexpr double day_s = 86400;
  const EarthAndMoon& worlds() const { return worlds_; }

  CaptureRequest capture_request() const {
    CaptureRequest request;
    request.ignition_s = arrival_s_, request.altitude_m = moon_.altitude_m;
    request.inclination_rad = moon_.inclination_rad;
    for (const LunarFlight::Burn& burn : moon_.capture)
      request.burns.push_back({payload_engine(moon_, burn.engine), burn.delay_s, burn.duration_s});
    return request;
  }

  /// The pass that leads to the capture, for a speed far away.
  void choose_pass(double v_infinity_m_s) {
    const auto guess = guess_capture(worlds(), capture_request(), v_infinity_m_s, departure_.payload_mass_kg);
    if (!guess.found) throw Stranded{"the engines of the payload cannot capture it into the orbit asked for"};
    pass_ = {guess.periapsis_m, moon_.inclination_rad, arrival_s_ + guess.before_periapsis_s};
    capture_s_ = guess.duration_s;
  }

  InjectionRequest injection_request() {
    InjectionRequest request{
        here_, craft_, departure_.engine, departure_.propellant_kg, here_.t_s, here_.t_s + moon_.most_coast_s, {}, {}};
    if (moon_.free_return) {
      request.pass.t_s = arrival_s_;
      request.return_perigee_m = return_perigee_m();
    } else {
      constexpr double likely_m_s = 900;  // far from the Moon, of transfers of four to six days
      choose_pass(likely_m_s);
      request.pass = pass_;
    }
    request.pass.periapsis_m = worlds().moon.radius_m + moon_.pass_altitude_m;
    return request;
  }

  void inject() {
    const auto found = find_injection(worlds(), injection_request());
    if (!found.found) throw Stranded{"the injection was not found: " + found.why};
    const SteadyBurn& burn = found.injection;
    coast_to(burn.ignition_s, "first orbit");
    const auto before = here_;
    fly_to(burn.ignition_s + burn.duration_s, "injection",
           make_burn(departure_.engine, burn.ignition_s, burn.duration_s, burn.attitude()));
    record_burn("injection", fmt::format("{}: to the Moon", departure_.stage_name), departure_.stage_name,
                departure_.engine, before);
    voyage_.propellant_left_kg = departure_.propellant_kg - voyage_.burns.back().propellant_kg;
    voyage_.orbits.push_back(orbit_at("to the Moon", here_, worlds()));
    if (!moon_.free_return) return;
    pass_ = {worlds().moon.radius_m + moon_.pass_altitude_m, {}, found.pass_t_s};
    arrival_s_ = found.pass_t_s;
  }

  void separate() {
    coast_to(here_.t_s + moon_.separation_delay_s, "to the Moon");
    here_.y[6] = departure_.payload_mass_kg;
    craft_ = {};
    record_mark("separation", fmt::format("{} leaves {}", departure_.payload_name, departure_.stage_name), here_,
                worlds(), voyage_);
  }

  /// A burn that leads to the pass, as small as may be: two goals, three components.
  void correct_pass(const LunarFlight::Burn& burn) {
    coast_to(ignition_s(burn), "to the Moon");
    const SpaceEngine engine = payload_engine(moon_, burn.engine);
    const LunarState from = here_;
    const auto approach_now = fly_to_approach(worlds(), craft_, from, pass_.t_s + day_s);
    if (!approach_now) throw Stranded{burn.name + ": the path no longer leads to the Moon"};
    if (const auto miss = miss_of(worlds(), *approach_now, pass_)) choose_pass(miss->v_infinity_m_s);
    const auto fly = [&](std::span<const double> x) {
      const auto burns = correction_burn(engine, from.t_s, from.y[6], {x[0], x[1], x[2]});
      const auto approach = fly_to_approach(worlds(), craft_, from, pass_.t_s + day_s, burns);
      if (!approach) return Trial{{}, 0, false};
      const auto miss = miss_of(worlds(), *approach, pass_);
      return miss ? Trial{{miss->b_dot_t_m, miss->b_dot_r_m}} : Trial{{}, 0, false};
    };
    const auto found = find_target(change_controls({}), {{"B.T m", 0, 100}, {"B.R m", 0, 100}}, fly);
    if (!found.converged) throw Stranded{burn.name + ": " + found.why};
    fly_correction(burn, engine, {found.controls[0], found.controls[1], found.controls[2]});
  }

  static std::vector<Control> change_controls(const Change& start) {
    return {{"x m/s", start.x, 1, 1e-2, 20}, {"y m/s", start.y, 1, 1e-2, 20}, {"z m/s", start.z, 1, 1e-2, 20}};
  }

  /// The last correction and the capture belong together: with the length of the braking burn, four numbers for the
  /// size, the shape (two) and the inclination of the orbit around the Moon.
  void correct_and_capture(const LunarFlight::Burn& burn) {
    coast_to(ignition_s(burn), "to the Moon");
    const SpaceEngine engine = payload_engine(moon_, burn.engine);
    const Change first = meet_pass_and_time(burn, engine);
    const CaptureRequest capture = capture_request();
    const LunarState from = here_;
    const double radius_m = worlds().moon.radius_m + moon_.altitude_m;
    const auto burns_of = [&](std::span<const double> x) {
      auto burns = correction_burn(engine, from.t_s, from.y[6], {x[0], x[1], x[2]});
      const auto braking = capture_burns(capture, x[3]);
      burns.insert(burns.end(), braking.begin(), braking.end());
      return burns;
    };
    const auto fly = [&](std::span<const double> x) {
      if (x[3] <= 0) return Trial{{}, 0, false};
      const auto burns = burns_of(x);
      const double end_s = burns.back().start_s + burns.back().duration_s;
      const auto path = fly_lunar_path(worlds(), craft_, from, end_s, burns, {}, {.dense = false});
      if (path.failed || path.end.center != Body::moon) return Trial{{}, 0, false};
      const auto off = off_circle_m(path.end.y, radius_m, worlds().moon.gm_m3_s2);
      const auto pole = equator_pole(worlds().moon, end_s);
      const auto h = cross(position_of(path.end.y), velocity_of(path.end.y));
      return Trial{{off[0], off[1], off[2], angle_rad(h, pole)}};
    };
    auto controls = change_controls(first);
    controls.push_back({"braking s", capture_s_, 10, 1e-3, 10});
    const std::vector<Goal> goals{
        {"axis m", 0, 1}, {"e radial m", 0, 1}, {"e across m", 0, 1}, {"inclination rad", moon_.inclination_rad, 1e-6}};
    const auto found = find_target(controls, goals, fly);
    if (!found.converged) throw Stranded{"capture: " + found.why};
    voyage_.jacobian = jacobian_text(controls, goals, found.jacobian);
    fly_correction(burn, engine, {found.controls[0], found.controls[1], found.controls[2]});
    fly_capture(capture, found.controls[3]);
  }

  /// The burn that meets the pass and its time: where the search for the capture begins.
  Change meet_pass_and_time(const LunarFlight::Burn& burn, const SpaceEngine& engine) {
    const LunarState from = here_;
    const auto now = fly_to_approach(worlds(), craft_, from, pass_.t_s + day_s);
    if (!now) throw Stranded{burn.name + ": the path no longer leads to the Moon"};
    if (const auto miss = miss_of(worlds(), *now, pass_)) choose_pass(miss->v_infinity_m_s);
    const auto fly = [&](std::span<const double> x) {
      const auto burns = correction_burn(engine, from.t_s, from.y[6], {x[0], x[1], x[2]});
      const auto approach = fly_to_approach(worlds(), craft_, from, pass_.t_s + day_s, burns);
      if (!approach) return Trial{{}, 0, false};
      const auto miss = miss_of(worlds(), *approach, pass_);
      return miss ? Trial{{miss->b_dot_t_m, miss->b_dot_r_m, miss->late_s}} : Trial{{}, 0, false};
    };
    const auto found =
        find_target(change_controls({}), {{"B.T m", 0, 100}, {"B.R m", 0, 100}, {"late s", 0, 0.1}}, fly);
    if (!found.converged) throw Stranded{burn.name + ": " + found.why};
    return {found.controls[0], found.controls[1], found.controls[2]};
  }

  double return_perigee_m() const { return worlds().earth.radius_m + moon_.free_return->perigee_altitude_m; }

  /// Round the Moon and home: corrections before the pass keep both, those after it the return.
  void fly_round() {
    std::size_t next = 0;
    const auto& corrections = moon_.corrections;
    for (; next < corrections.size() && ignition_s(corrections[next]) < pass_.t_s; ++next)
      correct_return(corrections[next], true);
    if (!coast_until(pass_.t_s + day_s, "to the Moon", {periapsis<double>(1)}, {}))
      throw Stranded{"the path no longer leads to the Moon"};
    record_mark("pass", "Behind the Moon, nearest to it", here_, worlds(), voyage_);
    const double pass_off_m = norm(position_of(here_.y)) - pass_.periapsis_m;
    for (; next < corrections.size(); ++next) correct_return(corrections[next], false);
    come_home(pass_off_m);
  }

  void correct_return(const LunarFlight::Burn& burn, bool before_pass) {
    coast_to(ignition_s(burn), before_pass ? "to the Moon" : "to the Earth");
    const SpaceEngine engine = payload_engine(moon_, burn.engine);
    const LunarState from = here_;
    const double perigee_m = return_perigee_m();
    const auto fly = [&](std::span<const double> x) {
      const auto burns = correction_burn(engine, from.t_s, from.y[6], {x[0], x[1], x[2]});
      if (!before_pass) {
        const auto home = fly_home(worlds(), craft_, from, burns);
        return home ? Trial{{home->over_m(perigee_m)}} : Trial{{}, 0, false};
      }
      const auto path = fly_return(worlds(), craft_, from, pass_.t_s + day_s, burns);
      return path ? Trial{{path->homeward.over_m(perigee_m), path->pass_m}} : Trial{{}, 0, false};
    };
    std::vector<Goal> goals{{"return m", 0, 100}};
    if (before_pass) goals.push_back({"pass m", pass_.periapsis_m, 100});
    const auto controls = change_controls({});
    const auto found = find_target(controls, goals, fly);
    if (!found.converged) throw Stranded{burn.name + ": " + found.why};
    voyage_.jacobian = jacobian_text(controls, goals, found.jacobian);
    fly_correction(burn, engine, {found.controls[0], found.controls[1], found.controls[2]});
  }

  /// To where the air begins.
  void come_home(double pass_off_m) {
    const auto& asked = *moon_.free_return;
    const double latest_s = worlds().earth.to_s;
    if (!coast_until(latest_s, "to the Earth", {}, {height<double>(asked.entry_altitude_m, -1, 1)}))
      throw Stranded{"the path does not come down to the Earth's air"};
    const auto r = position_of(here_.y), v = velocity_of(here_.y);
    const auto place = to_geodetic(gcrf_to_itrf(worlds().earth.earth, here_.t_s) * r);
    Voyage::Orbit orbit = orbit_at("back at the Earth", here_, worlds());
    voyage_.orbits.push_back(orbit);
    voyage_.entry = Voyage::Entry{here_.t_s,
                                  place.altitude_m,
                                  norm(v),
                                  std::asin(dot(r, v) / (norm(r) * norm(v))),
                                  place.latitude_rad,
                                  place.longitude_rad,
                                  orbit.periapsis_altitude_m};
    record_mark("entry", "Into the Earth's air", here_, worlds(), voyage_);
    // What the searches leave is less than a kilometre; the last day's pull of the Sun and Moon is in them.
    constexpr double most_off_m = 5e3;
    const double return_off_m = orbit.periapsis_altitude_m - asked.perigee_altitude_m;
    voyage_.met = std::abs(pass_off_m) < most_off_m && std::abs(return_off_m) < most_off_m;
    if (!voyage_.met)
      voyage_.cause = fmt::format("the pass is {:+.1f} km, the perigee of the return {:+.1f} km off", pass_off_m / 1e3,
                                  return_off_m / 1e3);
  }

  double ignition_s(const LunarFlight::Burn& burn) const {
    return burn.at ? *burn.at - liftoff_ : here_.t_s + burn.delay_s;
  }

  void fly_correction(const LunarFlight::Burn& burn, const SpaceEngine& engine, const Change& change) {
    const auto burns = correction_burn(engine, here_.t_s, here_.y[6], change);
    const LunarState before = here_;
    if (!burns.empty()) fly_to(burns.back().start_s + burns.back().duration_s, burn.name, burns);
    record_burn(burn.name, burn.what, by_id(moon_.engines, burn.engine).name, engine, before);
  }

  void fly_capture(const CaptureRequest& capture, double found_s) {
    const auto burns = capture_burns(capture, found_s);
    for (std::size_t i = 0; i < burns.size(); ++i) {
      const LunarFlight::Burn& asked = moon_.capture[i];
      coast_to(burns[i].start_s, i == 0 ? "to the Moon" : "capture");
      const LunarState before = here_;
      fly_to(burns[i].start_s + burns[i].duration_s, asked.name, {burns[i]});
      record_burn(asked.name, asked.what, by_id(moon_.engines, asked.engine).name, capture.burns[i].engine, before);
    }
  }

  void judge_circle() {
    Voyage::Orbit orbit = orbit_at("around the Moon", here_, worlds());
    orbit.asked_periapsis_altitude_m = orbit.asked_apoapsis_altitude_m = moon_.altitude_m;
    orbit.asked_inclination_rad = moon_.inclination_rad;
    // What the search leaves is metres: a kilometre and a hundredth of a degree are a miss.
    orbit.met = here_.center == Body::moon && std::abs(orbit.periapsis_altitude_m - moon_.altitude_m) < 1e3 &&
                std::abs(orbit.apoapsis_altitude_m - moon_.altitude_m) < 1e3 &&
                std::abs(orbit.inclination_rad - moon_.inclination_rad) < 0.01 * std::numbers::pi / 180;
    voyage_.orbits.push_back(orbit);
    voyage_.met = orbit.met;
    if (!orbit.met) voyage_.cause = "the orbit around the Moon is not the one asked for";
  }

  /// The burn before the landing, planned from where the flight has come to, and flown as it departs from that.
  void descend(const LunarFlight::Descent& asked) {
    coast_to(*asked.burn.at - liftoff_, "around the Moon");
    const DescentPlan plan = plan_descent(worlds().moon, here_.t_s, here_.y, moon_);
    if (!plan.found) throw Stranded{fmt::format("{}: {}", asked.burn.name, plan.why)};
    const LunarState before = here_;
    const FiniteBurn<double> burn = descent_burn(plan, asked.departure);
    fly_to(burn.start_s + burn.duration_s, asked.burn.name, {burn});
    SpaceEngine engine = plan.engine;
    engine.thrust_N = burn.thrust.thrust_N;
    record_burn(asked.burn.name, asked.burn.what, by_id(moon_.engines, asked.burn.engine).name, engine, before);
    const Voyage::Orbit orbit = orbit_at("before the landing", here_, worlds());
    voyage_.orbits.push_back(orbit);
    const double off_m = orbit.periapsis_altitude_m - asked.periapsis_altitude_m;
    if (std::abs(off_m) <= asked.tolerance_m) return;
    voyage_.met = false;
    voyage_.cause = fmt::format("{}: burned for {:.1f} s in place of {:.1f} s, to a periapsis of {:.1f} km",
                                asked.burn.name, burn.duration_s, plan.duration_s, orbit.periapsis_altitude_m / 1e3);
  }

  /// Follows the last orbit, to the ground if it leads there.
  void coast_on() {
    const double to_s = here_.t_s + moon_.coast_s;
    const auto path = fly_lunar_path(worlds(), craft_, here_, to_s, {}, {height<double>(0, -1, 1)});
    record_path(path, "around the Moon", worlds(), voyage_);
    here_ = path.end;
    if (!path.stopped) return;
    record_mark("impact", "It comes down on the Moon", here_, worlds(), voyage_);
    voyage_.met = false;
    if (voyage_.cause.empty()) voyage_.cause = "its orbit around the Moon leads into the ground";
  }

  const Departure& departure_;
  const LunarFlight& moon_;
  const Epoch liftoff_;
  double arrival_s_;
  LunarPass pass_;
  double capture_s_ = 0;
};

}  // namespace

Voyage fly_to_moon(const Departure& departure, const LunarFlight& moon, const Epoch& liftoff, const OrbitData& data) {
  if (moon.corrections.empty() && !moon.free_return) throw std::invalid_argument("fly_to_moon: there is no correction");
  return Voyager(departure, moon, liftoff, data).fly();
}

}  // namespace cosmodrome
