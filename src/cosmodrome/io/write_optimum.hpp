#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/write_report.hpp"
#include "cosmodrome/optimize/sensitivities.hpp"

namespace cosmodrome {

/// An optimum with what belongs to it.
struct Optimum {
  const OptimizedAscent& found;
  const Mission& planned;     ///< as the mission file has it
  const Flight* flight = {};  ///< of the mission that write_mission() makes of it; null: there is none
  std::string solver;         ///< in words
  std::vector<Sensitivity> sensitivities;
};

/// The optimum as a person reads it in a terminal: objective, proof, orbit, loads.
std::string write_optimum(const Optimum& optimum);

/// The same as one JSON object. The objective is in kilograms.
std::string write_optimum_json(const Optimum& optimum);

/// What the vehicle's figures are worth, the most weighty first, for the report.
ReportTable sensitivities_table(const Optimum& optimum);

/// The steering found, as a table: programme, time since lift-off, pitch above the pad's horizon, yaw left of the
/// launch azimuth.
std::string write_steering_csv(const Mission& optimal);

/// The throttle tables of an optimised mission: `throttle.csv`.
std::string write_throttle_csv(const Mission& optimal);

}  // namespace cosmodrome
