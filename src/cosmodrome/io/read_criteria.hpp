#pragma once
#include <filesystem>
#include <vector>

#include "cosmodrome/safety/risk.hpp"

namespace cosmodrome {

/// Criteria from a TOML file of [[criterion]] with key, name, limit and source; `clause` and `estimated` may stand
/// beside. Throws InputError with line and column for a key that no analysis has, a limit that is not above 0, or what
/// is missing.
std::vector<RiskCriterion> read_criteria(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
std::vector<RiskCriterion> read_criteria_text(std::string_view text, const std::filesystem::path& file);

/// Those of 14 CFR 450.101 that ship with the program: data/safety/criteria.toml.
std::vector<RiskCriterion> shipped_criteria();

/// The keys of figures that a criterion may hold for.
const std::vector<std::string>& risk_criterion_keys();

}  // namespace cosmodrome
