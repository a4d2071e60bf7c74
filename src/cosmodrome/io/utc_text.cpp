#include "cosmodrome/io/utc_text.hpp"

#include <fmt/chrono.h>

#include <chrono>

namespace cosmodrome {

std::string utc_text(const Mission& mission, double t_s, int digits) {
  std::string text = (mission.liftoff + t_s).to_utc_string(digits);
  if (!text.empty() && text.back() == 'Z') text.pop_back();
  return text;
}

std::string now_utc() {
  const auto now = std::chrono::system_clock::now();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

}  // namespace cosmodrome
