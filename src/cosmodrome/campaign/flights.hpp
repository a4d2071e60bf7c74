#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/campaign/descents.hpp"
#include "cosmodrome/campaign/failures.hpp"
#include "cosmodrome/campaign/parquet.hpp"
#include "cosmodrome/campaign/sampler.hpp"
#include "cosmodrome/flight/fly_stream.hpp"

namespace cosmodrome {

/// How a flight of a campaign ended.
enum class Ending {
  target_met,
  orbit_missed,  ///< in an orbit, but not the one asked for
  decay,         ///< in an orbit that the air ends within days: perigee below `decaying_perigee_m`
  impact,        ///< on the ground
  no_lift_off,
  out_of_time,  ///< aloft when its time was over
  moon_impact,  ///< on the Moon, by the burn before the landing
};
const char* to_string(Ending ending);
inline constexpr int endings = 7;

/// A circular orbit at 150 km lasts about a day (D. King-Hele, Satellite Orbits in an Atmosphere, 1987, figure 4.9).
inline constexpr double decaying_perigee_m = 150e3;

/// What the numbers of a campaign's flights stand for.
enum class Draws {
  flights,  ///< each draws on its own
  /// For Sobol's indices: number n draws as flight 2 j does, but for group k of the sampler as flight 2 j + 1, with
  /// j = n / groups and k = n % groups. Nothing fails.
  mixtures,
};

/// All that a campaign draws and flies: const while it runs, shared by its threads.
class Campaign {
 public:
  Campaign(const Plan& plan, const FlyOptions& options = {}, Draws draws = Draws::flights);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const Sampler& sampler() const { return sampler_; }
  [[nodiscard]] const Failures& failures() const { return failures_; }
  [[nodiscard]] const std::vector<std::string>& column_names() const { return names_; }
  [[nodiscard]] std::size_t inputs() const { return sampler_.figures().size(); }

  /// Flies `count` flights from number `first` on: one row each, in order of their numbers. The bits of a row depend
  /// on its number alone.
  [[nodiscard]] std::vector<Column> fly(std::uint64_t first, std::size_t count) const;

  /// The burns before the landing, of missions that have one.
  [[nodiscard]] const std::optional<Descents>& descents() const { return descents_; }

  /// The plan of one flight of the campaign, ready to be flown with its record.
  [[nodiscard]] Plan plan_of(std::uint64_t flight) const;

 private:
  friend class BlockStream;
  void draw_figures(std::uint64_t flight, VehicleModel<double>& model, std::span<double> values) const;
  FailureDraw draw_failures(std::uint64_t flight, VehicleModel<double>& model) const;
  [[nodiscard]] double lift_off_delay_s(std::span<const double> values) const;
  [[nodiscard]] DescentDeparture departure(const std::vector<double>& values, const FailureDraw& draw) const;
  const Plan& plan_;
  FlyOptions options_;
  Draws draws_;
  Sampler sampler_;
  Failures failures_;
  std::optional<Descents> descents_;
  std::vector<std::string> names_;
};

}  // namespace cosmodrome
