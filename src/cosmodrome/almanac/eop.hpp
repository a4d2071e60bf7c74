#pragma once
// The observed part of the Earth's orientation, day by day.
#include <cstdint>
#include <filesystem>
#include <vector>

#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// How far a value may be trusted, best first.
enum class EopStatus {
  final,         ///< IERS Bulletin B: UT1 to 0.02 ms, pole to 0.1 mas
  observed,      ///< IERS Bulletin A: about the same, days old
  predicted,     ///< UT1 to 1.4 ms after 10 days, 4 ms after 40 days, 21 ms (10 m) after a year (Bulletin A)
  after_table,   ///< the last values, held: UT1 is then off by about 1 ms a day (0.5 m at the equator)
  before_table,  ///< none: UT1 = UTC, pole at rest, as without_observations()
};

/// The parameters at 0 h UTC of a day.
struct EopRow {
  std::int64_t day = 0;  ///< since 2000-01-01
  EarthOrientationParameters parameters;
  double length_of_day_excess_s = 0.0;  ///< over 86400 s; 0 where the source gives none
  EopStatus status = EopStatus::final;  ///< final, observed or predicted
};

struct EopValue {
  EarthOrientationParameters parameters;
  EopStatus status = EopStatus::final;  ///< the worse of the days on either side
};

/// Linear is what many programs do; it leaves up to 0.02 ms (1 cm) of the tides in UT1 behind.
enum class EopInterpolation { lagrange, linear };

/// Earth orientation parameters by day. Interpolated between days by Lagrange's cubic through four of them, UT1 - TAI
/// and not UT1 - UTC, so that a leap second is nothing special. The daily and half-daily tides that no daily table can
/// contain are left out: 0.5 mas in the pole, 0.07 ms in UT1, together 4 cm at the equator at most.
class EopTable {
 public:
  /// Rows of consecutive days, at least one. Throws std::invalid_argument otherwise.
  explicit EopTable(std::vector<EopRow> rows);

  /// The table that ships with the program (1973 to some months after it was made), from data_directory().
  static EopTable shipped();

  /// From a file: ours (earth/eop.csv) or the IERS' finals2000A.all, .data or .daily, told apart by their content. Not
  /// for the IAU 1980 file finals.all, whose pole offsets mean something else. Throws InputError.
  static EopTable load(const std::filesystem::path& file);

  EopValue at(const Epoch& epoch, EopInterpolation interpolation = EopInterpolation::lagrange) const;

  /// The worst status from one instant to another: what the caller should tell the user.
  EopStatus status_between(const Epoch& from, const Epoch& to) const;

  const std::vector<EopRow>& rows() const { return rows_; }

 private:
  std::vector<EopRow> rows_;
};

/// The Earth's orientation for a flight, with the parameters of a table.
EarthOrientation make_earth_orientation(const Epoch& reference, double from_s, double to_s, const EopTable& table);

/// "observed", "predicted", ... for messages.
const char* name_of(EopStatus status);

}  // namespace cosmodrome
