#pragma once
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "cosmodrome/io/write_safety.hpp"

// What is to be closed, in words: for the .cpp files of io/ that write a safety analysis.

namespace cosmodrome {

inline std::string element_name(const SafetyAnalysis& analysis, const std::string& element) {
  if (analysis.falls == nullptr) return element;
  for (const FallEnsemble& one : analysis.falls->ensembles) {
    if (one.element == element) return one.name;
  }
  return element;
}

inline std::string reason(const SafetyAnalysis& analysis, const ClosedArea& area) {
  if (!area.element.empty()) {
    return fmt::format("{:.0f} % of the planned falls of {}", 100 * area.level, element_name(analysis, area.element));
  }
  return fmt::format("a chance of more than {:.0e} a launch to be hit", area.level);
}

inline const char* ground_of(ClosedFor whom) {
  switch (whom) {
    case ClosedFor::people:
      return "land";
    case ClosedFor::ships:
      return "sea";
    case ClosedFor::aircraft:
      return "air";
  }
  return "";
}

inline std::string altitudes(const ClosedArea& area) {
  constexpr double foot_m = 0.3048;
  const auto level = [](double m) {
    return m > 0 ? fmt::format("{:.0f} m ({:.0f} ft)", m, std::round(m / foot_m / 100) * 100) : std::string("ground");
  };
  return fmt::format("from {} to {}", level(area.floor_m), level(area.ceiling_m));
}

}  // namespace cosmodrome
