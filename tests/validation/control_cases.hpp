#pragma once
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "benchmarks.hpp"

/// The optimal-control problems beside their published or exact optima. control_truths.py computes the exact ones.
namespace cosmodrome::control {

struct Case {
  std::string name;
  std::function<Benchmark()> make;
  double unit;    ///< the objective times this is what is published
  double truth;   ///< in the published unit
  double within;  ///< relative
  std::string source, reason;
  double mesh_tolerance = 1e-8;
  double agree = 1e-9;  ///< how far IPOPT may be from ours on the same mesh, relative
};

inline std::vector<Case> cases() {
  constexpr double degrees = -180 / std::numbers::pi;
  const std::string exact = "exact";
  const std::string arcs = "exact: its arcs integrated, DOP853";
  const std::string solver = "ten times what the solver is asked for";
  return {
      {"linear-quadratic", linear_quadratic, 1, 0.510461418068826, 1e-9, exact, solver},
      {"double integrator", double_integrator, 1, 6, 1e-9, exact, solver},
      {"Bryson-Denham, l = 1/9", [] { return bryson_denham(1 / 9.0); }, 1, 4, 1e-8, exact,
       "the bound holds along an arc: the barrier's remainder"},
      {"Bryson-Denham, l = 1/10", [] { return bryson_denham(0.1); }, 1, 40 / 9.0, 1e-8, exact,
       "the bound holds along an arc: the barrier's remainder"},
      {"hyper-sensitive", hypersensitive, 1, 1.3308069049430022, 1e-7, exact, "ten times the mesh tolerance"},
      {"brachistochrone, s", brachistochrone, 1, 0.31248013070866465, 1e-9, exact, solver},
      {"catalyst mixing", catalyst_mixing, 1, -0.048055685860877606, 1e-9, "exact: matrix exponentials", solver},
      {"lunar ascent, s", lunar_ascent, 1, 481.9477398433334, 1e-9, "exact: linear tangent law; dymos prints 481",
       solver},
      {"orbit raising", orbit_raising, -1, 1.5252777006486102, 1e-8, "exact: shooting; YAPSS 1.5252777",
       "the mesh tolerance"},
      {"Goddard A", [] { return goddard_by_arcs(goddard_a()); }, -1, 1.0128369183174954, 1e-9, arcs, solver},
      {"Goddard B", [] { return goddard_by_arcs(goddard_b()); }, -1, 1.012576324656928, 1e-9, arcs, solver},
      {"Goddard D, ft", [] { return goddard_by_arcs(goddard_d()); }, -1, 18550.871863824374, 1e-8,
       arcs + "; YAPSS 18550.8718638", "the mesh tolerance"},
      {"Goddard E, ft", [] { return goddard_by_arcs(goddard_e()); }, -1, 18744.47773272589, 1e-8,
       arcs + "; dymos 18745", "the mesh tolerance"},
      {"Shuttle entry, deg", [] { return shuttle_entry(false); }, degrees, 34.1412, 2e-6, "Betts, in dymos",
       "its printed digits"},
      {"Shuttle entry, heating limited, deg", [] { return shuttle_entry(true); }, degrees, 30.6255, 2e-6,
       "Betts, in dymos", "its printed digits", 1e-6, 1e-8},
      {"low-thrust transfer, lb", [] { return low_thrust_transfer(); }, -1, 0.2201791266, 1e-7, "Betts",
       "his digits, half of them on a mesh of 1e-7", 1e-7},
      {"Delta III, kg", delta_iii, -1, 7529.712296, 1e-9, "YAPSS on twice its mesh", "the digits", 1e-9},
      {"two-burn transfer, lb", two_burn_transfer, -1, 0.2367249, 2e-7, "PSOPT", "its printed digits"},
  };
}

}  // namespace cosmodrome::control
