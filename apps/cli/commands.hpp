#pragma once
// What the command line asks for, as plain values, and the functions that do it. Only main.cpp knows how words become
// these values.
#include <filesystem>
#include <string>

namespace cosmodrome::cli {

/// Exit codes, the same for every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;         ///< a fault of the program or the machine
inline constexpr int exit_wrong_input = 2;    ///< the user's input cannot be used; nothing was written
inline constexpr int exit_target_missed = 3;  ///< flown and written, but a target was not reached

struct FlyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>
  bool json = false;
  bool quiet = false;
  bool no_files = false;
  bool reference = false;        ///< fly with the high-order method at 1e-13
};
int run_fly(const FlyArguments& arguments);

struct CheckArguments {
  std::filesystem::path mission;
  bool json = false;
};
int run_check(const CheckArguments& arguments);

}  // namespace cosmodrome::cli
