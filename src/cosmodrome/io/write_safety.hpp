#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/safety/impact_trace.hpp"

namespace cosmodrome {

/// What is known of where a flight may come down.
struct SafetyAnalysis {
  const Flight& flight;
  const std::vector<TracePoint>& trace;  ///< one a point of the flight
  TraceOptions options;
  std::string mission_hash{};  ///< may be empty
};

/// What the analysis is and what it is not; stands on each of its products.
const char* safety_notice();

/// safety.json, and what `--json` prints. Units end the names; degrees.
std::string write_safety_json(const SafetyAnalysis& analysis);

/// impact-points.csv: a line `#` with the notice, a line of names, a row for each point of the flight. Where there is
/// no impact its columns are empty.
std::string write_impact_points_csv(const SafetyAnalysis& analysis);

/// safety.geojson and safety.kml: the trace, the planned falls, the closed districts.
std::string write_safety_geojson(const SafetyAnalysis& analysis);
std::string write_safety_kml(const SafetyAnalysis& analysis);

/// For the terminal: the trace in a few lines, the planned falls with their districts, the notice.
std::string write_safety_summary(const SafetyAnalysis& analysis);

/// All files of the analysis, by their names.
std::vector<FileText> safety_files(const SafetyAnalysis& analysis);

}  // namespace cosmodrome
