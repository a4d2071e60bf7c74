#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/orbit/manoeuvre_plan.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// What a file of manoeuvres says beside the state that it begins from.
struct ManoeuvreFile {
  std::string name;             ///< of the file, without folder and ending
  std::filesystem::path state;  ///< of the file of the state
  std::optional<double> mass_kg, drag_area_m2, light_area_m2;
  OrbitModel model;
  ManoeuvrePlan plan;
  bool least_change = true;
};

/// From text; `file` is the name for messages, and the state is looked for beside it. Throws InputError with up to ten
/// problems: also more goals than may vary, burns that name no engine, and a Moon that the model does not have.
ManoeuvreFile read_manoeuvres_text(std::string_view text, const std::filesystem::path& file);

ManoeuvreFile load_manoeuvres(const std::filesystem::path& path);

/// The state that it begins from, with the figures that stand in place of the state's own. Throws InputError.
SpacecraftState start_of(const ManoeuvreFile& file);

}  // namespace cosmodrome
