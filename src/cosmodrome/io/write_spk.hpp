#pragma once
#include <string>
#include <vector>

#include "cosmodrome/io/trajectory.hpp"

namespace cosmodrome {

/// A path as SPICE's ephemeris file (SPK): a segment of type 13 for each piece of the path, its states as Hermite nodes
/// of degree 7 at most, in km and km/s about the Earth (399) along the axes of J2000, which are those of the GCRF.
/// `target` is the NAIF number of what moves; spacecraft have negative ones. The bytes are those of the file.
/// Source of the format: NAIF, "DAF Required Reading" and "SPK Required Reading".
/// Throws InputError if the path is not dated or no piece of it has two states.
std::string write_spk(const Trajectory& path, int target);

/// One of several objects in a file, with its number.
struct SpkPath {
  const Trajectory* path;
  int target;
};

/// Several objects in one file, segments of each in turn.
std::string write_spk(const std::vector<SpkPath>& paths);

}  // namespace cosmodrome
