#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/products.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

/// A line on standard error that says how the search goes on, once it has taken a second. Only for a terminal.
class Progress {
 public:
  explicit Progress(bool wanted) : shown_(wanted && isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (printed_) std::fputs("\r\033[K", stderr);
  }

  void operator()(int flights, const std::string& best) {
    const auto now = Clock::now();
    if (!shown_ || now - begin_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    printed_ = true;
    std::fputs(fmt::format("\r\033[Kplanning: {} trial flights, {}", flights, best).c_str(), stderr);
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  bool printed_ = false;
  Clock::time_point begin_ = Clock::now(), last_ = begin_;
};

Plan plan_with_progress(const Mission& mission, bool quiet) {
  Progress progress(!quiet);
  try {
    return make_plan(mission, [&](int flights, const std::string& best) { progress(flights, best); });
  } catch (const InvalidMission& error) {
    throw InputError(Problem{mission.file, 0, 0, "", error.what(), "correct the name"});
  }
}

}  // namespace

int run_fly(const FlyArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  const Plan plan = plan_with_progress(mission, arguments.quiet || arguments.json);
  FlyOptions options;
  options.reference = arguments.reference;
  const Flight flight = fly(plan, options);

  Products products;
  const auto folder = arguments.output.empty() ? std::filesystem::path("out") / mission.id : arguments.output;
  if (!arguments.no_files) {
    ProductOptions product_options;
    product_options.mission_hash = mission_hash(mission);
    const Undisturbed undisturbed;
    products = write_products(flight, folder, product_options);
  }
  if (arguments.json) {
    std::fputs(write_json(flight, mission_hash(mission)).c_str(), stdout);
  } else if (!arguments.quiet) {
    TimelineOptions timeline;
    timeline.colour = isatty(STDOUT_FILENO) != 0;
    std::fputs(write_timeline(flight, timeline).c_str(), stdout);
    for (const auto& note : products.notes) fmt::print("{}\n", note);
    if (!arguments.no_files) fmt::print("\nReport: {}\n", (folder / "report.html").string());
  }
  return flight.outcome == Outcome::target_met ? exit_done : exit_target_missed;
}

}  // namespace cosmodrome::cli
