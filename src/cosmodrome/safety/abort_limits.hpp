#pragma once
// When a flight must be ended so that nothing reaches what is protected, and until when it may be. For the safety of
// people under a civil launch: 14 CFR 417.213, 417.215, 417.219.
#include <functional>
#include <optional>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// How far debris lands from where it is counted if the flight is ended at a time.
using DebrisReach = std::function<double(double t_s)>;

/// The first time, from `from_s` to `to_s`, at which debris reaches `clear_m`; none if it does not. Looked for in
/// steps, then to a microsecond: what goes beyond and comes back within a step is not seen. Throws InputError for a
/// step that is not above 0.
std::optional<double> first_reach_s(const DebrisReach& reach_m, double clear_m, double from_s, double to_s,
                                    double step_s);

/// The straight-up time: the latest time at which a vehicle that flies straight up, instead of along its way, can still
/// be ended without debris reaching a protected place at `clear_m` from the pad. `to_s` if it always can; none if it
/// cannot even at `from_s`.
/// Source: 14 CFR 417.215.
std::optional<double> straight_up_time_s(const DebrisReach& reach_m, double clear_m, double from_s, double to_s,
                                         double step_s = 1);

/// The data-loss flight time of a time t of normal flight: the shortest time of thrust from there, in whatever
/// direction is worst, until debris reaches a protected place. `distance_left_m`: from there to the protected edge
/// after so many seconds more; 0 or less where it is reached. None: not within `most_s`. Source: 14 CFR 417.219.
std::optional<double> data_loss_time_s(const std::function<double(double more_s)>& distance_left_m, double most_s,
                                       double step_s = 0.5);

/// By how much a limit line stands off from what it protects.
struct LimitMargin {
  double scatter_sigma_m = 0;   ///< of impacts of the worst class if the flight is ended at the line
  double impact_speed_m_s = 0;  ///< of the impact point over the ground
  double delay_s = 0;           ///< to see, decide, command and act
  double turn_m = 0;            ///< how far a turn in that time moves the impact point
  [[nodiscard]] double metres() const { return 3 * scatter_sigma_m + impact_speed_m_s * delay_s + turn_m; }
};

/// The limit line about a protected area: all that is nearer to it than the margin, or in it. Where the impact point
/// enters it the flight is to be ended.
std::vector<GroundPolygon> limit_line(const GroundPolygon& protected_area, const LimitMargin& margin);

/// An opening of a limit line: the part between two points of a way that an impact point takes on purpose.
struct Gate {
  GroundPlace from, to;
  bool open = false;        ///< passing is the lesser risk
  double if_ended = 0;      ///< casualties expected if the flight is ended at the gate
  double if_continued = 0;  ///< if it goes on: conditional, with the chance that it fails later
};

/// Whether to pass: ending a sound flight at a gate costs `if_ended`, going on `if_continued`.
Gate decide_gate(const GroundPlace& from, const GroundPlace& to, double if_ended, double if_continued);

}  // namespace cosmodrome
