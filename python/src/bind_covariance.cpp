#include <array>
#include <filesystem>

#include <nanobind/ndarray.h>
#include <nanobind/stl/array.h>
#include <nanobind/stl/filesystem.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/turn_covariance.hpp"

namespace cosmodrome::python {
namespace {

/// A covariance, and the state that it is of, or why that is not known.
struct Covariance {
  StateCovariance read;
  std::optional<CovarianceState> at;
  std::string why;
};

std::vector<Covariance> read_covariances(const std::filesystem::path& path) {
  std::vector<Covariance> all;
  for (const NdmMessage& message : read_ndm(path).messages) {
    std::vector<CovarianceState> states;
    std::string why;
    try {
      states = covariance_states(message);
    } catch (const InputError& error) {
      why = error.what();
    }
    const std::vector<StateCovariance> found = state_covariances(message);
    for (std::size_t i = 0; i < found.size(); ++i)
      all.push_back({found[i], why.empty() ? std::optional(states[i]) : std::nullopt, why});
  }
  return all;
}

Covariance along(const Covariance& self, const std::string& axes) {
  if (!self.at)
    throw InputError("the covariance cannot be turned: " + self.why, "give a state in a frame that is known");
  return {turned(self.read, *self.at, axes), self.at, {}};
}

nb::object matrix(const Covariance& self) {
  std::vector<double> rows;
  for (const auto& row : self.read.matrix) rows.insert(rows.end(), row.begin(), row.end());
  return array_of(std::move(rows), 6);
}

const CovarianceState& state_of(const Covariance& self) {
  if (!self.at) throw InputError(self.why);
  return *self.at;
}

}  // namespace

void bind_covariance(nb::module_& m) {
  nb::class_<Covariance>(m, "Covariance", "The covariance of a state, as an orbit message has it or turned.")
      .def_prop_ro("matrix", &matrix, "(6, 6): position in m, then velocity in m/s; a copy.")
      .def_prop_ro(
          "frame", [](const Covariance& self) { return self.read.frame; }, "Its axes: RTN, TNW, GCRF, ITRF, ...")
      .def_prop_ro(
          "axes", [](const Covariance& self) { return nb::tuple(nb::cast(component_names(self.read.axes))); },
          "Names of rows and columns: R, T, N, R_DOT, ..., or T, N, W, ..., or X, Y, Z, ...")
      .def_prop_ro("object_name", [](const Covariance& self) { return self.read.object; })
      .def_prop_ro(
          "line", [](const Covariance& self) { return self.read.line; }, "Where it begins in its file.")
      .def_prop_ro(
          "epoch_utc", [](const Covariance& self) { return state_of(self).epoch.to_utc_string(6); },
          "Raises InputError if the state is not known.")
      .def_prop_ro(
          "position_m", [](const Covariance& self) { return array_of_vector(state_of(self).state.r_m); },
          "(3,), GCRF, of the state that it is of.")
      .def_prop_ro(
          "velocity_m_s", [](const Covariance& self) { return array_of_vector(state_of(self).state.v_m_s); },
          "(3,), GCRF.")
      .def_prop_ro(
          "is_one", [](const Covariance& self) { return is_positive_semidefinite(self.read); },
          "Whether it can be a covariance: no eigenvalue below 0 by more than its written digits explain.")
      .def("turned", &along, "axes"_a,
           "The same along RTN, RSW, TNW, GCRF, ICRF, EME2000, ITRF or TEME. Axes that turn with the object are taken "
           "as they stand; in ITRF velocities are relative to the turning Earth. Raises InputError.")
      .def(
          "to_pandas",
          [](nb::handle self) {
            const nb::object names = nb::module_::import_("builtins").attr("list")(self.attr("axes"));
            return nb::module_::import_("pandas").attr("DataFrame")(self.attr("matrix"), "index"_a = names,
                                                                    "columns"_a = names);
          },
          "With its axes as names of rows and columns.")
      .def("__repr__",
           [](const Covariance& self) { return "Covariance(" + self.read.object + ", " + self.read.frame + ")"; });
  m.def("read_covariances", &read_covariances, "path"_a, nb::call_guard<nb::gil_scoped_release>(),
        "All covariances of an OPM, OMM, OEM or CDM, in the order of the file. Raises InputError.");
}

}  // namespace cosmodrome::python
