#include "cosmodrome/orbit/lunar_windows.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/moon_orientation.hpp"
#include "cosmodrome/orbit/free_return.hpp"
#include "cosmodrome/orbit/lambert.hpp"
#include "cosmodrome/orbit/lunar_transfer.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
constexpr double day_s = 86400;

/// From the GCRF to axes that turn with the Earth, at an instant.
Rotation<Gcrf, Itrf> turned_earth(const Epoch& at, const EopTable& eop) {
  return gcrf_to_itrf_exact(at, eop.at(at).parameters);
}

/// Of one day, by its number; it knows of no other, so that it comes to the same alone.
class WindowSearch {
 public:
  WindowSearch(const LunarWindowsRequest& request, const OrbitData& data, int day)
      : request_(request),
        data_(data),
        begin_s_((request.first_day + day * day_s) - request.liftoff),
        to_earth_(turned_earth(request.liftoff + request.departure.t_s, data.eop)) {
    const Departure& from = request.departure;
    const auto &r = from.position_m, &v = from.velocity_m_s;
    const double end_s = from.t_s + request.moon.most_coast_s;
    const auto world = make_orbit_world(OrbitModel::fast(Body::earth), request.liftoff, from.t_s, end_s, data);
    Spacecraft<double> craft;
    craft.drag_area_m2 = from.drag_area_m2;
    coast_ = propagate<double>(world, craft, {r.x, r.y, r.z, v.x, v.y, v.z, from.mass_kg}, from.t_s, end_s);
    if (coast_.failed) throw std::invalid_argument("lunar_windows: the first orbit comes down");
    gm_m3_s2_ = world.gm_m3_s2, earth_radius_m_ = world.radius_m;
    // An impulse stands for a burn of some length about it, which cannot begin before the first orbit does.
    const double ideal_m_s = (std::sqrt(2.0) - 1) * std::sqrt(gm_m3_s2_ / norm(r));
    first_ignition_s_ = from.t_s + 0.6 * burn_duration_s(from.engine, from.mass_kg, ideal_m_s);
    const auto moon = make_orbit_world(OrbitModel::two_body(Body::moon), request.liftoff, 0, 1, data);
    moon_gm_m3_s2_ = moon.gm_m3_s2, circle_m_ = moon.radius_m + request.moon.altitude_m;
    pass_m_ = moon.radius_m + request.moon.pass_altitude_m;
    const double first_s = begin_s_ + from.t_s;
    earth_ = make_earth_orientation(request.liftoff, first_s - reach_s, first_s + day_s + reach_s, data.eop);
  }

  LunarWindow best() const {
    const Choice choice = best_of(begin_s_);
    if (!std::isfinite(choice.impulses.total_m_s())) {
      LunarWindow none;
      none.liftoff = none.arrival = request_.liftoff + begin_s_;
      none.cause = request_.moon.free_return ? "there is no free return with these flight times"
                                             : "the approach is too steep to the Moon's equator for this inclination";
      return none;
    }
    const LunarWindow window = flown_best(refined(choice, begin_s_), begin_s_);
    return window.met ? with_edges(window) : window;
  }

 private:
  /// Of lift-off, since that of the request, and what follows from it.
  struct Choice {
    double liftoff_s = 0;
    LunarImpulses impulses;
  };

  static LunarImpulses out_of_reach() {
    LunarImpulses none;
    none.injection_m_s = std::numeric_limits<double>::infinity();
    return none;
  }

  /// Where a path that the Moon does not pull must go to, in the axes of the first orbit, which stays where it is.
  struct Aim {
    double t_s;  ///< since lift-off
    Place place_m, velocity_m_s;
  };

  Aim aim_at(double liftoff_s, double t_s, const Place& beside_m) const {
    const auto moon = data_.ephemeris.state(Body::moon, Body::earth, request_.liftoff + liftoff_s + t_s);
    const auto turn = turn_of(liftoff_s);
    return {t_s, turn * (moon.r_m + beside_m), turn * moon.v_m_s};
  }

  /// From the GCRF to the axes in which the first orbit of a lift-off is that of the request.
  Rotation<Gcrf, Gcrf> turn_of(double liftoff_s) const {
    return to_earth_.inverse() * gcrf_to_itrf(earth_, liftoff_s + request_.departure.t_s);
  }

