#include "orbit_options.hpp"

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "launch_guess.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {

double option_within(const char* name, const std::string& text, const char* unit, double least, double most,
                     const char* range) {
  const double value = option_value(name, text, unit);
  if (value >= least && value <= most) return value;
  throw InputError(fmt::format("{}: {} is outside {}", name, shortened(text), range), "give a value within");
}

void add_craft_options(CLI::App& command, CraftOptions& options) {
  command.add_option("--mass", options.mass, "In place of the file's; without either 1000 kg")->type_name("MASS");
  command.add_option("--drag-area", options.drag_area, "Area with drag coefficient, in place of the file's")
      ->type_name("AREA");
  command.add_option("--light-area", options.light_area, "Area with reflectivity, in place of the file's")
      ->type_name("AREA");
}

void set_figures(SpacecraftState& state, const CraftOptions& options) {
  const auto set = [](std::optional<double>& figure, const char* name, const std::string& text, const char* unit,
                      double least, double most, const char* range) {
    if (!text.empty()) figure = option_within(name, text, unit, least, most, range);
  };
  set(state.mass_kg, "--mass", options.mass, "kg", 1e-3, 1e7, "1 g to 10000 t");
  set(state.drag_area_m2, "--drag-area", options.drag_area, "m2", 0, 1e5, "0 m2 to 100000 m2");
  set(state.light_area_m2, "--light-area", options.light_area, "m2", 0, 1e6, "0 m2 to 1000000 m2");
}

std::filesystem::path output_folder(const std::filesystem::path& asked, const std::filesystem::path& input,
                                    const char* what) {
  return asked.empty() ? std::filesystem::path("out") / (input.stem().string() + "-" + what) : asked;
}

void write_file(const std::filesystem::path& output, const std::string& text) {
  const Undisturbed undisturbed;
  replace_files(output.has_parent_path() ? output.parent_path() : std::filesystem::path("."),
                {{output.filename().string(), text}});
}

}  // namespace cosmodrome::cli
