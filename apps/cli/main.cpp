// The command `cosmodrome`: turns words into values, calls the library, prints. See commands.hpp.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"

namespace {

using namespace cosmodrome::cli;

void add_fly(CLI::App& app, int& status) {
  static FlyArguments arguments;
  CLI::App* command = app.add_subcommand("fly", "Plan and fly a mission, print its timeline, write its report and files");
  command->add_option("mission", arguments.mission, "Mission file, such as missions/luna-25.toml")->required();
  command->add_option("-o,--output", arguments.output, "Folder for the products (default: out/MISSION)");
  command->add_flag("--json", arguments.json, "Print one JSON object instead of the timeline");
  command->add_flag("-q,--quiet", arguments.quiet, "Print nothing but errors");
  command->add_flag("--no-files", arguments.no_files, "Write no files");
  command->add_flag("--reference", arguments.reference, "Fly with the high-order method at a tolerance of 1e-13");
  command->footer("Exit codes: 0 every target reached; 2 wrong input, nothing written; 3 a target missed (flown and written).\n"
                  "Example: cosmodrome fly missions/luna-25.toml -o out/luna-25");
  command->callback([&] { status = run_fly(arguments); });
}

void add_check(CLI::App& app, int& status) {
  static CheckArguments arguments;
  CLI::App* command = app.add_subcommand("check", "Read a mission file, say all that is wrong or doubtful, fly nothing");
  command->add_option("mission", arguments.mission, "Mission file")->required();
  command->add_flag("--json", arguments.json, "Print one JSON object");
  command->callback([&] { status = run_check(arguments); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"A spaceport in software: plan and fly a launch from the pad to its orbit.\n"
               "Start with: cosmodrome fly missions/luna-25.toml"};
  app.name("cosmodrome");
  app.require_subcommand(1);
  app.set_version_flag("--version", "cosmodrome " COSMODROME_VERSION);
  int status = exit_done;
  try {
    add_fly(app, status);
    add_check(app, status);
    app.parse(argc, argv);
    return status;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_done : exit_wrong_input;
  } catch (const cosmodrome::InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_wrong_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cosmodrome: %s\n", error.what());
    return exit_failed;
  }
}
