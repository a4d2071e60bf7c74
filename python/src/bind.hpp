#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

// Lists in Python are the vectors themselves, not copies: mission.payloads[0].mass_kg = 1700 changes the mission.
#include <nanobind/stl/bind_vector.h>

#include "cosmodrome/flight/flight.hpp"

NB_MAKE_OPAQUE(std::vector<cosmodrome::Payload>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Target>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Stage>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Part>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Engine>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::SteeringTable>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::ThrottleTable>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Dispersion>)
NB_MAKE_OPAQUE(std::vector<cosmodrome::Failure>)

namespace cosmodrome::python {

namespace nb = nanobind;
using namespace nb::literals;

/// Each fills its part of the module.
void bind_errors(nb::module_& m);
void bind_mission(nb::module_& m);
void bind_dispersions(nb::module_& m, nb::class_<Mission>& mission);
void bind_campaign(nb::module_& m);
void bind_voyage(nb::module_& m);
void bind_flight(nb::module_& m);
void bind_optimize(nb::module_& m);
void bind_safety(nb::module_& m);
void bind_state(nb::module_& m);
void bind_propagate(nb::module_& m);
void bind_design(nb::module_& m);
void bind_keep(nb::module_& m);
void bind_manoeuvre(nb::module_& m);
void bind_transfer(nb::module_& m);
void bind_covariance(nb::module_& m);

}  // namespace cosmodrome::python
