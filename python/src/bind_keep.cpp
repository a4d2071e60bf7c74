#include <algorithm>
#include <filesystem>
#include <functional>
#include <tuple>

#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/io/read_box.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_keeping.hpp"

namespace cosmodrome::python {
namespace {

constexpr double day_s = 86400, year_s = 365.25 * day_s;

using Progress = std::function<void(int, const std::string&)>;

/// A satellite that was kept, and from what.
struct Kept {
  SpacecraftState start;
  KeepRequest request;
  Keeping kept;
  [[nodiscard]] KeepReport report() const { return {start, request, kept}; }
};

/// A side of the box as it was held.
struct HeldSide {
  std::string quantity;
  double centre, half_width, least, most;
};

Kept keep(const SpacecraftState& start, const std::string& box, double years, const std::string& repeat,
          double thrust_N, double isp_s, double reserve, double burn_error, double pointing_error_rad, double late_s,
          std::uint64_t seed, std::optional<double> step_s, const Progress& progress) {
  Kept result;
  result.start = start;
  KeepRequest& request = result.request;
  request.epoch = start.epoch, request.state = point_mass_of(start), request.craft = craft_of(start);
  request.box = read_box("box", box);
  const bool track = std::any_of(request.box.begin(), request.box.end(),
                                 [](const BoxSide& side) { return side.quantity == BoxQuantity::track; });
  if (track && repeat.empty())
    throw InputError("box has a track, and no repeat says which", "give repeat with revolutions/days: 233/16");
  if (!repeat.empty()) std::tie(request.revolutions, request.days) = read_repetition("repeat", repeat);
  request.engine.thrust_N = within("thrust_N", thrust_N, 1e-3, 1e6);
  request.engine.isp_s = within("isp_s", isp_s, 30, 20000);
  request.length_s = within("years", years, 0.01, 20) * year_s;
  request.reserve = within("reserve", reserve, 0, 0.8);
  request.errors = {within("burn_error", burn_error, 0, 0.5), within("pointing_error_rad", pointing_error_rad, 0, 0.53),
                    within("late_s", late_s, 0, 30 * day_s), seed};
  if (step_s) {
    request.path_step_s = within("step_s", *step_s, 1, 366 * day_s);
    within("years / step_s, the number of points", request.length_s / *step_s, 0, 2e6);
  }
  const nb::gil_scoped_release others;
  result.kept = with_input_errors("see the guide for boxes, thrust_N and reserve", [&] {
    return keep_station(request, OrbitData::shipped(), [&](double t_s, std::size_t burns) {
      const nb::gil_scoped_acquire python;
      if (progress) progress(static_cast<int>(burns), fmt::format("day {:.0f}", t_s / day_s));
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
      return true;
    });
  });
  return result;
}

std::vector<HeldSide> sides_of(const Kept& self) {
  std::vector<HeldSide> sides;
  const Keeping& kept = self.kept;
  for (std::size_t k = 0; k < kept.box.size(); ++k) {
    const bool known = k < kept.least.size();
    const double centre = kept.box[k].centre.value_or(0);
    sides.push_back({name_of(kept.box[k].quantity), centre, kept.box[k].half_width, known ? kept.least[k] : centre,
                     known ? kept.most[k] : centre});
  }
  return sides;
}

nb::object sample_times(const Kept& self) {
  std::vector<double> t_s;
  for (const KeepSample& sample : self.kept.samples) t_s.push_back(sample.t_s);
  return array_of(std::move(t_s));
}

nb::object sample_values(const Kept& self) {
  std::vector<double> values;
  for (const KeepSample& sample : self.kept.samples)
    values.insert(values.end(), sample.values.begin(), sample.values.end());
  return array_of(std::move(values), self.kept.box.size());
}

double propellant_kg(const Kept& self) {
  double sum_kg = 0;
  for (const KeepBurn& burn : self.kept.burns) sum_kg += burn.propellant_kg;
  return sum_kg;
}

/// t_s, place and velocity of every point of the path, row by row.
nb::object path(const Kept& self) {
  std::vector<double> rows;
  for (const KeepPath& piece : self.kept.path) {
    for (std::size_t i = 0; i < piece.t_s.size(); ++i) {
      rows.push_back(piece.t_s[i]);
      rows.insert(rows.end(), piece.states[i].begin(), piece.states[i].begin() + 6);
    }
  }
  return array_of(std::move(rows), 7);
}

nb::object tables() { return nb::module_::import_("cosmodrome.orbits"); }

void bind_parts(nb::module_& m) {
  nb::class_<HeldSide>(m, "BoxSide", "A side of a box and how it was held: radians, metres, seconds after midnight.")
      .def_ro("quantity", &HeldSide::quantity)
      .def_ro("centre", &HeldSide::centre)
      .def_ro("half_width", &HeldSide::half_width)
      .def_ro("least", &HeldSide::least)
      .def_ro("most", &HeldSide::most)
      .def("__repr__", [](const HeldSide& self) { return "BoxSide(" + self.quantity + ")"; });
  nb::class_<KeepBurn>(m, "KeepBurn", "A burn that keeps a satellite in its box.")
      .def_prop_ro(
          "quantity", [](const KeepBurn& self) { return std::string(name_of(self.quantity)); }, "That asked for it.")
      .def_ro("ignition_s", &KeepBurn::ignition_s, "Since the start's epoch.")
      .def_ro("duration_s", &KeepBurn::duration_s)
      .def_prop_ro(
          "planned_rtn_m_s", [](const KeepBurn& self) { return array_of_vector(self.planned_m_s); },
          "(3,): outward, forward, along the orbit's normal.")
      .def_prop_ro(
          "flown_rtn_m_s", [](const KeepBurn& self) { return array_of_vector(self.flown_m_s); }, "With its errors.")
      .def_ro("propellant_kg", &KeepBurn::propellant_kg)
      .def_ro("leaves_s", &KeepBurn::leaves_s, "When the box would be left without it.");
  nb::class_<KeepViolation>(m, "KeepViolation", "A stay outside the box.")
      .def_prop_ro("quantity", [](const KeepViolation& self) { return std::string(name_of(self.quantity)); })
      .def_ro("from_s", &KeepViolation::from_s)
      .def_ro("to_s", &KeepViolation::to_s)
      .def_ro("most", &KeepViolation::most, "Beyond the side, in its unit.");
}

}  // namespace

void bind_keep(nb::module_& m) {
  bind_parts(m);
  nb::class_<Kept>(m, "Keeping", "A satellite kept in a box: its burns, what they cost, and how the box was held.")
      .def_prop_ro(
          "held", [](const Kept& self) { return self.kept.held(); }, "All the time.")
      .def_prop_ro(
          "lost", [](const Kept& self) { return self.kept.lost; }, "It came down, or no burn would lead back.")
      .def_prop_ro(
          "why", [](const Kept& self) { return self.kept.why; }, "In words, if it was lost.")
      .def_prop_ro("geostationary", [](const Kept& self) { return self.kept.geostationary; })
      .def_prop_ro("years", [](const Kept& self) { return self.kept.end_s / year_s; })
      .def_prop_ro("propellant_kg", &propellant_kg)
      .def_prop_ro("box", &sides_of)
      .def_prop_ro("burns", [](const Kept& self) { return nb::tuple(nb::cast(self.kept.burns)); })
      .def_prop_ro("violations", [](const Kept& self) { return nb::tuple(nb::cast(self.kept.violations)); })
      .def_prop_ro("t_s", &sample_times, "Of the samples, since the start's epoch.")
      .def_prop_ro("values", &sample_values, "(n, sides of the box): its quantities; radians, metres, seconds.")
      .def_prop_ro("path", &path, "(n, 7): t_s, place in m and velocity in m/s, GCRF; empty without step_s.")
      .def(
          "summary", [](const Kept& self) { return write_keep_summary(self.report()); },
          "As `cosmodrome keep` prints it.")
      .def(
          "to_json", [](const Kept& self) { return write_keep_json(self.report()); },
          "As `cosmodrome keep --json` prints it.")
      .def(
          "to_pandas", [](nb::handle self) { return tables().attr("samples_to_pandas")(self); },
          "The box's quantities by time, a column each.")
      .def(
          "burns_to_pandas", [](nb::handle self) { return tables().attr("burns_to_pandas")(self); }, "One row a burn.")
      .def(
          "write",
          [](const Kept& self, const std::filesystem::path& folder) {
            replace_files(folder, keep_files(self.report(), now_utc()));
          },
          "folder"_a, nb::call_guard<nb::gil_scoped_release>(),
          "keep.json, keep.csv, burns.csv, and keep.oem with step_s. Raises InputError.")
      .def("__repr__", [](const Kept& self) {
        return fmt::format("Keeping({}: {}, {} burns)", self.start.object_name, self.kept.held() ? "held" : "not held",
                           self.kept.burns.size());
      });
  m.def("keep", &keep, "start"_a, "box"_a, "years"_a, "repeat"_a, "thrust_N"_a, "isp_s"_a, "reserve"_a, "burn_error"_a,
        "pointing_error_rad"_a, "late_s"_a, "seed"_a, "step_s"_a.none(), "progress"_a.none() = nb::none(),
        "Keeps a satellite; `progress(burns, text)` hears how it goes on.");
}

}  // namespace cosmodrome::python
