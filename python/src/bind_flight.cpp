#include <filesystem>
#include <functional>

#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include "bind.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/products.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/mission/check.hpp"
#include "cosmodrome/orbit/fly_on.hpp"

namespace cosmodrome::python {
namespace {

// Rows of a recorded flight lie one behind the other, all doubles: each column is a view with a stride.
static_assert(sizeof(FlightPoint) % sizeof(double) == 0);
constexpr auto row = static_cast<std::int64_t>(sizeof(FlightPoint) / sizeof(double));

using Points = std::vector<FlightPoint>;
using Column = nb::ndarray<nb::numpy, const double, nb::ndim<1>>;
using Columns = nb::ndarray<nb::numpy, const double, nb::ndim<2>>;

/// Points and who keeps them alive.
struct Trajectory {
  const Points* points;
};

template <class Field>
void column(nb::class_<Trajectory>& c, const char* name, Field field, const char* doc) {
  c.def_prop_ro(
      name,
      [field](nb::handle_t<Trajectory> self) {
        const Points& points = *nb::cast<Trajectory&>(self).points;
        const double* first = points.empty() ? nullptr : &(points.front().*field);
        return Column(first, {points.size()}, self, {row});
      },
      doc);
}

template <class Field>
void vectors(nb::class_<Trajectory>& c, const char* name, Field field, const char* doc) {
  c.def_prop_ro(
      name,
      [field](nb::handle_t<Trajectory> self) {
        const Points& points = *nb::cast<Trajectory&>(self).points;
        const double* first = points.empty() ? nullptr : &(points.front().*field).x;
        return Columns(first, {points.size(), 3}, self, {row, 1});
      },
      doc);
}

void bind_trajectory(nb::module_& m) {
  nb::class_<Trajectory> c(m, "Trajectory",
                           "What was recorded, by time. Columns are NumPy views of the flight itself.");
  c.def("__len__", [](const Trajectory& trajectory) { return trajectory.points->size(); });
  column(c, "t_s", &FlightPoint::t_s, "Since lift-off.");
  vectors(c, "position_m", &FlightPoint::position_m, "(n, 3), GCRF.");
  vectors(c, "velocity_m_s", &FlightPoint::velocity_m_s, "(n, 3), GCRF.");
  vectors(c, "axis", &FlightPoint::axis, "(n, 3), of the thrust, unit, GCRF.");
  column(c, "mass_kg", &FlightPoint::mass_kg, "");
  column(c, "latitude_rad", &FlightPoint::latitude_rad, "Geodetic.");
  column(c, "longitude_rad", &FlightPoint::longitude_rad, "East.");
  column(c, "altitude_m", &FlightPoint::altitude_m, "Above the WGS84 ellipsoid.");
  column(c, "downrange_m", &FlightPoint::downrange_m, "Along the ellipsoid from the pad.");
  column(c, "speed_inertial_m_s", &FlightPoint::speed_inertial_m_s, "");
  column(c, "speed_relative_m_s", &FlightPoint::speed_relative_m_s, "To the turning Earth.");
  column(c, "flight_path_angle_rad", &FlightPoint::flight_path_angle_rad, "Of the relative velocity.");
  column(c, "heading_rad", &FlightPoint::heading_rad, "Of the relative velocity, clockwise from north.");
  column(c, "dynamic_pressure_Pa", &FlightPoint::dynamic_pressure_Pa, "");
  column(c, "mach", &FlightPoint::mach, "");
  column(c, "angle_of_attack_rad", &FlightPoint::angle_of_attack_rad, "");
  column(c, "pitch_rad", &FlightPoint::pitch_rad, "Of the thrust axis above the local horizon.");
  column(c, "yaw_rad", &FlightPoint::yaw_rad, "Of the thrust axis, clockwise from north.");
  column(c, "thrust_N", &FlightPoint::thrust_N, "");
  column(c, "drag_N", &FlightPoint::drag_N, "");
  column(c, "acceleration_m_s2", &FlightPoint::acceleration_m_s2, "Without gravity.");
  column(c, "heating_W_m2", &FlightPoint::heating_W_m2, "Free-molecular, rho v^3 / 2.");
}

void bind_results(nb::module_& m) {
  nb::class_<FlightEvent>(m, "FlightEvent")
      .def_ro("name", &FlightEvent::name)
      .def_ro("what", &FlightEvent::what, "In words.")
      .def_prop_ro("t_s", [](const FlightEvent& event) { return event.point.t_s; })
      .def_prop_ro("altitude_m", [](const FlightEvent& event) { return event.point.altitude_m; })
      .def_prop_ro("speed_inertial_m_s", [](const FlightEvent& event) { return event.point.speed_inertial_m_s; })
      .def_prop_ro("speed_relative_m_s", [](const FlightEvent& event) { return event.point.speed_relative_m_s; })
      .def_prop_ro("dynamic_pressure_Pa", [](const FlightEvent& event) { return event.point.dynamic_pressure_Pa; })
      .def_prop_ro("mass_kg", [](const FlightEvent& event) { return event.point.mass_kg; })
      .def_ro("published_t_s", &FlightEvent::published_t_s)
      .def("__repr__", [](const FlightEvent& event) {
        return "FlightEvent(" + event.name + ", " + std::to_string(event.point.t_s) + " s)";
      });
  nb::class_<OrbitElements>(m, "OrbitElements", "Osculating; altitudes above the equatorial radius of WGS84.")
      .def_ro("perigee_altitude_m", &OrbitElements::perigee_altitude_m)
      .def_ro("apogee_altitude_m", &OrbitElements::apogee_altitude_m)
      .def_ro("inclination_rad", &OrbitElements::inclination_rad)
      .def_ro("raan_rad", &OrbitElements::raan_rad)
      .def_ro("argument_of_perigee_rad", &OrbitElements::argument_of_perigee_rad)
      .def_ro("true_anomaly_rad", &OrbitElements::true_anomaly_rad)
      .def_ro("semi_major_axis_m", &OrbitElements::semi_major_axis_m)
      .def_ro("eccentricity", &OrbitElements::eccentricity);
  nb::class_<TargetResult>(m, "TargetResult", "What a leg had to reach, and what it reached.")
      .def_ro("name", &TargetResult::name)
      .def_ro("asked", &TargetResult::asked)
      .def_ro("reached", &TargetResult::reached)
      .def_ro("t_s", &TargetResult::t_s)
      .def_ro("met", &TargetResult::met)
      .def_ro("missing_velocity_m_s", &TargetResult::missing_velocity_m_s)
      .def_ro("why", &TargetResult::why);
  nb::class_<Impact>(m, "Impact", "Where something that was dropped comes down.")
      .def_ro("element", &Impact::element)
      .def_ro("name", &Impact::name)
      .def_ro("released_t_s", &Impact::released_t_s)
      .def_ro("t_s", &Impact::t_s)
      .def_ro("latitude_rad", &Impact::latitude_rad)
      .def_ro("longitude_rad", &Impact::longitude_rad)
      .def_ro("speed_m_s", &Impact::speed_m_s)
      .def_ro("reached_ground", &Impact::reached_ground)
      .def_prop_ro(
          "trajectory", [](const Impact& impact) { return Trajectory{&impact.track}; }, nb::keep_alive<0, 1>())
      .def("__repr__", [](const Impact& impact) { return "Impact(" + impact.element + ")"; });
  nb::class_<Flight::Margin>(m, "Margin", "Propellant left above residuals.")
      .def_ro("stage", &Flight::Margin::stage)
      .def_ro("propellant_kg", &Flight::Margin::propellant_kg)
      .def_ro("delta_v_m_s", &Flight::Margin::delta_v_m_s);
}

/// What is wrong with a mission that was changed, as an error: the reader checks files, this checks values.
void check(const Mission& mission) {
  std::vector<Problem> problems;
  for (const Finding& finding : errors_in(mission)) {
    problems.push_back({mission.file, 0, 0, finding.path, finding.found, finding.remedy});
  }
  if (!problems.empty()) throw InputError(problems);
}

nb::object tables() { return nb::module_::import_("cosmodrome.tables"); }

using Progress = std::function<void(int, const std::string&)>;

Plan plan(const Mission& mission, const Progress& progress) {
  check(mission);
  const nb::gil_scoped_release others;
  return make_plan(mission, [&](int flights, const std::string& best) {
    const nb::gil_scoped_acquire python;
    if (progress) progress(flights, best);
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
  });
}

void write(const Flight& flight, const std::filesystem::path& folder) {
  ProductOptions options;
  options.mission_hash = mission_hash(flight.mission);
  write_products(flight, folder, options);
}

}  // namespace

void bind_flight(nb::module_& m) {
  bind_trajectory(m);
  bind_results(m);
  nb::class_<Flight>(m, "Flight", "What one flight did. A flight that misses its orbit is an outcome with a cause.")
      .def_ro("mission", &Flight::mission)
      .def_ro("azimuth_rad", &Flight::azimuth_rad, "Clockwise from north.")
      .def_ro("pitch_over_rad", &Flight::pitch_over_rad)
      .def_prop_ro("outcome", [](const Flight& flight) { return std::string(to_string(flight.outcome)); })
      .def_ro("cause", &Flight::cause, "In words, if the target was not met.")
      .def_ro("events", &Flight::events)
      .def_ro("targets", &Flight::targets)
      .def_ro("impacts", &Flight::impacts)
      .def_ro("margins", &Flight::margins)
      .def_ro("final_orbit", &Flight::final_orbit, "At the end of the ascent.")
      .def_prop_ro(
          "voyage", [](const Flight& flight) { return flight.voyage ? &*flight.voyage : nullptr; },
          nb::rv_policy::reference_internal, "The flight on to the Moon, if the mission asks for one, else None.")
      .def_prop_ro(
          "trajectory", [](const Flight& flight) { return Trajectory{&flight.points}; }, nb::keep_alive<0, 1>(),
          "What was recorded, by time.")
      .def(
          "timeline", [](const Flight& flight) { return write_timeline(flight); },
          "The flight as text: events beside published times, targets, impacts.")
      .def(
          "to_json", [](const Flight& flight) { return write_json(flight, mission_hash(flight.mission)); },
          "As `cosmodrome fly --json` prints it.")
      .def(
          "to_pandas", [](nb::handle self) { return tables().attr("to_pandas")(self.attr("trajectory")); },
          "What was recorded as a pandas.DataFrame, one row a point; vectors as three columns each, in the GCRF.")
      .def(
          "to_xarray", [](nb::handle self) { return tables().attr("to_xarray")(self.attr("trajectory")); },
          "What was recorded as an xarray.Dataset along t_s.")
      .def(
          "events_to_pandas", [](nb::handle self) { return tables().attr("events_to_pandas")(self); },
          "The events as a pandas.DataFrame, published times beside ours.")
      .def(
          "plot", [](nb::handle self) { return nb::module_::import_("cosmodrome.plots").attr("plot")(self); },
          "A matplotlib.figure.Figure of altitude, speed, loads, pitch and mass by time.")
      .def("write", &write, "folder"_a, nb::call_guard<nb::gil_scoped_release>(),
           "All products into a folder: timeline, JSON, CSV, OEM, CZML, KML, GeoJSON, report.html. Raises InputError.")
      .def("__repr__", [](const Flight& flight) {
        return "Flight(" + flight.mission.name + ": " + to_string(flight.outcome) + ")";
      });
  nb::class_<Plan>(m, "Plan", "A mission with all found that has to be found.")
      .def_ro("mission", &Plan::mission)
      .def_ro("azimuth_rad", &Plan::azimuth_rad)
      .def_ro("pitch_over_rad", &Plan::pitch_over_rad)
      .def("__repr__", [](const Plan& plan) { return "Plan(" + plan.mission.name + ")"; });
  m.def("plan", &plan, "mission"_a, "progress"_a.none() = nb::none(),
        "Finds launch azimuth, pitch-over and burns. `progress(flights, best)` hears how the search goes on. Raises "
        "InputError for a mission that cannot be flown.");
  m.def(
      "fly_plan",
      [](const Plan& plan, double tolerance, bool reference, double record_interval_s, bool follow_dropped) {
        Flight flight = fly(plan, {tolerance, reference, record_interval_s, follow_dropped});
        fly_on(flight);
        return flight;
      },
      "plan"_a, "tolerance"_a = FlyOptions{}.tolerance, "reference"_a = false, "record_interval_s"_a = 1.0,
      "follow_dropped"_a = true, nb::call_guard<nb::gil_scoped_release>(), "Flies a plan from lift-off to its end.");
}

}  // namespace cosmodrome::python
