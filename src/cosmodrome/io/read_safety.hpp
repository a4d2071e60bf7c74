#pragma once
#include <filesystem>

#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/safety/assumptions.hpp"

namespace cosmodrome {

/// The list of assumptions that ships with the program.
std::filesystem::path generic_assumptions();

/// Reads a safety file. Throws InputError with up to ten problems: also shares that do not add up, and a list of debris
/// whose mass does not close.
SafetyAssumptions load_assumptions(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
SafetyAssumptions read_assumptions_text(std::string_view text, const std::filesystem::path& file);

/// Gives a mission that does not say what varies the figures, and one that does not say how its wind does the wind, of
/// a safety file that reads well.
void complete_dispersions(Mission& mission, const std::filesystem::path& path);

}  // namespace cosmodrome
