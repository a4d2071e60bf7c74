#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/sequence.hpp"
#include "cosmodrome/io/read.hpp"
#include "options.hpp"

namespace cosmodrome::cli {
namespace {

struct CheckArguments {
  std::filesystem::path mission;
  bool json = false;
};

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

}  // namespace

void add_check(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<CheckArguments>();
  CLI::App* command =
      app.add_subcommand("check", "Read a mission file, say all that is wrong or doubtful, fly nothing");
  add_mission_option(*command, wanted->mission);
  command->add_flag("--json", wanted->json, "Print one JSON object");
  command->footer("Example: cosmodrome check my-mission.toml\nExit codes: 0 sound, perhaps with doubts; 2 wrong.");
  command->callback([&run, wanted] { run = [wanted] { return run_check(*wanted); }; });
}

}  // namespace cosmodrome::cli
