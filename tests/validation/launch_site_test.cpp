// How far from a launch point what goes wrong about it reaches, beside the distances that a site must keep.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/safety/casualty.hpp"
#include "cosmodrome/safety/debris_tally.hpp"
#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {
namespace {

constexpr double first_s = 10;  // of the flight: the vehicle is still above its pad

/// Distances from the pad of pieces that can hurt, by mode of failure.
class Distances : public DebrisSink {
 public:
  explicit Distances(const GroundPlace& pad) : pad_(pad) {}
  void take(const FailureSecond&, std::size_t, std::span<const DebrisImpact> impacts, std::size_t) override {
    for (const DebrisImpact& impact : impacts) {
      if (!(casualty_area_by_rule_m2(impact) > 0)) continue;
      const PlanePoint at = pad_.to_plane({impact.at.latitude_rad, impact.at.longitude_rad});
      all_[static_cast<std::size_t>(impact.mode)].push_back(std::hypot(at.x_m, at.y_m));
    }
  }
  [[nodiscard]] double of(ResponseMode mode, double share) {
    auto& some = all_[static_cast<std::size_t>(mode)];
    std::sort(some.begin(), some.end());
    return some.at(static_cast<std::size_t>(share * static_cast<double>(some.size() - 1)));
  }

 private:
  LocalPlane pad_;
  std::array<std::vector<double>, response_modes> all_;
};

struct Site {
  const char* mission;
  double rule_m;  ///< of the vehicle's class
};

/// 14 CFR 420.21, table 2: 7,300, 9,300, 10,600 and 13,000 feet from the launch point to the site's boundary, "the
/// maximum distance that debris travels given a worst-case failure in the launch area", by the payload to 100 nautical
/// miles (420.19, table 1): Electron is small, Soyuz-2.1b medium large, Falcon 9 and Angara-A5 are large. The catalogue
/// has no medium one.
///
/// Ours: what explodes or breaks up in the first ten seconds, and the blast of all propellant on the pad, must be well
/// inside. What reaches the rule's distances is the vehicle that turns to a side under thrust. The rule has one
/// distance for a class, ours is of one vehicle: 97 % of the pieces of turns that nobody ends for 20 s. The way grows
/// with the square of that time and with the thrust over the weight, 1.4 to 1.9 in these; 13 s for 20 s are a factor of
/// 2.25, which is allowed either way. Electron, the liveliest, has 1.9.
TEST(LaunchSite, WhatGoesWrongAboutThePadReachesAsFarAsTheRuleHasIt) {
  const SafetyAssumptions assumptions = load_assumptions(generic_assumptions());
  constexpr double foot_m = 0.3048, allowed = 2.25;
  for (const Site& site : {Site{"electron-sso", 7300 * foot_m}, Site{"luna-25", 10600 * foot_m},
                           Site{"falcon-9-leo", 13000 * foot_m}, Site{"angara-a5-2024", 13000 * foot_m}}) {
    Mission mission = load_mission(std::string(COSMODROME_DATA_DIR "/../missions/") + site.mission + ".toml");
    complete_dispersions(mission, generic_assumptions());
    const Plan plan = make_plan(mission);
    const auto schedule = failure_schedule(failure_instants(plan, 1, first_s), assumptions, 0.1);
    Distances found({mission.site.latitude_rad, mission.site.longitude_rad});
    FailureRequest wanted;
    wanted.falls = 20'000;
    ASSERT_TRUE(fly_failures(plan, schedule, assumptions, wanted, found));
    const double blast_m = blast_radius_m(kerosene_yield().tnt_kg(schedule.front().instant.propellant_kg));
    const double breaks_up_m = found.of(ResponseMode::break_up, 1),
                 turns_m = found.of(ResponseMode::malfunction_turn, 0.97);
    RecordProperty(site.mission,
                   std::to_string(blast_m) + " " + std::to_string(breaks_up_m) + " " + std::to_string(turns_m));
    EXPECT_LT(blast_m, site.rule_m / 2) << site.mission;
    EXPECT_LT(breaks_up_m, site.rule_m / 2) << site.mission;
    EXPECT_GT(turns_m, site.rule_m / allowed) << site.mission;
    EXPECT_LT(turns_m, site.rule_m * allowed) << site.mission;
  }
}

}  // namespace
}  // namespace cosmodrome
