#pragma once
// Options that more than one command has, so that they are named and checked alike.
#include <CLI/CLI.hpp>
#include <filesystem>

namespace cosmodrome::cli {

void add_mission_option(CLI::App& command, std::filesystem::path& mission);

/// `jobs` stays 0 if nothing is asked: as many threads as the machine has.
void add_jobs_option(CLI::App& command, int& jobs);

}  // namespace cosmodrome::cli
