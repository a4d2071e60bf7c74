#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "commands.hpp"
#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/products.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/orbit/fly_on.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
int run_fly(const FlyArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  const Plan nominal = plan_with_progress(mission, arguments.quiet || arguments.json);
  const Plan plan =
      arguments.sample < 0 ? nominal : Campaign(nominal).plan_of(static_cast<std::uint64_t>(arguments.sample));
  FlyOptions options;
  options.reference = arguments.reference;
  Flight flight = fly(plan, options);
  fly_on(flight);

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
