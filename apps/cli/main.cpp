// The command `cosmodrome`: turns words into values, calls the library, prints. See commands.hpp.
#include <fmt/format.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/sequence.hpp"
#include "signals.hpp"
#include "wrong_words.hpp"

namespace {

using namespace cosmodrome::cli;

void add_all(CLI::App& app, Run& run) {
  app.name("cosmodrome");
  app.require_subcommand(1);
  app.set_version_flag("--version", "cosmodrome " COSMODROME_VERSION);
  app.footer(
      "Examples:\n"
      "  cosmodrome fly missions/luna-25.toml     the built-in flight; its report is out/luna-25/report.html\n"
      "  cosmodrome disperse missions/luna-25.toml   many flights, each a little different\n"
      "  cosmodrome propagate out/luna-25/flight.opm   the orbit after the flight: path, eclipses, passes\n"
      "  cosmodrome transfer hohmann --from \"500 km\" --to \"35786 km\"   what a change of orbit costs\n"
      "  cosmodrome optimize my-mission.toml      the heaviest payload that it can carry\n"
      "  cosmodrome payload soyuz-2.1b --site vostochny/1S   what it carries to which orbit\n"
      "  cosmodrome windows missions/luna-25.toml    each day's lift-off for the Moon\n"
      "  cosmodrome new my-mission.toml           a mission of your own to start from\n"
      "  cosmodrome check my-mission.toml         what is wrong or doubtful with it\n"
      "  cosmodrome COMMAND --help                each command with an example\n"
      "Exit codes: 0 done; 1 a fault of the program or the machine; 2 wrong input, nothing written;\n"
      "            3 flown, but a target was missed, or no optimum was confirmed; 130 stopped by Ctrl-C.");
  for (const auto add :
       {add_fly,      add_disperse, add_safety,   add_propagate, add_manoeuvre, add_transfer,  add_design,
        add_lifetime, add_keep,     add_optimize, add_payload,   add_windows,   add_check,     add_new,
        add_vehicles, add_sites,    add_show,     add_convert,   add_schema,    add_completion}) {
    add(app, run);
  }
}

/// What was not understood, with what may have been meant. Exit code 2; 0 for --help and --version.
int tell_wrong_words(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return app.exit(error);
  const std::string text = wrong_words({argv + 1, argv + argc}, words_of(app), error.what());
  std::fprintf(stderr, "%s\n", text.c_str());
  return exit_wrong_input;
}

/// What a short run gives back to the system and asks for again is cleared each time: a first solve of an ascent took a
/// tenth longer by it.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_TOP_PAD, 4 << 20);
#endif
}

int run_and_flush(const Run& run) {
  const int status = run();
  if (std::fflush(stdout) == 0) return status;
  std::fputs("cosmodrome: standard output cannot be written\n", stderr);
  return exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  handle_signals();
  CLI::App app{"A spaceport in software: plan and fly a launch from the pad to its orbit."};
  Run run;
  try {
    add_all(app, run);
    app.parse(argc, argv);
    return run_and_flush(run);
  } catch (const CLI::ParseError& error) {
    return tell_wrong_words(app, error, argc, argv);
  } catch (const cosmodrome::InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_wrong_input;
  } catch (const cosmodrome::InvalidMission& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_wrong_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cosmodrome: %s\n", error.what());
    return exit_failed;
  }
}