  /// How a path leaves and arrives.
  struct Ends {
    double injection_m_s;
    Place approach_m_s;
  };
  Ends ends_at(double t_s, const Aim& aim) const {
    const auto y = coast_.at(t_s);
    const auto r = position_of(y), v = velocity_of(y);
    const auto path = solve_lambert<double>(r, aim.place_m, aim.t_s - t_s, gm_m3_s2_, cross(r, v)).front();
    return {norm(path.leave_m_s - v), path.arrive_m_s - aim.velocity_m_s};
  }

  double cheapest_s(const Aim& aim) const {
    constexpr double step_s = 150;
    double least_s = first_ignition_s_, least = std::numeric_limits<double>::infinity();
    for (double t_s = first_ignition_s_; t_s <= coast_.end_s; t_s += step_s)
      if (const double size = ends_at(t_s, aim).injection_m_s; size < least) least_s = t_s, least = size;
    const Minimum found = find_minimum([&](double t_s) { return ends_at(t_s, aim).injection_m_s; },
                                       std::max(first_ignition_s_, least_s - step_s),
                                       std::min(coast_.end_s, least_s + step_s), {.tolerance = 1});
    return found.value < least ? found.x : least_s;
  }

  /// The cheapest injection over the coast, aimed so that the Moon's pull leads to the pass.
  LunarImpulses impulses(double liftoff_s, double flight_s) const {
    const Aim middle = aim_at(liftoff_s, flight_s, {});
    const Place approach = ends_at(cheapest_s(middle), middle).approach_m_s;
    BPlane<double, Gcrf> b;
    b.v_infinity_m_s = norm(approach);
    const Epoch arrival = request_.liftoff + liftoff_s + flight_s;
    const auto pole = moon_rotation(data_.moon_angles.at(arrival)).inverse() * Vec3<double, MoonPa>{0, 0, 1};
    const Place moon_m = data_.ephemeris.state(Body::moon, Body::earth, arrival).r_m;
    b.s = unit(turn_of(liftoff_s).inverse() * approach);
    b.t = unit(cross(b.s, pole)), b.r = cross(b.s, b.t);
    const auto inclination_rad =
        request_.moon.free_return ? std::nullopt : std::optional(request_.moon.inclination_rad);
    const auto pass = aim_of({pass_m_, inclination_rad, 0}, b, pole, moon_m, moon_gm_m3_s2_);
    if (!pass) return out_of_reach();
    const double late_s = massless_delay_s(pass_m_, b.v_infinity_m_s, moon_gm_m3_s2_);
    const Aim aim = aim_at(liftoff_s, flight_s + late_s, b.t * pass->b_dot_t_m + b.r * pass->b_dot_r_m);
    LunarImpulses result;
    result.flight_s = flight_s;
    result.ignition_s = cheapest_s(aim);
    const Ends ends = ends_at(result.ignition_s, aim);
    const double v_infinity_m_s = norm(ends.approach_m_s);
    result.injection_m_s = ends.injection_m_s, result.v_infinity_m_s = v_infinity_m_s;
    if (request_.moon.capture.empty()) return result;
    const double circle_m_s = std::sqrt(moon_gm_m3_s2_ / circle_m_);
    result.capture_m_s = std::hypot(v_infinity_m_s, std::sqrt(2.0) * circle_m_s) - circle_m_s;
    return result;
  }

  /// Flight times to try.
  std::vector<double> flight_times(int most) const {
    const double span_s = request_.most_flight_s - request_.least_flight_s;
    const int count = span_s > 0 ? most : 1;
    std::vector<double> times;
    for (int i = 0; i < count; ++i) times.push_back(request_.least_flight_s + span_s * i / std::max(1, count - 1));
    return times;
  }

  /// On a grid over the day.
  Choice best_of(double begin_s) const {
    Choice best{begin_s, out_of_reach()};
    const auto take = [&](double liftoff_s, const LunarImpulses& one) {
      if (one.total_m_s() < best.impulses.total_m_s()) best = {liftoff_s, one};
    };
    for (double liftoff_s = begin_s; liftoff_s < begin_s + day_s; liftoff_s += grid_s) {
      if (request_.moon.free_return) {
        take(liftoff_s, free_return(liftoff_s));
      } else {
        for (const double flight_s : flight_times(5)) take(liftoff_s, impulses(liftoff_s, flight_s));
      }
    }
    return best;
  }

