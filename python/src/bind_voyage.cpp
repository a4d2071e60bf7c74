#include <nanobind/ndarray.h>

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
      .def_ro("asked_altitude_m", &Voyage::Orbit::asked_altitude_m, "Of a circle; None: nothing was asked.")
      .def_ro("met", &Voyage::Orbit::met);
}

}  // namespace

void bind_voyage(nb::module_& m) {
  bind_arc(m);
  bind_what_happened(m);
  nb::class_<Voyage>(m, "Voyage", "The flight on from the first orbit, to the Moon.")
      .def_ro("arcs", &Voyage::arcs, nb::rv_policy::reference_internal)
      .def_ro("burns", &Voyage::burns)
      .def_ro("marks", &Voyage::marks)
      .def_ro("orbits", &Voyage::orbits)
      .def_ro("propellant_left_kg", &Voyage::propellant_left_kg, "Above residuals, of the stage that injected.")
      .def_ro("jacobian", &Voyage::jacobian, "Of the last correction and the capture, where found, as a table.")
      .def_ro("met", &Voyage::met)
      .def_ro("cause", &Voyage::cause, "In words, if the orbit was not met.");
}

}  // namespace cosmodrome::python
