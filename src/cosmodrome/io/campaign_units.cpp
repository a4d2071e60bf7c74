#include "cosmodrome/io/campaign_units.hpp"

#include <algorithm>
#include <array>
#include <numbers>
#include <string_view>

namespace cosmodrome {
namespace {

struct Ending {
  std::string_view suffix;
  ShownUnit shown;
};

/// Longer ones first.
constexpr std::array endings{Ending{"_altitude_m", {1e-3, "km"}},
                             Ending{"_m_s2", {1, "m/s2"}},
                             Ending{"_m_s", {1, "m/s"}},
                             Ending{"_rad", {180 / std::numbers::pi, "deg"}},
                             Ending{"_kg", {1, "kg"}},
                             Ending{"_Pa", {1e-3, "kPa"}},
                             Ending{"_s", {1, "s"}},
                             Ending{"_m", {1, "m"}}};

}  // namespace

ShownUnit shown_unit(const std::string& column) {
  for (const Ending& ending : endings) {
    if (column.ends_with(ending.suffix)) return ending.shown;
  }
  return {};
}

std::string in_words(const std::string& column) {
  std::string words = column;
  for (const Ending& ending : endings) {
    if (!column.ends_with(ending.suffix)) continue;
    const std::size_t kept = ending.suffix == "_altitude_m" ? 2 : ending.suffix.size();
    words.resize(words.size() - kept);
    break;
  }
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace cosmodrome
