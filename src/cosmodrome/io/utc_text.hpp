#pragma once
#include <string>

#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// The instant `t_s` seconds after the mission's lift-off in UTC, "2023-08-10T23:10:57.000" with `digits`
/// places after the point (0: no point). No zone letter.
std::string utc_text(const Mission& mission, double t_s, int digits);

/// Now, as messages are dated.
std::string now_utc();

}  // namespace cosmodrome
