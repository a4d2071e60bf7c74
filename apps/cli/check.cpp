#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/sequence.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome::cli {

int run_check(const CheckArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  try {
    compile_sequence(mission);
  } catch (const InvalidMission& error) {
    throw InputError(Problem{arguments.mission.string(), 0, 0, "", error.what(), "correct the name"});
  }
  const auto warnings = mission_warnings(mission);
  if (arguments.json) {
    nlohmann::ordered_json object{
        {"mission", mission.id}, {"hash", mission_hash(mission)}, {"warnings", nlohmann::json::array()}};
    for (const Problem& warning : warnings) object["warnings"].push_back(describe(warning));
    fmt::print("{}\n", object.dump(2));
    return exit_done;
  }
  for (const Problem& warning : warnings) fmt::print("doubtful: {}\n", describe(warning));
  fmt::print("{}: {} from {}, {} payload{}, {} target{}: the file is sound{}.\n", mission.id, mission.vehicle.name,
             mission.site.name, mission.payloads.size(), mission.payloads.size() == 1 ? "" : "s",
             mission.targets.size(), mission.targets.size() == 1 ? "" : "s", warnings.empty() ? "" : ", with doubts");
  return exit_done;
}

}  // namespace cosmodrome::cli
