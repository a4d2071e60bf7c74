#pragma once
// Where the Sun, the Moon and the planets are.
#include <filesystem>
#include <optional>
#include <vector>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/almanac/spk.hpp"

namespace cosmodrome {

/// Positions of bodies relative to each other, from one or more SPK files. Loaded once, const thereafter.
class Ephemeris {
 public:
  /// Where several files cover a body at a time, the last one is taken.
  explicit Ephemeris(std::vector<Spk> files);

  /// The excerpt of JPL's DE440 for 1990 to 2050 that ships with the program, from data_directory().
  static Ephemeris shipped();

  static Ephemeris load(const std::filesystem::path& file);

  /// Geometric position and velocity of `target` relative to `relative_to` (no light time, no aberration), along the
  /// axes of the GCRF; velocities are per second of TDB. None if the files do not cover it.
  std::optional<PositionVelocity<double, Gcrf>> find(Body target, Body relative_to, const Epoch& at) const;

  /// The same; throws std::out_of_range, naming body and date, if the files do not cover it.
  PositionVelocity<double, Gcrf> state(Body target, Body relative_to, const Epoch& at) const;

  const std::vector<Spk>& files() const { return files_; }

 private:
  struct Step;
  std::optional<Step> step(int target, const TdbSeconds& at) const;
  std::vector<Step> chain(int target, const TdbSeconds& at) const;

  std::vector<Spk> files_;
};

}  // namespace cosmodrome
