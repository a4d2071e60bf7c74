#pragma once
// How large a burn must be for a dead-band to be held longest.
#include <vector>

namespace cosmodrome {

/// A quantity at one instant after the burn: where it would be without it, what a burn of unit size adds, and how far
/// from the band's centre it may be.
struct BandSample {
  double t_s = 0;
  double value = 0;  ///< less the centre of its band
  double effect = 0;
  double half_width = 0;
};

/// The burn that holds the bands longest.
struct BandHold {
  double size = 0;
  double until_s = 0;  ///< the last sample that all can hold
  bool to_the_end = false;
};

/// The path is linear in the size x of the burn, so each sample allows an interval of sizes,
///
///     (-half_width - value) / effect <= x <= (half_width - value) / effect,
///
/// and a burn holds the band as long as the intervals so far have a size in common: the middle of the last that is
/// not empty is taken. Of several quantities that one burn moves, the samples stand in one list. Exact, whatever the
/// path does in the meantime. Sorts by time; samples with no effect say nothing about the size.
BandHold longest_hold(std::vector<BandSample> samples);

/// A vector in the plane at one instant, and how far from the origin it may be.
struct DiscSample {
  double t_s = 0;
  double x = 0, y = 0;
  double radius = 0;
};

struct DiscHold {
  double x = 0, y = 0;  ///< to be added
  double until_s = 0;
  bool to_the_end = false;
};

/// The same for a vector that a burn moves at will, such as that of the inclination: as long as the path so far fits
/// into the disc, it is moved so that the smallest circle around it has its centre at the origin. Samples rise in time;
/// the radius of the last one that is held counts for all before it.
DiscHold longest_hold(const std::vector<DiscSample>& samples);

}  // namespace cosmodrome
