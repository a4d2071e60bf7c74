#include <cmath>
#include <filesystem>
#include <functional>

#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/io/fly_orbit.hpp"
#include "cosmodrome/io/read_station.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome::python {
namespace {

constexpr double day_s = 86400, longest_s = 398 * day_s;

using State = PointMassState<double>;
using Times = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Progress = std::function<void(int, const std::string&)>;

/// A flight, and its points as tables have them.
struct Propagation {
  OrbitFlight flight;
  std::vector<double> t_s;
  std::vector<State> states;
};

/// What one pass is, and where.
struct GroundPass {
  Pass pass;
  std::string station;
};

nb::object columns(const std::vector<State>& states, std::size_t first, std::size_t count) {
  std::vector<double> values;
  values.reserve(states.size() * count);
  for (const State& y : states)
    for (std::size_t i = 0; i < count; ++i) values.push_back(y[first + i]);
  return count == 1 ? array_of(std::move(values)) : array_of(std::move(values), count);
}

nb::object at(const Propagation& self, const Times& t_s) {
  const OrbitArc<double>& arc = self.flight.arc;
  std::vector<State> states;
  for (std::size_t i = 0; i < t_s.size(); ++i) states.push_back(arc.at(within("t_s", t_s(i), arc.from_s, arc.end_s)));
  return nb::make_tuple(columns(states, 0, 3), columns(states, 3, 3));
}

Propagation propagate(const SpacecraftState& start, double length_s, const std::string& model,
                      const std::vector<std::string>& stations, double mask_rad, double step_s,
                      const Progress& progress) {
  OrbitRequest request;
  request.start = start;
  request.model = OrbitModel::named(model);
  request.length_s = within("length_s", length_s, 1, longest_s);
  request.step_s = within("step_s", step_s, 1e-3, longest_s);
  within("length_s / step_s, the number of points", length_s / step_s, 0, 2e6);
  within("mask_rad", mask_rad, 0, 1.55);
  for (const std::string& text : stations) request.stations.push_back(read_station("stations", text, mask_rad));
  if (!start.drag_area_m2 && request.model.air != AirModel::none)
    request.start.notes.emplace_back("no drag area is known: it flies without drag (drag_area_m2)");
  const nb::gil_scoped_release others;
  Propagation result;
  result.flight = with_input_errors("give a state around the Earth", [&] {
    return fly_orbit(std::move(request), [&](double t_s) {
      const nb::gil_scoped_acquire python;
      if (progress) progress(static_cast<int>(t_s / day_s), "");
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
    });
  });
  result.t_s = point_times_s(result.flight.analysis());
  for (const double t_s : result.t_s) result.states.push_back(result.flight.arc.at(t_s));
  return result;
}

SpacecraftState end_of(const Propagation& self) {
  SpacecraftState end = self.flight.request.start;
  const State& y = self.flight.arc.end;
  end.epoch = end.epoch + self.flight.arc.end_s;
  end.position_m = position_of(y), end.velocity_m_s = velocity_of(y);
  end.origin = "the end of a propagation";
  return end;
}

nb::object tables() { return nb::module_::import_("cosmodrome.orbits"); }

void bind_seen(nb::module_& m) {
  nb::class_<Look>(m, "Look", "Where a spacecraft stands in a station's sky.")
      .def_ro("azimuth_rad", &Look::azimuth_rad, "From north to east.")
      .def_ro("elevation_rad", &Look::elevation_rad, "Without refraction.")
      .def_ro("range_m", &Look::range_m)
      .def_ro("range_rate_m_s", &Look::range_rate_m_s, "Positive: it goes away.");
  nb::class_<GroundPass>(m, "GroundPass", "From rise to set over a station, or as much as the flight has of it.")
      .def_prop_ro("station", [](const GroundPass& self) { return self.station; })
      .def_prop_ro("rise_s", [](const GroundPass& self) { return self.pass.rise_s; })
      .def_prop_ro("highest_s", [](const GroundPass& self) { return self.pass.highest_s; })
      .def_prop_ro("set_s", [](const GroundPass& self) { return self.pass.set_s; })
      .def_prop_ro("at_rise", [](const GroundPass& self) { return self.pass.at_rise; })
      .def_prop_ro("at_highest", [](const GroundPass& self) { return self.pass.at_highest; })
      .def_prop_ro("at_set", [](const GroundPass& self) { return self.pass.at_set; })
      .def_prop_ro("cut_at_begin", [](const GroundPass& self) { return self.pass.cut_at_begin; })
      .def_prop_ro("cut_at_end", [](const GroundPass& self) { return self.pass.cut_at_end; })
      .def_prop_ro(
          "visible", [](const GroundPass& self) { return self.pass.visible; }, "By eye, at some time of it.");
  nb::class_<Eclipse>(m, "Eclipse", "A stretch of time in the Earth's shadow.")
      .def_ro("enter_s", &Eclipse::enter_s, "Of the half-shadow.")
      .def_ro("leave_s", &Eclipse::leave_s)
      .def_ro("umbra_enter_s", &Eclipse::umbra_enter_s, "Equal to umbra_leave_s: the Sun is never wholly covered.")
      .def_ro("umbra_leave_s", &Eclipse::umbra_leave_s);
}

}  // namespace

