#include "cosmodrome/almanac/data_directory.hpp"

#include <cstdlib>

namespace cosmodrome {

std::filesystem::path data_directory() {
  const char* chosen = std::getenv("COSMODROME_DATA");
  if (chosen != nullptr && *chosen != '\0') return chosen;
  std::error_code ignored;
  const std::filesystem::path installed = COSMODROME_INSTALLED_DATA;
  return std::filesystem::is_directory(installed / "earth", ignored) ? installed : COSMODROME_SOURCE_DATA;
}

}  // namespace cosmodrome
