#include <algorithm>
#include <filesystem>
#include <functional>

#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_manoeuvres.hpp"

namespace cosmodrome::python {
namespace {

using Progress = std::function<void(int, const std::string&)>;

FlownManoeuvres manoeuvre(const std::filesystem::path& plan, double step_s, const Progress& progress) {
  const ManoeuvreFile file = load_manoeuvres(plan);
  within("step_s", step_s, 1e-3, 398 * 86400.0);
  const nb::gil_scoped_release others;
  return with_input_errors("Sun and Moon are known from 1990 to 2050", [&] {
    return fly_manoeuvre_file(file, step_s, {}, [&](int flights) {
      const nb::gil_scoped_acquire python;
      if (progress) progress(flights, "");
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
    });
  });
}

nb::object jacobian(const FlownManoeuvres& self) {
  std::vector<double> rows;
  for (const auto& row : self.solution.target.jacobian) rows.insert(rows.end(), row.begin(), row.end());
  return array_of(std::move(rows), std::max<std::size_t>(self.solution.controls.size(), 1));
}

std::vector<std::string> names_of(const std::vector<Control>& controls) {
  std::vector<std::string> names;
  for (const Control& control : controls) names.push_back(control.name);
  return names;
}

}  // namespace

void bind_manoeuvre(nb::module_& m) {
  nb::class_<FlownBurn>(m, "OrbitBurn", "A burn of a plan, as it was flown. Times since the start's epoch.")
      .def_ro("name", &FlownBurn::name)
      .def_ro("begin_s", &FlownBurn::begin_s, "With the settling of the propellant.")
      .def_ro("ignition_s", &FlownBurn::ignition_s)
      .def_ro("duration_s", &FlownBurn::duration_s, "0: at once.")
      .def_prop_ro(
          "change_m_s", [](const FlownBurn& self) { return array_of_vector(self.change_m_s); },
          "(3,): along the burn's own axes.")
      .def_ro("propellant_kg", &FlownBurn::propellant_kg)
      .def("__repr__", [](const FlownBurn& self) {
        return fmt::format("OrbitBurn({}, {:.3f} m/s)", self.name, norm(self.change_m_s));
      });
  nb::class_<FlownManoeuvres>(m, "Manoeuvres", "Burns of a plan that were found and flown.")
      .def_prop_ro(
          "met", [](const FlownManoeuvres& self) { return self.shortfall().empty(); },
          "All goals, with the propellant that there is, by a flight of its own.")
      .def_prop_ro("shortfall", &FlownManoeuvres::shortfall, "Why not, in words; empty if it is met.")
      .def_prop_ro("burns", [](const FlownManoeuvres& self) { return nb::tuple(nb::cast(self.solution.flight.burns)); })
      .def_prop_ro("change_m_s", [](const FlownManoeuvres& self) { return self.solution.flight.change_m_s; })
      .def_prop_ro("propellant_kg", [](const FlownManoeuvres& self) { return self.solution.flight.propellant_kg; })
      .def_prop_ro(
          "reached",
          [](const FlownManoeuvres& self) { return array_of(std::vector<double>(self.solution.flight.reached)); },
          "Figures in the order of the plan's goals; SI, radians.")
      .def_prop_ro(
          "varied", [](const FlownManoeuvres& self) { return names_of(self.solution.controls); },
          "What was left open: the columns of the Jacobian.")
      .def_prop_ro("jacobian", &jacobian, "(figures sought, varied): SI, radians.")
      .def(
          "summary", [](const FlownManoeuvres& self) { return write_manoeuvres_summary(self); },
          "As `cosmodrome manoeuvre` prints it.")
      .def(
          "to_json", [](const FlownManoeuvres& self) { return write_manoeuvres_json(self); },
          "As `cosmodrome manoeuvre --json` prints it.")
      .def(
          "write",
          [](const FlownManoeuvres& self, const std::filesystem::path& folder) {
            replace_files(folder, manoeuvre_files(self, now_utc()));
          },
          "folder"_a, nb::call_guard<nb::gil_scoped_release>(),
          "manoeuvres.json and the files of the orbit. Raises InputError.")
      .def("__repr__", [](const FlownManoeuvres& self) {
        return fmt::format("Manoeuvres({}: {} burns, {:.3f} m/s, {})", self.file.name,
                           self.solution.flight.burns.size(), self.solution.flight.change_m_s,
                           self.shortfall().empty() ? "met" : "not met");
      });
  m.def("manoeuvre", &manoeuvre, "plan"_a, "step_s"_a, "progress"_a.none() = nb::none(),
        "Finds and flies the burns of a plan; `progress(flights, text)` hears how it goes on.");
}

}  // namespace cosmodrome::python
