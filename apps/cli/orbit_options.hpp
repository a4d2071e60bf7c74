#pragma once
// What the commands that fly an orbit on have in common.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome::cli {

/// The value of an option in SI, within a range that the message names. Throws InputError.
double option_within(const char* name, const std::string& text, const char* unit, double least, double most,
                     const char* range);

/// Figures that stand in place of the file's, or where it has none; empty: as the file says.
struct CraftOptions {
  std::string mass, drag_area, light_area;
};
void add_craft_options(CLI::App& command, CraftOptions& options);
void set_figures(SpacecraftState& state, const CraftOptions& options);

/// The folder that was asked for, or out/INPUT-WHAT.
std::filesystem::path output_folder(const std::filesystem::path& asked, const std::filesystem::path& input,
                                    const char* what);

/// Puts a text in the place of a file, whole or not at all. Throws InputError.
void write_file(const std::filesystem::path& output, const std::string& text);

}  // namespace cosmodrome::cli
