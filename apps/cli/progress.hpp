#pragma once
#include <chrono>
#include <string>

#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome::cli {

/// A line on standard error that says how something goes on, once it has taken a second. Only for a terminal; gone when
/// the object is.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Whether another text would be seen now: so that none is made in vain.
  [[nodiscard]] bool due() const;
  void show(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  bool printed_ = false;
  Clock::time_point begin_ = Clock::now(), last_ = begin_;
};

/// make_plan() with its progress on such a line. A name that the mission does not have throws InputError.
Plan plan_with_progress(const Mission& mission, bool quiet);

}  // namespace cosmodrome::cli
