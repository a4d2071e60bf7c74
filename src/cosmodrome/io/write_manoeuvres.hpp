#pragma once
#include <string>
#include <vector>

#include "cosmodrome/io/fly_manoeuvres.hpp"
#include "cosmodrome/io/replace_files.hpp"

namespace cosmodrome {

/// manoeuvres.json, and what `--json` prints: burns, goals, the Jacobian, what it cost.
std::string write_manoeuvres_json(const FlownManoeuvres& flown);

/// For the terminal.
std::string write_manoeuvres_summary(const FlownManoeuvres& flown);

/// That, and the files of the orbit: see orbit_files().
std::vector<FileText> manoeuvre_files(const FlownManoeuvres& flown, const std::string& creation_utc);

}  // namespace cosmodrome
