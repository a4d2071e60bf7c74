#pragma once
// SPICE's ephemeris files (SPK, .bsp), read without SPICE.
// Source of the format: NAIF, "DAF Required Reading" and "SPK Required Reading".
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// TDB since 2000-01-01T12:00:00 TDB, in two parts so that planets do not jitter by millimetres.
struct TdbSeconds {
  double whole_s = 0.0;
  double rest_s = 0.0;
};

TdbSeconds to_tdb_seconds(const Epoch& epoch);

/// One body's motion relative to another over a span of time.
struct SpkSegment {
  int target = 0, center = 0;  ///< NAIF numbers
  int frame = 0;               ///< NAIF number; 1 is J2000, the axes of the GCRF
  int type = 0;
  double from_tdb_s = 0.0, to_tdb_s = 0.0;
  std::string name;

  /// Whether state() can read it: frame 1 and type 2 or 3 (Chebyshev), 8 or 9 (Lagrange), 12 or 13 (Hermite).
  bool is_readable = false;

  // Where its numbers are, in doubles from the beginning of the file; checked when the file was read.
  std::size_t first_word = 0, word_count = 0;
  std::size_t record_words = 0;  ///< types 2 and 3; 6 otherwise
  std::size_t record_count = 0;
  std::size_t window = 0;              ///< types 8 to 13: states that take part in an interpolation
  double start_s = 0.0, step_s = 0.0;  ///< types 2, 3, 8, 12
};

/// A whole SPK file in memory. Every size and place in it is checked on reading, so that no file, however damaged, can
/// make a later call read elsewhere; damaged numbers give wrong or not-a-number states.
class Spk {
 public:
  /// Throws InputError if the file cannot be read or is no SPK.
  static Spk load(const std::filesystem::path& file);

  /// The same from bytes in memory; `name` is for messages.
  Spk(std::vector<unsigned char> bytes, const std::string& name);

  const std::vector<SpkSegment>& segments() const { return segments_; }

  /// Position and velocity of the segment's target relative to its center; none outside the segment's span or if it is
  /// not readable. `segment` is one of segments().
  std::optional<PositionVelocity<double, Gcrf>> state(const SpkSegment& segment, const TdbSeconds& at) const;

 private:
  double word(std::size_t index) const;
  std::int32_t integer(std::size_t byte) const;
  std::uint64_t raw_word(std::size_t byte) const;
  void read_file_record(const std::string& name);
  void read_segments(std::size_t record, const std::string& name);
  SpkSegment read_summary(std::size_t word, const std::string& name) const;
  void prepare(SpkSegment& segment) const;
  bool prepare_chebyshev(SpkSegment& segment) const;
  bool prepare_interpolated(SpkSegment& segment) const;

  PositionVelocity<double, Gcrf> chebyshev(const SpkSegment& segment, const TdbSeconds& at) const;
  PositionVelocity<double, Gcrf> interpolated(const SpkSegment& segment, const TdbSeconds& at) const;
  std::size_t window_begin(const SpkSegment& segment, double at_s) const;
  double state_time_s(const SpkSegment& segment, std::size_t i) const;

  std::vector<unsigned char> bytes_;
  bool big_endian_ = false;
  std::vector<SpkSegment> segments_;
};

}  // namespace cosmodrome