void bind_propagate(nb::module_& m) {
  bind_seen(m);
  nb::class_<Propagation>(m, "Propagation", "A free flight around the Earth and what is seen of it.")
      .def("__len__", [](const Propagation& self) { return self.t_s.size(); })
      .def_prop_ro("start", [](const Propagation& self) { return self.flight.request.start; })
      .def_prop_ro("end", &end_of, "The last state, to fly on from.")
      .def_prop_ro("model", [](const Propagation& self) { return self.flight.request.model.name; })
      .def_prop_ro(
          "came_down", [](const Propagation& self) { return self.flight.arc.stopped || self.flight.arc.failed; },
          "Below 80 km, where it ends.")
      .def_prop_ro(
          "t_s", [](const Propagation& self) { return array_of(std::vector<double>(self.t_s)); },
          "Since the start's epoch: even steps, and the end.")
      .def_prop_ro(
          "position_m", [](const Propagation& self) { return columns(self.states, 0, 3); }, "(n, 3), GCRF.")
      .def_prop_ro(
          "velocity_m_s", [](const Propagation& self) { return columns(self.states, 3, 3); }, "(n, 3), GCRF.")
      .def_prop_ro("mass_kg", [](const Propagation& self) { return columns(self.states, 6, 1); })
      .def("at", &at, "t_s"_a,
           "Positions and velocities, (n, 3) each, GCRF, at times of yours within the flight, to the accuracy of the "
           "integration. Raises InputError.")
      .def_prop_ro(
          "passes",
          [](const Propagation& self) {
            std::vector<GroundPass> passes;
            for (const Pass& pass : self.flight.passes)
              passes.push_back({pass, self.flight.request.stations[pass.station].name});
            return nb::tuple(nb::cast(passes));
          },
          "Over the stations, in the order of their rise.")
      .def_prop_ro(
          "eclipses", [](const Propagation& self) { return nb::tuple(nb::cast(self.flight.eclipses)); },
          "The first and the last may be cut by the span.")
      .def(
          "summary", [](const Propagation& self) { return write_orbit_summary(self.flight.analysis()); },
          "As `cosmodrome propagate` prints it.")
      .def(
          "to_json", [](const Propagation& self) { return write_orbit_json(self.flight.analysis()); },
          "As `cosmodrome propagate --json` prints it.")
      .def(
          "to_pandas", [](nb::handle self) { return tables().attr("to_pandas")(self); },
          "One row a point: t_s, position_x_m, ..., velocity_x_m_s, ..., mass_kg; GCRF.")
      .def(
          "passes_to_pandas", [](nb::handle self) { return tables().attr("passes_to_pandas")(self); },
          "One row a pass.")
      .def(
          "write",
          [](const Propagation& self, const std::filesystem::path& folder) {
            replace_files(folder, orbit_files(self.flight.analysis(), now_utc()));
          },
          "folder"_a, nb::call_guard<nb::gil_scoped_release>(),
          "orbit.oem, .csv, .czml, .kml, .geojson, .json, passes.csv and eclipses.csv. Raises InputError.")
      .def("__repr__", [](const Propagation& self) {
        return "Propagation(" + self.flight.request.start.object_name + ", " + std::to_string(self.t_s.size()) +
               " points)";
      });
  m.def("propagate", &propagate, "start"_a, "length_s"_a, "model"_a, "stations"_a, "mask_rad"_a, "step_s"_a,
        "progress"_a.none() = nb::none(), "Flies an orbit on; `progress(days, text)` hears how it goes on.");
}

}  // namespace cosmodrome::python
