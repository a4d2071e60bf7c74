#include <nanobind/ndarray.h>
#include <nanobind/stl/array.h>

#include "bind.hpp"

namespace cosmodrome::python {
namespace {

// Points lie one behind the other, all doubles: each column is a view with a stride.
static_assert(sizeof(Voyage::Point) % sizeof(double) == 0);
constexpr auto row = static_cast<std::int64_t>(sizeof(Voyage::Point) / sizeof(double));

using Column = nb::ndarray<nb::numpy, const double, nb::ndim<1>>;
using Columns = nb::ndarray<nb::numpy, const double, nb::ndim<2>>;

template <class Field>
void column(nb::class_<Voyage::Arc>& c, const char* name, Field field, const char* doc) {
  c.def_prop_ro(
      name,
      [field](nb::handle_t<Voyage::Arc> self) {
        const auto& points = nb::cast<Voyage::Arc&>(self).points;
        return Column(points.empty() ? nullptr : &(points.front().*field), {points.size()}, self, {row});
      },
      doc);
}

template <class Field>
void vectors(nb::class_<Voyage::Arc>& c, const char* name, Field field, const char* doc) {
  c.def_prop_ro(
      name,
      [field](nb::handle_t<Voyage::Arc> self) {
        const auto& points = nb::cast<Voyage::Arc&>(self).points;
        return Columns(points.empty() ? nullptr : &(points.front().*field).x, {points.size(), 3}, self, {row, 1});
      },
      doc);
}

void bind_arc(nb::module_& m) {
  nb::class_<Voyage::Arc> c(m, "VoyageArc",
                            "A stretch of free flight around one body. Columns are NumPy views of the flight itself.");
  c.def_ro("name", &Voyage::Arc::name);
  c.def_prop_ro("center", [](const Voyage::Arc& arc) { return std::string(name_of(arc.center)); });
  c.def("__len__", [](const Voyage::Arc& arc) { return arc.points.size(); });
  column(c, "t_s", &Voyage::Point::t_s, "Since lift-off.");
  vectors(c, "position_m", &Voyage::Point::position_m, "(n, 3), from the centre, GCRF axes.");
  vectors(c, "velocity_m_s", &Voyage::Point::velocity_m_s, "(n, 3), relative to the centre, GCRF axes.");
  column(c, "mass_kg", &Voyage::Point::mass_kg, "");
  vectors(c, "center_m", &Voyage::Point::center_m, "(n, 3), of the centre, from the Earth's, GCRF.");
  vectors(c, "center_m_s", &Voyage::Point::center_m_s, "(n, 3), its velocity.");
  c.def("__repr__", [](const Voyage::Arc& arc) {
    return "VoyageArc(" + arc.name + ", " + std::to_string(arc.points.size()) + " points)";
  });
}

void bind_what_happened(nb::module_& m) {
  nb::class_<Voyage::Burn>(m, "VoyageBurn", "A burn on the way, beside what was published of it.")
      .def_ro("name", &Voyage::Burn::name)
      .def_ro("what", &Voyage::Burn::what, "In words.")
      .def_ro("engine", &Voyage::Burn::engine)
      .def_ro("t_s", &Voyage::Burn::t_s, "Ignition.")
      .def_ro("duration_s", &Voyage::Burn::duration_s)
      .def_ro("delta_v_m_s", &Voyage::Burn::delta_v_m_s, "By the rocket equation.")
      .def_ro("propellant_kg", &Voyage::Burn::propellant_kg)
      .def_ro("mass_after_kg", &Voyage::Burn::mass_after_kg)
      .def_ro("published_t_s", &Voyage::Burn::published_t_s)
      .def_ro("published_duration_s", &Voyage::Burn::published_duration_s)
      .def("__repr__", [](const Voyage::Burn& burn) {
        return "VoyageBurn(" + burn.name + ", " + std::to_string(burn.duration_s) + " s)";
      });
  nb::class_<Voyage::Mark>(m, "VoyageMark", "What is worth telling of the way.")
      .def_ro("name", &Voyage::Mark::name)
      .def_ro("what", &Voyage::Mark::what, "In words.")
      .def_ro("t_s", &Voyage::Mark::t_s)
      .def_prop_ro("center", [](const Voyage::Mark& mark) { return std::string(name_of(mark.center)); })
      .def_ro("altitude_m", &Voyage::Mark::altitude_m, "Above the mean radius of the centre.")
      .def_ro("speed_m_s", &Voyage::Mark::speed_m_s, "Relative to the centre.")
      .def_ro("mass_kg", &Voyage::Mark::mass_kg);
  nb::class_<Voyage::Orbit>(m, "VoyageOrbit", "An orbit around a body; heights above its mean radius.")
      .def_ro("name", &Voyage::Orbit::name)
      .def_prop_ro("center", [](const Voyage::Orbit& orbit) { return std::string(name_of(orbit.center)); })
      .def_ro("t_s", &Voyage::Orbit::t_s)
      .def_ro("periapsis_altitude_m", &Voyage::Orbit::periapsis_altitude_m)
      .def_ro("apoapsis_altitude_m", &Voyage::Orbit::apoapsis_altitude_m)
      .def_ro("inclination_rad", &Voyage::Orbit::inclination_rad, "To the body's equator.")
      .def_ro("mean", &Voyage::Orbit::mean, "Of mean elements of SGP4; else osculating.")
      .def_ro("asked_periapsis_altitude_m", &Voyage::Orbit::asked_periapsis_altitude_m, "None: nothing was asked.")
      .def_ro("asked_apoapsis_altitude_m", &Voyage::Orbit::asked_apoapsis_altitude_m)
      .def_ro("met", &Voyage::Orbit::met);
}

void bind_passengers(nb::module_& m) {
  nb::class_<CatalogueElements>(m, "CatalogueElements", "Mean elements of SGP4 in TEME, as catalogues publish them.")
      .def_ro("t_s", &CatalogueElements::t_s, "Their epoch, since lift-off.")
      .def_ro("mean_motion_rad_s", &CatalogueElements::mean_motion_rad_s, "Kozai's.")
      .def_ro("eccentricity", &CatalogueElements::eccentricity)
      .def_ro("inclination_rad", &CatalogueElements::inclination_rad)
      .def_ro("node_rad", &CatalogueElements::node_rad)
      .def_ro("argument_of_perigee_rad", &CatalogueElements::argument_of_perigee_rad)
      .def_ro("mean_anomaly_rad", &CatalogueElements::mean_anomaly_rad)
      .def_ro("drag_per_earth_radius", &CatalogueElements::drag_per_earth_radius, "B*.")
      .def_ro("perigee_altitude_m", &CatalogueElements::perigee_altitude_m, "Above the equatorial radius.")
      .def_ro("apogee_altitude_m", &CatalogueElements::apogee_altitude_m, "Above the equatorial radius.")
      .def_ro("worst_m", &CatalogueElements::worst_m, "Largest distance from the path they were fitted to.");
  nb::class_<StationPass>(m, "StationPass", "A satellite over a ground station, from rise to set.")
      .def_ro("station", &StationPass::station)
      .def_ro("rise_s", &StationPass::rise_s, "Since lift-off.")
      .def_ro("highest_s", &StationPass::highest_s)
      .def_ro("set_s", &StationPass::set_s)
      .def_ro("rise_azimuth_rad", &StationPass::rise_azimuth_rad)
      .def_ro("set_azimuth_rad", &StationPass::set_azimuth_rad)
      .def_ro("highest_elevation_rad", &StationPass::highest_elevation_rad)
      .def_ro("least_range_m", &StationPass::least_range_m)
      .def_ro("visible", &StationPass::visible, "In sunlight over a dark station, at some time.");
  nb::class_<Passenger>(m, "Passenger", "A payload from its release in orbit on.")
      .def_ro("name", &Passenger::name)
      .def_ro("orbit", &Passenger::orbit, "In which it was released.")
      .def_ro("t_s", &Passenger::t_s, "Of the release, since lift-off.")
      .def_ro("mass_kg", &Passenger::mass_kg)
      .def_ro("drag_area_m2", &Passenger::drag_area_m2, "With the drag coefficient.")
      .def_prop_ro(
          "position_m",
          [](const Passenger& p) {
            return std::array{p.position_m.x, p.position_m.y, p.position_m.z};
          },
          "GCRF.")
      .def_prop_ro(
          "velocity_m_s",
          [](const Passenger& p) {
            return std::array{p.velocity_m_s.x, p.velocity_m_s.y, p.velocity_m_s.z};
          },
          "GCRF.")
      .def_prop_ro(
          "covariance",
          [](nb::handle_t<Passenger> self) {
            return Columns(nb::cast<Passenger&>(self).covariance.front().data(), {6, 6}, self);
          },
          "(6, 6), of position and velocity in the GCRF: m2, m2/s, m2/s2.")
      .def_ro("latitude_rad", &Passenger::latitude_rad)
      .def_ro("longitude_rad", &Passenger::longitude_rad)
      .def_ro("altitude_m", &Passenger::altitude_m)
      .def_ro("elements", &Passenger::elements)
      .def_ro("passes", &Passenger::passes, "Of the first day.")
      .def_ro("published_t_s", &Passenger::published_t_s)
      .def("__repr__", [](const Passenger& passenger) { return "Passenger(" + passenger.name + ")"; });
  nb::class_<Approach>(m, "Approach", "The nearest approach of two that fly free, after they parted.")
      .def_ro("first", &Approach::first)
      .def_ro("second", &Approach::second)
      .def_ro("t_s", &Approach::t_s, "Since lift-off.")
      .def_ro("distance_m", &Approach::distance_m)
      .def_ro("speed_m_s", &Approach::speed_m_s, "Relative.")
      .def_ro("too_near", &Approach::too_near);
  nb::class_<Recontact>(m, "Recontact", "How near two that fly free come when navigation, burns and springs err.")
      .def_ro("first", &Recontact::first)
      .def_ro("second", &Recontact::second)
      .def_ro("flights", &Recontact::samples, "So many were flown with errors.")
      .def_ro("distance_1_percent_m", &Recontact::distance_1_percent_m,
              "One flight in a hundred comes nearer; None: not within 20 km.")
      .def_ro("distance_10_percent_m", &Recontact::distance_10_percent_m, "One in ten.")
      .def_ro("too_near_probability", &Recontact::too_near_probability, "That they come nearer than `closest`.")
      .def_ro("contact_probability", &Recontact::contact_probability, "Nearer than `contact`.");
  nb::class_<Descent::Place>(m, "DescentPlace", "Where something comes to the ground.")
      .def_ro("t_s", &Descent::Place::t_s, "Since lift-off.")
      .def_ro("latitude_rad", &Descent::Place::latitude_rad)
      .def_ro("longitude_rad", &Descent::Place::longitude_rad);
  nb::class_<Descent>(m, "Descent", "Where a stage comes down, and where light and heavy pieces of it would.")
      .def_ro("whole", &Descent::whole)
      .def_ro("heavy", &Descent::heavy)
      .def_ro("light", &Descent::light)
      .def_ro("from_centre_m", &Descent::from_centre_m, "Farthest from the centre of the area asked for.")
      .def_ro("inside", &Descent::inside);
}

}  // namespace

void bind_voyage(nb::module_& m) {
  bind_arc(m);
  bind_passengers(m);
  bind_what_happened(m);
  nb::class_<Voyage>(m, "Voyage", "The flight on from the first orbit: to the Moon, or to the orbits of passengers.")
      .def_ro("arcs", &Voyage::arcs, nb::rv_policy::reference_internal)
      .def_ro("burns", &Voyage::burns)
      .def_ro("marks", &Voyage::marks)
      .def_ro("orbits", &Voyage::orbits)
      .def_ro("passengers", &Voyage::passengers, "In the order of their release.")
      .def_ro("approaches", &Voyage::approaches, "The nearest of each pair, the nearest pair first.")
      .def_ro("recontacts", &Voyage::recontacts, "The same with errors; the likeliest contact first.")
      .def_ro("descent", &Voyage::descent, "Of the stage; None: it stays.")
      .def_ro("propellant_left_kg", &Voyage::propellant_left_kg, "Above residuals, of the stage that injected.")
      .def_ro("jacobian", &Voyage::jacobian, "Of the last correction and the capture, where found, as a table.")
      .def_ro("met", &Voyage::met)
      .def_ro("cause", &Voyage::cause, "In words, if the orbit was not met.");
}

}  // namespace cosmodrome::python
