#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/fly_safety.hpp"
#include "cosmodrome/io/replace_files.hpp"

namespace cosmodrome::python {
namespace {

using Progress = std::function<void(const std::string&)>;

/// An analysis that is kept by whoever looks at it.
struct HeldSafety {
  HeldSafety(const Mission& mission, SafetyRequest request, const Progress& progress) {
    // Ctrl-C is seen by the thread that Python runs in. It stops the analysis as what `progress` raises does: in
    // order, so that it can be kept.
    request.stop = [this] {
      const nb::gil_scoped_acquire python;
      if (!interrupted && PyErr_CheckSignals() != 0) interrupted.emplace();
      return interrupted.has_value();
    };
    if (progress) {
      request.progress = [&](const std::string& text) {
        const nb::gil_scoped_acquire python;
        if (interrupted) return;
        try {
          progress(text);
        } catch (nb::python_error& raised) {
          interrupted.emplace(std::move(raised));
        }
      };
    }
    {
      const nb::gil_scoped_release others;
      result = std::make_unique<SafetyResult>(make_plan(mission_for_safety(mission, request)), request);
    }
    if (interrupted) throw *std::exchange(interrupted, std::nullopt);
    std::error_code ignored;
    if (!request.unfinished.empty()) std::filesystem::remove(request.unfinished, ignored);
  }
  [[nodiscard]] const SafetyAnalysis& analysis() const { return result->analysis(); }
  std::unique_ptr<SafetyResult> result;
  std::optional<nb::python_error> interrupted;
};

/// One number of each body that came down, all elements one after another.
template <class Get>
nb::object of_falls(const HeldSafety& self, const Get& get) {
  std::vector<double> values;
  for (const FallEnsemble& one : self.analysis().falls->ensembles) {
    for (const Landed& at : one.points) values.push_back(get(at));
  }
  return array_of(std::move(values));
}

nb::object element_numbers(const HeldSafety& self) {
  std::vector<std::int32_t> numbers;
  const auto& all = self.analysis().falls->ensembles;
  for (std::size_t i = 0; i < all.size(); ++i) {
    numbers.insert(numbers.end(), all[i].points.size(), static_cast<std::int32_t>(i));
  }
  return array_of(std::move(numbers));
}

}  // namespace

void bind_safety(nb::module_& m) {
  nb::class_<HeldSafety>(m, "SafetyAnalysis", "Where a flight comes down, whom it could hurt, what is to be closed.")
      .def(
          "__init__",
          [](HeldSafety* self, const Mission& mission, const std::filesystem::path& assumptions,
             const std::filesystem::path& population, const std::filesystem::path& criteria,
             const std::filesystem::path& closed, const std::filesystem::path& protect,
             std::optional<double> ballistic_coefficient_kg_m2, std::uint64_t flights, std::uint64_t falls,
             double probability, int threads, const std::filesystem::path& unfinished, const Progress& progress) {
            SafetyRequest request;
            request.assumptions = assumptions, request.population = population;
            request.criteria = criteria, request.closed = closed, request.protect = protect;
            request.trace.ballistic_coefficient_kg_m2 = ballistic_coefficient_kg_m2;
            request.flights = flights, request.falls = falls;
            request.probability = probability, request.threads = threads;
            request.unfinished = unfinished;
            new (self) HeldSafety(mission, request, progress);
          },
          "mission"_a, nb::kw_only(), "assumptions"_a, "population"_a, "criteria"_a, "closed"_a, "protect"_a,
          "ballistic_coefficient_kg_m2"_a.none(), "flights"_a, "falls"_a, "probability"_a, "threads"_a, "unfinished"_a,
          "progress"_a.none(), "Raises InputError. A file of an empty name is the one that ships, or none.")
      .def(
          "json", [](const HeldSafety& self) { return write_safety_json(self.analysis()); }, "safety.json.")
      .def(
          "summary", [](const HeldSafety& self) { return write_safety_summary(self.analysis()); },
          "What the command prints.")
      .def(
          "notice", [](const HeldSafety& self) { return write_notice(self.analysis()); }, "notice.txt.")
      .def(
          "write",
          [](const HeldSafety& self, const std::filesystem::path& folder) {
            replace_files(folder, safety_files(self.analysis()));
          },
          "folder"_a, nb::call_guard<nb::gil_scoped_release>(), "All files of `cosmodrome safety`.")
      .def("fall_elements", &element_numbers, "Of each body that came down, its element's number.")
      .def("fall_t_s", [](const HeldSafety& self) { return of_falls(self, [](const Landed& at) { return at.t_s; }); })
      .def("fall_latitude_rad",
           [](const HeldSafety& self) { return of_falls(self, [](const Landed& at) { return at.latitude_rad; }); })
      .def("fall_longitude_rad",
           [](const HeldSafety& self) { return of_falls(self, [](const Landed& at) { return at.longitude_rad; }); })
      .def("fall_speed_m_s",
           [](const HeldSafety& self) { return of_falls(self, [](const Landed& at) { return at.speed_m_s; }); })
      .def("fall_descent_rad",
           [](const HeldSafety& self) { return of_falls(self, [](const Landed& at) { return at.descent_rad; }); });
  m.def("probability_of_history", &probability_of_history, "history"_a,
        "The probability of failure that follows from \"FLIGHTS:FAILURES\". Raises InputError.");
}

}  // namespace cosmodrome::python
