#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// One event of a checked document. Where an action jettisons a role (`fairing`), every part aboard with that role
/// is named in its stead.
SequenceItem read_sequence_item(const Section& from, const std::vector<Part>& parts);

/// What the table of fields cannot say of the events of a document: `when` with one condition and what belongs to
/// it, `do` with one action each.
void check_sequence_form(const Value& root, std::vector<Problem>& problems);

/// The key that a condition or an action has in files: "altitude_above", "ignite".
std::string_view key_of(Condition::Kind kind);
std::string_view key_of(Action::Kind kind);

}  // namespace cosmodrome
