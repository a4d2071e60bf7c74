#pragma once
#include <string>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// Puts an upper stage on a launcher, as documents: the upper stage's engines, stages, parts, tables and events
/// follow the launcher's. Drag of the launcher that held always holds while its last stage is there.
Value stacked(const Value& launcher, const Value& upper_stage);

/// Takes out what flies only with an upper stage or only without.
void keep_for(Value& vehicle, bool with_upper_stage);

/// Takes out the parts of other variants than the chosen fairing; `fairing` empty: the vehicle's own choice.
/// A choice that the vehicle does not have is a problem, at `place` if it was made elsewhere.
void choose_fairing(Value& vehicle, const std::string& fairing, const Place& place, std::vector<Problem>& problems);

/// Puts the mission's figures in the place of the vehicle's: `"stage.third.propellant" = "22.9 tf"`.
void apply_overrides(Value& vehicle, const Value& overrides, std::vector<Problem>& problems);

/// Lets the mission's events take the place of the vehicle's of the same name, or follow them.
void merge_sequence(Value& vehicle, const Value& mission);

}  // namespace cosmodrome
