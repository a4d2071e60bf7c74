#pragma once
#include <string>

namespace cosmodrome {

/// How people read a column of a campaign: its SI value times the factor, in this unit.
struct ShownUnit {
  double factor = 1;
  const char* unit = "";
};
ShownUnit shown_unit(const std::string& column);

/// "perigee altitude" for "perigee_altitude_m".
std::string in_words(const std::string& column);

}  // namespace cosmodrome
