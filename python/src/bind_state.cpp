#include <array>
#include <filesystem>

#include <nanobind/stl/array.h>
#include <nanobind/stl/filesystem.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/io/read_state.hpp"

namespace cosmodrome::python {
namespace {

using Three = std::array<double, 3>;

Vec3<double, Gcrf> vector_of(const Three& xyz) { return {xyz[0], xyz[1], xyz[2]}; }

void make(SpacecraftState* self, const std::string& epoch_utc, const Three& position_m, const Three& velocity_m_s,
          std::optional<double> mass_kg, std::optional<double> drag_area_m2, std::optional<double> light_area_m2,
          std::string object_name, std::string object_id) {
  SpacecraftState state;
  state.object_name = std::move(object_name), state.object_id = std::move(object_id);
  state.origin = "a state that was given";
  state.epoch = epoch_of("epoch_utc", epoch_utc);
  state.position_m = vector_of(position_m), state.velocity_m_s = vector_of(velocity_m_s);
  state.mass_kg = mass_kg, state.drag_area_m2 = drag_area_m2, state.light_area_m2 = light_area_m2;
  new (self) SpacecraftState(std::move(state));
}

SpacecraftState end_state(const Flight& flight) {
  if (flight.points.empty()) throw InputError("the flight has no points", "give one that has left the pad");
  return end_of_flight(flight);
}

}  // namespace

void bind_state(nb::module_& m) {
  nb::class_<SpacecraftState>(
      m, "SpacecraftState",
      "A spacecraft at one instant, in GCRF, osculating: what a free flight begins from. A value: change it.")
      .def("__init__", &make, "epoch_utc"_a, "position_m"_a, "velocity_m_s"_a, nb::kw_only(),
           "mass_kg"_a.none() = nb::none(), "drag_area_m2"_a.none() = nb::none(), "light_area_m2"_a.none() = nb::none(),
           "object_name"_a = "UNKNOWN", "object_id"_a = "UNKNOWN")
      .def_rw("object_name", &SpacecraftState::object_name)
      .def_rw("object_id", &SpacecraftState::object_id)
      .def_ro("origin", &SpacecraftState::origin, "What it was read from, in words.")
      .def_ro("notes", &SpacecraftState::notes, "What of the file was not used.")
      .def_prop_rw(
          "epoch_utc", [](const SpacecraftState& self) { return self.epoch.to_utc_string(6); },
          [](SpacecraftState& self, const std::string& utc) { self.epoch = epoch_of("epoch_utc", utc); })
      .def_prop_rw(
          "position_m", [](const SpacecraftState& self) { return array_of_vector(self.position_m); },
          [](SpacecraftState& self, const Three& xyz) { self.position_m = vector_of(xyz); }, "(3,), GCRF; a copy.")
      .def_prop_rw(
          "velocity_m_s", [](const SpacecraftState& self) { return array_of_vector(self.velocity_m_s); },
          [](SpacecraftState& self, const Three& xyz) { self.velocity_m_s = vector_of(xyz); }, "(3,), GCRF; a copy.")
      .def_rw("mass_kg", &SpacecraftState::mass_kg, nb::arg().none(), "None: not known.")
      .def_rw("drag_area_m2", &SpacecraftState::drag_area_m2, nb::arg().none(),
              "With the drag coefficient. None: not known, and there is no drag.")
      .def_rw("light_area_m2", &SpacecraftState::light_area_m2, nb::arg().none(),
              "With the reflectivity. None: not known, and sunlight does not push.")
      .def("__copy__", [](const SpacecraftState& self) { return self; })
      .def("__deepcopy__", [](const SpacecraftState& self, const nb::dict&) { return self; })
      .def("__repr__", [](const SpacecraftState& self) {
        return "SpacecraftState(" + self.object_name + ", " + self.epoch.to_utc_string(3) + ")";
      });
  m.def("read_state", &read_spacecraft_state, "path"_a, nb::call_guard<nb::gil_scoped_release>(),
        "The state of an OPM, the last one of an OEM or of a flight's files, or that of SGP4 at the epoch of a TLE or "
        "OMM. Raises InputError.");
  m.def("end_state", &end_state, "flight"_a, "The last state of a flight.");
}

}  // namespace cosmodrome::python