  /// The return by conics of what passes the Moon so long after lift-off.
  std::optional<Homeward> return_at(double liftoff_s, double flight_s) const {
    const auto moon = data_.ephemeris.state(Body::moon, Body::earth, request_.liftoff + liftoff_s + flight_s);
    const Aim middle = aim_at(liftoff_s, flight_s, {});
    const Place approach = turn_of(liftoff_s).inverse() * ends_at(cheapest_s(middle), middle).approach_m_s;
    const auto &r = moon.r_m, &v = moon.v_m_s;
    return patched_return(approach, pass_m_, {r.x, r.y, r.z, v.x, v.y, v.z, 1}, gm_m3_s2_, moon_gm_m3_s2_);
  }

  /// With the flight time that leads back to the perigee asked for.
  LunarImpulses free_return(double liftoff_s) const {
    const double least_s = request_.least_flight_s, most_s = request_.most_flight_s;
    const auto flight_s = free_return_time_s([&](double t_s) { return return_at(liftoff_s, t_s); },
                                             earth_radius_m_ + request_.moon.free_return->perigee_altitude_m, least_s,
                                             most_s, 0.5 * (least_s + most_s));
    return flight_s ? impulses(liftoff_s, *flight_s) : out_of_reach();
  }

  /// The best flight time of a lift-off.
  LunarImpulses best_flight(double liftoff_s) const {
    if (request_.moon.free_return) return free_return(liftoff_s);
    const auto times = flight_times(5);
    LunarImpulses best = out_of_reach();
    for (const double flight_s : times)
      if (const auto one = impulses(liftoff_s, flight_s); one.total_m_s() < best.total_m_s()) best = one;
    if (times.size() < 2) return best;
    const double step_s = times[1] - times[0];
    const auto found = find_minimum([&](double flight_s) { return impulses(liftoff_s, flight_s).total_m_s(); },
                                    std::max(times.front(), best.flight_s - step_s),
                                    std::min(times.back(), best.flight_s + step_s), {.tolerance = 300});
    return found.value < best.total_m_s() ? impulses(liftoff_s, found.x) : best;
  }

  Choice refined(Choice best, double begin_s) const {
    const auto found = find_minimum([&](double liftoff_s) { return best_flight(liftoff_s).total_m_s(); },
                                    std::max(begin_s, best.liftoff_s - grid_s),
                                    std::min(begin_s + day_s - 1, best.liftoff_s + grid_s), {.tolerance = 10});
    if (found.value < best.impulses.total_m_s()) best.liftoff_s = found.x;
    best.liftoff_s = std::round(best.liftoff_s);  // to the second, as lift-offs are announced
    best.impulses = best_flight(best.liftoff_s);
    return best;
  }

  /// The flight to the Moon with its dates moved.
  LunarFlight moved(const LunarWindow& window) const {
    LunarFlight moon = request_.moon;
    const double share = window.impulses.flight_s / (moon.arrival - request_.liftoff);
    for (LunarFlight::Burn& burn : moon.corrections) burn.at = window.liftoff + share * (*burn.at - request_.liftoff);
    moon.arrival = window.arrival;
    moon.coast_s = 0;
    moon.descent.reset();  // days later, whatever the window
    return moon;
  }

  LunarWindow flown(double liftoff_s, double flight_s) const {
    LunarWindow window;
    window.liftoff = request_.liftoff + liftoff_s;
    window.impulses.flight_s = flight_s;
    window.arrival = window.liftoff + flight_s;
    const Departure departure = at_liftoff(request_.departure, request_.liftoff, window.liftoff, data_.eop);
    const Voyage voyage = fly_to_moon(departure, moved(window), window.liftoff, data_);
    window.met = voyage.met, window.cause = voyage.cause;
    if (!voyage.met) return window;
    for (const Voyage::Mark& mark : voyage.marks)
      if (mark.name == "pass") window.arrival = window.liftoff + mark.t_s;
    window.ignition_s = voyage.burns.front().t_s;
    window.injection_m_s = voyage.burns.front().delta_v_m_s;
    const std::size_t corrections = request_.moon.corrections.size();
    for (std::size_t i = 1; i < voyage.burns.size(); ++i)
      (i <= corrections ? window.corrections_m_s : window.capture_m_s) += voyage.burns[i].delta_v_m_s;
    window.propellant_left_kg = voyage.propellant_left_kg;
    return window;
  }

