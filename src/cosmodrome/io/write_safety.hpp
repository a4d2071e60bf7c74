#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/safety/abort_plan.hpp"
#include "cosmodrome/safety/debris_tally.hpp"
#include "cosmodrome/safety/failure_risk.hpp"
#include "cosmodrome/safety/impact_trace.hpp"
#include "cosmodrome/safety/risk.hpp"

namespace cosmodrome {

/// Whom a flight may hurt, as casualties expected a launch.
struct FlightRisk {
  RiskTally failures;
  RiskTally planned;  ///< by element: see planned_risk()
  [[nodiscard]] double casualties() const { return failures.total().casualties + planned.total().casualties; }
};

/// What is known of where a flight may come down.
struct SafetyAnalysis {
  const Flight& flight;
  const std::vector<TracePoint>& trace;  ///< one a point of the flight
  TraceOptions options;
  std::string mission_hash{};                      ///< may be empty
  const SafetyAssumptions* assumptions = nullptr;  ///< null: nothing was assumed, for nothing was varied
  const NormalFalls* falls = nullptr;              ///< null, or without flights: no ensembles of falls
  const DebrisTally* debris = nullptr;             ///< null, or without seconds: no failures; needs assumptions
  const FlightRisk* at_home = nullptr;  ///< everybody where the map has them; null: nobody was counted. Needs debris
                                        ///< and all that follows
  const FlightRisk* cleared = nullptr;  ///< nobody on the ground that is closed: what is judged
  const std::vector<ClosedArea>* areas = nullptr;
  const ClosedGround* ground = nullptr;  ///< of the areas for people, and what the user gave
  bool more_closed = false;              ///< there is such
  const AbortPlan* aborts = nullptr;     ///< null: no failures, or nothing that an impact point could reach
  const PopulationGrid* population = nullptr;
  const std::vector<NamedPlace>* places = nullptr;
  const std::vector<RiskCriterion>* criteria = nullptr;
};

/// What the analysis is and what it is not; stands on each of its products.
const char* safety_notice();

/// safety.json, and what `--json` prints. Units end the names; degrees.
std::string write_safety_json(const SafetyAnalysis& analysis);

/// impact-points.csv: a line `#` with the notice, a line of names, a row for each point of the flight. Where there is
/// no impact its columns are empty.
std::string write_impact_points_csv(const SafetyAnalysis& analysis);

/// falls.csv: a line `#` with the notice, a line of names, a row for each body of the ensembles that came down.
std::string write_falls_csv(const SafetyAnalysis& analysis);

/// failures.csv: likewise, a row for each second in which the flight may fail.
std::string write_failures_csv(const SafetyAnalysis& analysis);

/// safety.geojson and safety.kml: the trace, the planned falls, the closed districts.
std::string write_safety_geojson(const SafetyAnalysis& analysis);
std::string write_safety_kml(const SafetyAnalysis& analysis);

/// safety.czml: the flight, and what is closed, in the hours in which it is.
std::string write_safety_czml(const SafetyAnalysis& analysis);

/// notice.txt: what is closed and when, in the words of a notice to mariners and airmen: outlines in degrees and
/// minutes, times in UTC, altitudes in metres and feet.
std::string write_notice(const SafetyAnalysis& analysis);

/// safety.html: the page of the report, with what the analysis adds on its map and in its tables. `page` is
/// report_template(). Throws std::invalid_argument if it has no place for the data.
std::string write_safety_page(const SafetyAnalysis& analysis, const std::string& page);

/// For the terminal: the trace in a few lines, the planned falls with their districts, the notice.
std::string write_safety_summary(const SafetyAnalysis& analysis);

/// All files of the analysis, by their names. The page only if this program carries report_template().
std::vector<FileText> safety_files(const SafetyAnalysis& analysis);

}  // namespace cosmodrome
