#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/make_plan.hpp"

namespace cosmodrome::cli {

ProgressLine::ProgressLine(bool wanted) : shown_(wanted && isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (printed_) std::fputs("\r\033[K", stderr);
}

bool ProgressLine::due() const {
  const auto now = Clock::now();
  return shown_ && now - begin_ >= std::chrono::seconds(1) && now - last_ >= std::chrono::milliseconds(100);
}

void ProgressLine::show(const std::string& text) {
  if (!due()) return;
  last_ = Clock::now();
  printed_ = true;
  std::fputs(fmt::format("\r\033[K{}", text).c_str(), stderr);
}

Plan plan_with_progress(const Mission& mission, bool quiet) {
  ProgressLine progress(!quiet);
  try {
    return make_plan(mission, [&](int flights, const std::string& best) {
      if (progress.due()) progress.show(fmt::format("planning: {} trial flights, {}", flights, best));
    });
  } catch (const InvalidMission& error) {
    throw InputError(Problem{mission.file, 0, 0, "", error.what(), "correct the name"});
  }
}

}  // namespace cosmodrome::cli
