#include "cosmodrome/io/payload_map_state.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;

Json to_json(const PhaseSolution& phase) {
  return {{"breaks", phase.mesh.breaks},
          {"points", phase.mesh.points},
          {"start_t", phase.start_t},
          {"end_t", phase.end_t},
          {"t", phase.t},
          {"states", phase.states},
          {"controls", phase.controls},
          {"costates", phase.costates},
          {"path_multipliers", phase.path_multipliers}};
}

PhaseSolution phase_of(const Json& json) {
  PhaseSolution phase;
  json.at("breaks").get_to(phase.mesh.breaks);
  json.at("points").get_to(phase.mesh.points);
  json.at("start_t").get_to(phase.start_t);
  json.at("end_t").get_to(phase.end_t);
  json.at("t").get_to(phase.t);
  json.at("states").get_to(phase.states);
  json.at("controls").get_to(phase.controls);
  json.at("costates").get_to(phase.costates);
  json.at("path_multipliers").get_to(phase.path_multipliers);
  return phase;
}

Json to_json(const ControlSolution& solution) {
  Json phases = Json::array();
  for (const PhaseSolution& phase : solution.phases) phases.push_back(to_json(phase));
  return {{"phases", phases},
          {"times", solution.times},
          {"parameters", solution.parameters},
          {"objective", solution.objective},
          {"end_multipliers", solution.end_multipliers}};
}

ControlSolution solution_of(const Json& json) {
  ControlSolution solution;
  for (const Json& phase : json.at("phases")) solution.phases.push_back(phase_of(phase));
  json.at("times").get_to(solution.times);
  json.at("parameters").get_to(solution.parameters);
  json.at("objective").get_to(solution.objective);
  json.at("end_multipliers").get_to(solution.end_multipliers);
  return solution;
}

Json to_json(int number, const MapPoint& point) {
  return {{"number", number},
          {"payload_kg", point.payload_kg},
          {"solved", point.solved},
          {"confirmed", point.confirmed},
          {"warm", point.warm},
          {"why", point.why},
          {"mesh_error", point.mesh_error},
          {"reflight_error", point.reflight_error},
          {"iterations", point.iterations},
          {"seconds", point.seconds},
          {"solution", to_json(point.solution)}};
}

MapPoint point_of(const Json& json) {
  MapPoint point;
  json.at("payload_kg").get_to(point.payload_kg);
  json.at("solved").get_to(point.solved);
  json.at("confirmed").get_to(point.confirmed);
  json.at("warm").get_to(point.warm);
  json.at("why").get_to(point.why);
  json.at("mesh_error").get_to(point.mesh_error);
  json.at("reflight_error").get_to(point.reflight_error);
  json.at("iterations").get_to(point.iterations);
  json.at("seconds").get_to(point.seconds);
  point.solution = solution_of(json.at("solution"));
  return point;
}

/// What was asked: another map has another.
Json key_of(const PayloadMapRequest& request) {
  Json orbits = Json::array();
  for (const Apsides& orbit : request.orbits) orbits.push_back({orbit.perigee_m, orbit.apogee_m});
  return {{"payload_map", 1},
          {"vehicle", request.mission.vehicle.id},
          {"site", request.mission.site.id},
          {"mission", mission_hash(request.mission)},
          {"orbits_m", orbits},
          {"inclinations_rad", request.inclinations_rad},
          {"mesh_tolerance", request.ascent.control.mesh_tolerance}};
}

[[noreturn]] void refuse(const std::filesystem::path& file, std::string found) {
  throw InputError(
      Problem{file.string(), 0, 0, "", std::move(found), "remove it to begin anew, or choose another folder with -o"});
}

/// A line that breaks off was being written when the program was ended: that point is done again.
std::map<int, MapPoint> points_in(const std::filesystem::path& file, const PayloadMapRequest& request) {
  std::map<int, MapPoint> points;
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) return points;
  const Json key = Json::parse(line, nullptr, false);
  if (key.is_discarded() || !key.is_object()) refuse(file, "this is no half-done map of payloads");
  for (const char* name : {"vehicle", "site"}) {
    const Json there = key.value(name, Json());
    if (there == key_of(request)[name]) continue;
    refuse(file, fmt::format("this is the half-done map of another {}: {}", name,
                             there.is_string() ? there.get<std::string>() : "none"));
  }
  if (key != key_of(request))
    refuse(file, "this is a half-done map of other orbits, or its vehicle or site has changed");
  while (std::getline(stream, line)) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) break;
    try {
      const int number = json.at("number").get<int>();
      if (number >= 0 && number < request.points()) points[number] = point_of(json);
    } catch (const Json::exception&) {
      refuse(file, "a line of it is no point of a map");
    }
  }
  return points;
}

void write_line(std::FILE* stream, const Json& json, const std::filesystem::path& file) {
  const std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  if (std::fputs(line.c_str(), stream) >= 0 && std::fflush(stream) == 0) return;
  throw InputError(Problem{file.string(), 0, 0, "", fmt::format("cannot be written: {}", std::strerror(errno)),
                           "make room on the disk"});
}

}  // namespace

PayloadMapState::PayloadMapState(std::filesystem::path file, const PayloadMapRequest& request)
    : file_(std::move(file)) {
  std::error_code ignored;
  if (std::filesystem::exists(file_, ignored)) known_ = points_in(file_, request);
  std::filesystem::create_directories(file_.parent_path(), ignored);
  // Written anew, so that no broken line stays within.
  const std::string partial = file_.string() + ".partial";
  stream_ = std::fopen(partial.c_str(), "wb");
  if (stream_ == nullptr) {
    throw InputError(Problem{file_.string(), 0, 0, "", fmt::format("cannot be written: {}", std::strerror(errno)),
                             "choose a folder that may be written to"});
  }
  write_line(stream_, key_of(request), file_);
  for (const auto& [number, point] : known_) write_line(stream_, to_json(number, point), file_);
  std::filesystem::rename(partial, file_);
}

PayloadMapState::~PayloadMapState() {
  if (stream_ != nullptr) std::fclose(stream_);
}

void PayloadMapState::add(int number, const MapPoint& point) { write_line(stream_, to_json(number, point), file_); }

void PayloadMapState::remove() {
  std::fclose(stream_);
  stream_ = nullptr;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace cosmodrome
