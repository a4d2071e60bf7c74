#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome {

std::string utc_text(const Mission& mission, double t_s, int digits) {
  std::string text = (mission.liftoff + t_s).to_utc_string(digits);
  if (!text.empty() && text.back() == 'Z') text.pop_back();
  return text;
}

}  // namespace cosmodrome
