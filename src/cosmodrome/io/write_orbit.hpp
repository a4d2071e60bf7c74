#pragma once
#include <string>
#include <vector>

#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/orbit/ground_station.hpp"

namespace cosmodrome {

/// Where the path bends or jumps: a burn begins or ends. Files are not to be interpolated across it.
struct OrbitBreak {
  double t_s = 0;
  PointMassState<double> after{};
};

/// A free flight around the Earth and what is seen of it.
struct OrbitAnalysis {
  const SpacecraftState& start;
  const OrbitWorld& world;        ///< its reference epoch is that of the start
  const OrbitArc<double>& arc;    ///< with dense output
  const std::string& model_name;  ///< "accurate"
  double step_s = 60;             ///< between points of tables and files
  const std::vector<GroundStation>& stations;
  const std::vector<Pass>& passes;
  const std::vector<Eclipse>& eclipses;
  std::vector<OrbitBreak> breaks{};  ///< in the order of time
};

/// When the points of tables and files are: at even steps, and at the end.
std::vector<double> point_times_s(const OrbitAnalysis& analysis);

/// orbit.json, and what `--json` prints.
std::string write_orbit_json(const OrbitAnalysis& analysis);

/// For the terminal: orbits at both ends, eclipses, passes.
std::string write_orbit_summary(const OrbitAnalysis& analysis);

/// passes.csv and eclipses.csv: times in UTC and seconds since the start, degrees, metres.
std::string write_passes_csv(const OrbitAnalysis& analysis);
std::string write_eclipses_csv(const OrbitAnalysis& analysis);

/// All files: these, orbit.oem, orbit.csv, orbit.czml, orbit.kml, orbit.geojson. `creation_utc` as for write_oem().
std::vector<FileText> orbit_files(const OrbitAnalysis& analysis, const std::string& creation_utc);

}  // namespace cosmodrome
