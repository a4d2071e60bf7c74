#pragma once
// How active the Sun and the Earth's magnetic field are, day by day.
#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

enum class SpaceWeatherKind { observed, predicted, predicted_for_month };

/// A day from 0 h UTC.
struct SpaceWeatherDay {
  std::int64_t day = 0;  ///< since 2000-01-01
  SpaceWeatherKind kind = SpaceWeatherKind::observed;
  double f107 = 0;                ///< solar flux at 10.7 cm as observed, 1e-22 W/m^2/Hz
  double f107_average = 0;        ///< of 81 days around the day
  double ap = 0;                  ///< planetary amplitude of the day
  std::array<double, 8> ap_3h{};  ///< of its eight times three hours
};

/// The table of days, and of months where it reaches into the future.
class SpaceWeather {
 public:
  /// Days that rise, at least one. Throws std::invalid_argument otherwise.
  explicit SpaceWeather(std::vector<SpaceWeatherDay> days);

  /// The table that ships with the program, from data_directory().
  static SpaceWeather shipped();

  /// Reads a table as data/earth/space_weather.csv. Throws InputError with file and line.
  static SpaceWeather load(const std::filesystem::path& file);

  /// The day, or the last one before it; before the table, its first.
  const SpaceWeatherDay& on(std::int64_t day) const;

  const std::vector<SpaceWeatherDay>& days() const { return days_; }

 private:
  std::vector<SpaceWeatherDay> days_;
};

}  // namespace cosmodrome
