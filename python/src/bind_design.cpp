#include <functional>
#include <tuple>

#include <nanobind/stl/function.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/io/read_box.hpp"
#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/orbit/lifetime.hpp"
#include "cosmodrome/orbit/track_design.hpp"

namespace cosmodrome::python {
namespace {

constexpr double year_s = 365.25 * 86400;

using Progress = std::function<void(int, const std::string&)>;

/// Between two pieces of work, the GIL being released: what progress throws, and Ctrl-C, end it.
void hear(const Progress& progress, int number) {
  const nb::gil_scoped_acquire python;
  if (progress) progress(number, "");
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
}

struct Designed {
  TrackRequest request;
  TrackDesign design;
};

TrackRequest request_of(const std::string& epoch_utc, const std::string& repeat, std::optional<double> altitude_m,
                        std::optional<double> inclination_rad, const std::string& local_time,
                        std::optional<double> node_longitude_rad) {
  TrackRequest request;
  request.epoch = epoch_of("epoch_utc", epoch_utc);
  if (repeat.empty() != altitude_m.has_value())
    throw InputError(altitude_m ? "repeat and altitude_m are both given" : "neither repeat nor altitude_m is given",
                     "give one of them: a repeating track has one altitude");
  if (!repeat.empty()) std::tie(request.revolutions, request.days) = read_repetition("repeat", repeat);
  if (altitude_m) request.altitude_m = within("altitude_m", *altitude_m, 150e3, 6000e3);
  request.sun_synchronous = !inclination_rad;
  if (inclination_rad)
    request.inclination_rad = within("inclination_rad", *inclination_rad, 0.5 * degree_rad, 179.5 * degree_rad);
  if (!local_time.empty() && node_longitude_rad)
    throw InputError("local_time and node_longitude_rad are both given", "give one of them");
  if (!local_time.empty())
    request.node_longitude_rad =
        longitude_of_local_time_rad(request.epoch, read_local_time_s("local_time", local_time) / 3600);
  if (node_longitude_rad) request.node_longitude_rad = within("node_longitude_rad", *node_longitude_rad, -7, 7);
  return request;
}

Designed design(const std::string& epoch_utc, const std::string& repeat, std::optional<double> altitude_m,
                std::optional<double> inclination_rad, const std::string& local_time,
                std::optional<double> node_longitude_rad, const Progress& progress) {
  const nb::gil_scoped_release others;
  Designed found{request_of(epoch_utc, repeat, altitude_m, inclination_rad, local_time, node_longitude_rad), {}};
  found.design = with_input_errors("choose another epoch", [&] {
    return design_track(found.request, OrbitData::shipped(), [&](int cycles) { hear(progress, cycles); });
  });
  if (!found.design.found)
    throw InputError("there is no such orbit between 150 km and 6000 km",
                     "about 11 to 16.4 revolutions a day lie there, and up to 5970 km a plane turns with the Sun");
  return found;
}

SpacecraftState state_of(const Designed& found) {
  SpacecraftState state;
  state.object_name = "Designed orbit";
  state.origin = "a design";
  state.epoch = found.request.epoch;
  state.position_m = found.design.state.r_m, state.velocity_m_s = found.design.state.v_m_s;
  return state;
}

Lifetime lifetime(const SpacecraftState& start, std::optional<double> f107, double years, const Progress& progress) {
  if (!start.mass_kg || !start.drag_area_m2)
    throw InputError(
        start.mass_kg ? "no drag area is known" : "no mass is known",
        start.mass_kg ? "give drag_area_m2: the mean area times a drag coefficient of some 2.2" : "give mass_kg");
  LifetimeRequest request;
  request.epoch = start.epoch;
  request.state = {start.position_m, start.velocity_m_s};
  request.drag_m2_kg =
      within("drag_area_m2", *start.drag_area_m2, 1e-9, 1e5) / within("mass_kg", *start.mass_kg, 1e-3, 1e7);
  request.most_years = within("years", years, 0.01, 200);
  if (f107) request.f107 = within("f107", *f107, 60, 400);
  const nb::gil_scoped_release others;
  return with_input_errors("a lifetime is that of a closed orbit", [&] {
    return orbit_lifetime(request, SpaceWeather::shipped(),
                          [&](double t_s) { hear(progress, static_cast<int>(t_s / year_s)); });
  });
}

template <class Field>
nb::object history(const Lifetime& self, Field field) {
  std::vector<double> values;
  for (const LifetimePoint& point : self.history) values.push_back(point.*field);
  return array_of(std::move(values));
}

}  // namespace

void bind_design(nb::module_& m) {
  nb::class_<Designed>(m, "TrackDesign", "A circular orbit chosen by its ground track and its plane.")
      .def_prop_ro("state", &state_of, "At the epoch, at the ascending node: to fly on from.")
      .def_prop_ro(
          "altitude_m", [](const Designed& self) { return self.design.altitude_m; },
          "Mean semi-major axis less the equatorial radius.")
      .def_prop_ro(
          "node_altitude_m", [](const Designed& self) { return self.design.node_altitude_m; },
          "At the ascending node, above the equator.")
      .def_prop_ro(
          "inclination_rad", [](const Designed& self) { return self.design.inclination_rad; },
          "To the equator of date, at the node.")
      .def_prop_ro(
          "nodal_period_s", [](const Designed& self) { return self.design.nodal_period_s; },
          "From ascending node to ascending node, on average.")
      .def_prop_ro(
          "node_rate_rad_s", [](const Designed& self) { return self.design.node_rate_rad_s; },
          "Of the plane, eastward in inertial space.")
      .def_prop_ro("node_longitude_rad", [](const Designed& self) { return self.request.node_longitude_rad; })
      .def_prop_ro(
          "local_time_h",
          [](const Designed& self) { return local_time_h(self.request.epoch, self.request.node_longitude_rad); },
          "Mean local time of the ascending node.")
      .def_prop_ro(
          "track_spacing_m", [](const Designed& self) { return self.design.track_spacing_m; },
          "On the equator between one revolution and the next.")
      .def_prop_ro(
          "closure_m", [](const Designed& self) { return self.design.closure_m; },
          "Of a repeating track: from the first node to the last.")
      .def_prop_ro(
          "revolutions", [](const Designed& self) { return self.request.revolutions; }, "0: it need not repeat.")
      .def_prop_ro("days", [](const Designed& self) { return self.request.days; })
      .def("__repr__", [](const Designed& self) {
        return fmt::format("TrackDesign({:.3f} km, {:.4f} deg)", self.design.altitude_m / 1e3,
                           self.design.inclination_rad / degree_rad);
      });
  m.def("design", &design, "epoch_utc"_a, "repeat"_a, "altitude_m"_a.none(), "inclination_rad"_a.none(), "local_time"_a,
        "node_longitude_rad"_a.none(), "progress"_a.none() = nb::none(),
        "Finds a circular orbit by its ground track; `progress(cycles, text)` hears how many cycles have been flown.");
  nb::class_<Lifetime>(m, "Lifetime", "How long an orbit lasts, and how it sinks.")
      .def_ro("came_down", &Lifetime::came_down, "False: still aloft when the search ended.")
      .def_prop_ro(
          "years", [](const Lifetime& self) { return self.seconds / year_s; }, "Of 365.25 days.")
      .def_prop_ro(
          "t_s", [](const Lifetime& self) { return history(self, &LifetimePoint::t_s); }, "Since the epoch.")
      .def_prop_ro(
          "perigee_altitude_m", [](const Lifetime& self) { return history(self, &LifetimePoint::perigee_altitude_m); },
          "Mean, above the equatorial radius.")
      .def_prop_ro(
          "apogee_altitude_m", [](const Lifetime& self) { return history(self, &LifetimePoint::apogee_altitude_m); },
          "Mean, above the equatorial radius.")
      .def(
          "to_pandas",
          [](nb::handle self) { return nb::module_::import_("cosmodrome.orbits").attr("lifetime_to_pandas")(self); },
          "One row a step: t_s, perigee_altitude_m, apogee_altitude_m.")
      .def("__repr__", [](const Lifetime& self) {
        return fmt::format("Lifetime({}{:.2f} years)", self.came_down ? "" : "more than ", self.seconds / year_s);
      });
  m.def("lifetime", &lifetime, "start"_a, "f107"_a.none(), "years"_a, "progress"_a.none() = nb::none(),
        "Flies the mean orbit down; `progress(years, text)` hears how far.");
}

}  // namespace cosmodrome::python
