#include "options.hpp"

namespace cosmodrome::cli {

void add_mission_option(CLI::App& command, std::filesystem::path& mission) {
  command.add_option("mission", mission, "Mission file")->required()->type_name("MISSION");
}

void add_jobs_option(CLI::App& command, int& jobs) {
  command.add_option("-j,--jobs", jobs, "Threads (default: as many as the machine has)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("COUNT");
}

}  // namespace cosmodrome::cli
