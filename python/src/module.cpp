#include "bind.hpp"

NB_MODULE(_core, m) {
  using namespace cosmodrome::python;
  m.doc() = "The C++ core of Cosmodrome. SI and radians throughout; the unit ends each name.";
  m.attr("__version__") = COSMODROME_VERSION;
  m.def(
      "source_missions", [] { return std::string(COSMODROME_SOURCE_MISSIONS); },
      "Where the built-in missions are if the package is not installed.");
  bind_errors(m);
  bind_mission(m);
  bind_voyage(m);
  bind_flight(m);
  bind_optimize(m);
  bind_campaign(m);
  bind_safety(m);
  bind_state(m);
  bind_propagate(m);
  bind_design(m);
  bind_keep(m);
  bind_manoeuvre(m);
  bind_transfer(m);
  bind_covariance(m);
}
