#include <functional>

#include <nanobind/stl/function.h>

#include "bind.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/mission_of.hpp"
#include "cosmodrome/optimize/optimize_ascent.hpp"
#include "cosmodrome/optimize/sensitivities.hpp"

namespace cosmodrome::python {
namespace {

struct Optimum {
  OptimizedAscent found;
  Plan planned;
  AscentOptions options;
};

using Progress = std::function<void(int, double)>;

Optimum optimize(const Plan& planned, const Progress& progress) {
  AscentOptions options = ascent_options(planned.mission.optimize);
  options.control.nlp.callback = [&](const NlpProgress& at) {
    const nb::gil_scoped_acquire python;
    if (progress) progress(at.iteration, -at.objective);
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    return true;
  };
  const nb::gil_scoped_release others;
  Optimum optimum{optimize_ascent(planned, options), planned, {}};
  optimum.options = ascent_options(planned.mission.optimize);
  return optimum;
}

const Plan& flown(const Optimum& optimum) {
  if (!optimum.found.reflight || !optimum.found.reflight->flown)
    throw InputError("there is no answer to fly: " + optimum.found.why);
  return optimum.found.reflight->plan;
}

}  // namespace

void bind_optimize(nb::module_& m) {
  nb::class_<Sensitivity>(m, "Sensitivity", "What one figure of the vehicle is worth in payload.")
      .def_ro("figure", &Sensitivity::figure)
      .def_ro("value", &Sensitivity::value)
      .def_ro("unit", &Sensitivity::unit)
      .def_ro("kg_per_unit", &Sensitivity::kg_per_unit)
      .def_ro("kg_per_percent", &Sensitivity::kg_per_percent);
  nb::class_<Optimum>(m, "Optimum", "The best ascent of a mission, with its proof.")
      .def_prop_ro("payload_kg", [](const Optimum& optimum) { return optimum.found.payload_kg(); })
      .def_prop_ro("final_mass_kg", [](const Optimum& optimum) { return optimum.found.final_mass_kg(); })
      .def_prop_ro(
          "confirmed", [](const Optimum& optimum) { return optimum.found.confirmed; },
          "Solved on a mesh fine enough, and flown again to the same end.")
      .def_prop_ro(
          "why", [](const Optimum& optimum) { return optimum.found.why; }, "In words, if it is not.")
      .def_prop_ro(
          "mission", [](const Optimum& optimum) { return mission_of(flown(optimum)); },
          "The mission with the optimal steering in it, which plan() and fly() fly.")
      .def(
          "fly", [](const Optimum& optimum) { return fly(flown(optimum)); }, nb::call_guard<nb::gil_scoped_release>())
      .def(
          "sensitivities",
          [](const Optimum& optimum) { return sensitivities(optimum.planned, optimum.found, optimum.options); },
          nb::call_guard<nb::gil_scoped_release>(), "Of every mass, thrust and flow, and of air and drag.")
      .def("__repr__", [](const Optimum& optimum) {
        return std::string("Optimum(") + (optimum.found.confirmed ? "confirmed" : "not confirmed") + ")";
      });
  m.def("optimize_plan", &optimize, "plan"_a, "progress"_a.none() = nb::none(),
        "The best ascent along a plan; `progress(iteration, objective)` hears how it goes on.");
}

}  // namespace cosmodrome::python