  /// Where the path leads half round the Earth, its plane is that of the first orbit or costs much: seconds of lift-off
  /// count then, more than impulses along conics can tell. The last minutes are looked for by flights.
  LunarWindow flown_best(const Choice& choice, double begin_s) const {
    LunarWindow best = flown(choice.liftoff_s, choice.impulses.flight_s);
    const auto try_at = [&](double liftoff_s) {
      if (liftoff_s < begin_s || liftoff_s >= begin_s + day_s) return;
      const LunarWindow one = flown(liftoff_s, choice.impulses.flight_s);
      if (one.met && (!best.met || one.total_m_s() < best.total_m_s())) best = one;
    };
    // A grid first: at the very edge the injection is sometimes not found, and what lies beyond may be better.
    for (const double step_s : {90.0, 45.0, 20.0}) {
      const double middle_s = best.liftoff - request_.liftoff;
      try_at(middle_s - step_s), try_at(middle_s + step_s);
    }
    best.impulses = impulses(best.liftoff - request_.liftoff, choice.impulses.flight_s);
    return best;
  }

  /// How far the lift-off may slip until the injection takes more than the stage has: by impulses, with the losses of
  /// the flight at the best time.
  LunarWindow with_edges(LunarWindow window) const {
    const double best_s = window.liftoff - request_.liftoff;
    const Departure& from = request_.departure;
    const double longest_s = from.propellant_kg / from.engine.flow_kg_s();
    const double losses_m_s = window.injection_m_s - window.impulses.injection_m_s;
    const double most_m_s = velocity_change_m_s(from.engine, from.mass_kg, longest_s) - losses_m_s;
    const auto suffices = [&](double liftoff_s) { return best_flight(liftoff_s).injection_m_s <= most_m_s; };
    if (!suffices(best_s)) return window;
    const auto edge = [&](double direction) {
      constexpr double step_s = 900;
      double within_s = 0;
      while (within_s < reach_s && suffices(best_s + direction * (within_s + step_s))) within_s += step_s;
      if (within_s >= reach_s) return best_s + direction * reach_s;
      double beyond_s = within_s + step_s;
      while (beyond_s - within_s > 10) {
        const double middle_s = 0.5 * (within_s + beyond_s);
        (suffices(best_s + direction * middle_s) ? within_s : beyond_s) = middle_s;
      }
      return best_s + direction * within_s;
    };
    window.opens = request_.liftoff + edge(-1);
    window.closes = request_.liftoff + edge(1);
    return window;
  }

  static constexpr double grid_s = 1200;
  static constexpr double reach_s = 6 * 3600.0;  ///< how far to either side windows are followed

  const LunarWindowsRequest& request_;
  const OrbitData& data_;
  double begin_s_;  ///< since the lift-off of the request
  Rotation<Gcrf, Itrf> to_earth_;
  OrbitArc<double> coast_;
  EarthOrientation earth_;
  double first_ignition_s_ = 0;
  double gm_m3_s2_ = 0, earth_radius_m_ = 0, moon_gm_m3_s2_ = 0, circle_m_ = 0, pass_m_ = 0;
};

}  // namespace

Departure at_liftoff(const Departure& departure, const Epoch& liftoff, const Epoch& other, const EopTable& eop) {
  const auto to_earth = turned_earth(liftoff + departure.t_s, eop);
  const auto from_earth = turned_earth(other + departure.t_s, eop).inverse();
  Departure moved = departure;
  moved.position_m = from_earth * (to_earth * departure.position_m);
  moved.velocity_m_s = from_earth * (to_earth * departure.velocity_m_s);
  return moved;
}

std::vector<LunarWindow> lunar_windows(const LunarWindowsRequest& request, const OrbitData& data,
                                       const LunarWindowWatch& watch) {
  if (request.days < 1 || !(request.most_flight_s >= request.least_flight_s))
    throw std::invalid_argument("lunar_windows: there are no days or no flight times");
  std::vector<std::optional<LunarWindow>> found(static_cast<std::size_t>(request.days));
  std::atomic<int> next{0};
  std::mutex mutex;
  std::exception_ptr fault;
  const auto work = [&] {
    try {
      for (int day = next++; day < request.days && !(request.stop && request.stop()); day = next++) {
        const LunarWindow window = WindowSearch(request, data, day).best();
        const std::scoped_lock lock(mutex);
        found[static_cast<std::size_t>(day)] = window;
        if (watch) watch(day, window);
      }
    } catch (...) {
      const std::scoped_lock lock(mutex);
      fault = std::current_exception();
      next = request.days;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < std::min(request.threads, request.days); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (fault) std::rethrow_exception(fault);
  std::vector<LunarWindow> windows;
  for (const auto& window : found)
    if (window) windows.push_back(*window);
  return windows;
}

}  // namespace cosmodrome
