#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// What a failure is called in files, and the kind that a name means.
std::string_view to_string(Failure::Kind kind);
std::optional<Failure::Kind> failure_kind(std::string_view name);

/// All names, in order.
std::vector<std::string> failure_kinds();

/// Unit of how much it does, Failure::by: "1" for a share, "s", "rad", "m/s2"; empty if it has no more or less.
std::string_view amount_unit(Failure::Kind kind);

/// What a failure of a kind can befall: stages with an engine, parts, events or burns by their name. `what` is empty if
/// there is nothing to name.
struct Befallen {
  std::string_view what;
  std::vector<std::string> names;
};
Befallen befallen(const Mission& mission, Failure::Kind kind);

}  // namespace cosmodrome
