#pragma once
// The lines beside the way of the impact point, as range safety draws them: while it stays between them the flight goes
// on, where it reaches one the flight is ended, and then nothing reaches what is protected. For the safety of people
// under a civil launch: 14 CFR 417.213.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cosmodrome/safety/protected_area.hpp"

namespace cosmodrome {

/// A point of the planned impact trace.
struct CorridorPoint {
  double t_s = 0;
  GroundPlace at;
  double margin_m = 0;      ///< by which a line stands off from what it protects if the flight is ended here
  double need_left_m = 0;   ///< normal flights' impact points come so far to the left,
  double need_right_m = 0;  ///< and so far to the right
};

struct CorridorRequest {
  std::span<const CorridorPoint> trace;
  const std::vector<ProtectedArea>& areas;
  double behind_m = 10e3;       ///< the lines begin so far behind the pad and open at 45 degrees
  double half_width_m = 100e3;  ///< to this, if nothing holds them
  double least_part_s = 0;      ///< between two gaps: one that is passed sooner is no line
  int threads = 1;
};

enum class CorridorSide { left, right };
const char* to_string(CorridorSide side);

/// A part of a line that one thing holds.
struct CorridorStretch {
  CorridorSide side = CorridorSide::left;
  std::string held_by;            ///< a protected place; empty: the width asked for
  double from_s = 0, to_s = 0;    ///< of the planned flight, when its impact point is abeam
  double narrowest_m = 0;         ///< from the planned trace
  std::vector<GroundPlace> line;  ///< where another part follows, up to its first point
};

/// A part of the trace that has no line on a side: what keeps a protected place safe would end normal flights.
struct CorridorGap {
  CorridorSide side = CorridorSide::left;
  std::vector<std::string> names;  ///< protected places; empty: the width asked for is less than normal flights need
  double from_s = 0, to_s = 0;
  double overlap_m = 0;           ///< by which the line would be within what normal flights need, at worst
  double worst_t_s = 0;           ///< then
  bool crossed = false;           ///< the planned impact point itself comes nearer to them than the margin: a gate
  std::vector<GroundPlace> edge;  ///< of normal flights on this side: three sigma
};

/// At a point of the trace.
struct CorridorWidth {
  double t_s = 0, along_m = 0;  ///< along the trace, from the pad
  double need_left_m = 0, need_right_m = 0;
  std::optional<double> left_m, right_m;  ///< of the lines; none: a gap
};

struct Corridor {
  std::vector<CorridorStretch> stretches;  ///< of the left line from behind the pad on, then of the right one
  std::vector<CorridorGap> gaps;           ///< likewise
  std::vector<CorridorWidth> widths;       ///< abeam of the points of the trace

  [[nodiscard]] const CorridorWidth& at(double t_s) const;  ///< the first not before a time, or the last
};

/// Draws the two lines. Each point of a line is as far from every protected place as the margin of the point of the
/// trace abeam, or farther, and no farther from the trace than asked for. Where the line would then be within what
/// normal flights need there is a gap. A place that the trace passes within its margin is one on its own side; the
/// line of the other side keeps to the far side of its margin. Nothing of a trace that does not leave the pad.
///
/// Laid out in equal-area planes about points of the trace 5 km apart at most, where the way straight to a side is a
/// shortest line and distances are good to 0.1 % up to 400 km.
Corridor draw_corridor(const CorridorRequest& request);

}  // namespace cosmodrome
