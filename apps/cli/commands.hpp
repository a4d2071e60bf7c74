#pragma once
// The commands. Each has a file of its own, with its words, what they stand for, and what it then does.
#include <functional>

namespace CLI {
class App;
}

namespace cosmodrome::cli {

/// Exit codes, the same for every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;         ///< a fault of the program or the machine
inline constexpr int exit_wrong_input = 2;    ///< the user's input cannot be used; nothing was written
inline constexpr int exit_target_missed = 3;  ///< flown and written, but a target was not reached
inline constexpr int exit_unconfirmed = 3;    ///< no optimum was found, or its flight does not confirm it
inline constexpr int exit_interrupted = 130;  ///< the user said stop (Ctrl-C)

/// What the command line asks for; returns the exit code.
using Run = std::function<int()>;

// Each adds a command to the command line; once its words are read, `run` is what it does.
void add_fly(CLI::App& app, Run& run);
void add_disperse(CLI::App& app, Run& run);
void add_safety(CLI::App& app, Run& run);
void add_propagate(CLI::App& app, Run& run);
void add_manoeuvre(CLI::App& app, Run& run);
void add_transfer(CLI::App& app, Run& run);
void add_design(CLI::App& app, Run& run);
void add_lifetime(CLI::App& app, Run& run);
void add_keep(CLI::App& app, Run& run);
void add_optimize(CLI::App& app, Run& run);
void add_payload(CLI::App& app, Run& run);
void add_windows(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_new(CLI::App& app, Run& run);
void add_vehicles(CLI::App& app, Run& run);
void add_sites(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_convert(CLI::App& app, Run& run);
void add_schema(CLI::App& app, Run& run);
void add_completion(CLI::App& app, Run& run);

}  // namespace cosmodrome::cli
