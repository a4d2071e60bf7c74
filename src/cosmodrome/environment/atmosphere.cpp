#include "cosmodrome/environment/atmosphere.hpp"

#include <string>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/table.hpp"
#include "cosmodrome/environment/us76.hpp"

namespace cosmodrome {

namespace {
constexpr double heat_ratio = 1.4;
}

/// What the constructor needs: quantities at nodes even in z / (z + stretch).
struct Atmosphere::Rows {
  Rows(double lowest, double highest, std::size_t count) : lowest_m(lowest), highest_m(highest) {
    first_x = lowest / (lowest + stretch_m);
    step_x = (highest / (highest + stretch_m) - first_x) / static_cast<double>(count - 1);
    for (std::size_t i = 0; i < count; ++i) {
      const double x = first_x + step_x * static_cast<double>(i);
      altitude_m.push_back(stretch_m * x / (1 - x));
    }
    altitude_m.front() = lowest;
    altitude_m.back() = highest;
  }

  void add(double density_kg_m3, double pressure_Pa, double temperature_K) {
    density.push_back(density_kg_m3);
    specific.push_back(pressure_Pa / density_kg_m3);
    inverse_sound_speed.push_back(1 / sqrt(heat_ratio * specific.back()));
    temperature.push_back(temperature_K);
  }

  double lowest_m, highest_m, first_x = 0, step_x = 0, fade_per_m = 0;
  std::vector<double> altitude_m, density, specific, inverse_sound_speed, temperature;
};

Atmosphere::Atmosphere(const Rows& rows)
    : lowest_m_(rows.lowest_m),
      highest_m_(rows.highest_m),
      rows_per_x_(1 / rows.step_x),
      rows_below_infinity_((1 - rows.first_x) / rows.step_x),
      fade_per_m_(rows.fade_per_m),
      air_({rows.density, rows.specific, rows.inverse_sound_speed}),
      temperature_({rows.temperature}) {}

Atmosphere Atmosphere::us76() {
  // 27 m apart at the ground, 34 m at the tropopause, 94 m at 86 km, 3.3 km at 1000 km. Of the counts near 4000, with
  // this stretch, 3550 brings nodes closest to the kinks of the temperature, which halves the error there.
  Rows rows(Us76::lowest_altitude_m, Us76::highest_altitude_m, 3550);
  const Us76 us76;
  for (double z_m : rows.altitude_m) {
    const Us76::Point point = us76(z_m);
    rows.add(point.density_kg_m3, point.pressure_Pa, point.temperature_K);
  }
  const double z_m = rows.highest_m, h_m = 1000;
  rows.fade_per_m = log(us76(z_m).density_kg_m3 / us76(z_m - h_m).density_kg_m3) / h_m;
  Atmosphere atmosphere(rows);
  atmosphere.kinks_m_ = Us76::kinks_m();
  return atmosphere;
}

namespace {

[[noreturn]] void refuse(const std::string& found, const std::string& remedy) {
  throw InputError(Problem{"", 0, 0, "atmosphere", found, remedy});
}

void check(const std::vector<double>& altitude_m, const std::vector<double>& density_kg_m3,
           const std::vector<double>& pressure_Pa, const std::vector<double>& temperature_K) {
  const std::size_t n = altitude_m.size();
  if (density_kg_m3.size() != n || pressure_Pa.size() != n || temperature_K.size() != n)
    refuse("the columns are of unequal length", "give altitude, density, pressure and temperature in every row");
  if (n < 4) refuse("found " + std::to_string(n) + " rows", "give at least 4");
  for (std::size_t i = 0; i < n; ++i) {
    const std::string row = "row " + std::to_string(i + 1) + ": ";
    if (i > 0 && !(altitude_m[i] > altitude_m[i - 1])) refuse(row + "the altitude does not rise", "sort the rows");
    if (!(density_kg_m3[i] > 0)) refuse(row + "the density is not positive", "end the table below");
    if (!(pressure_Pa[i] > 0)) refuse(row + "the pressure is not positive", "end the table below");
    if (!(temperature_K[i] > 0)) refuse(row + "the temperature is not positive", "give kelvins");
  }
  if (!(altitude_m[0] > -9e4)) refuse("the first altitude is below -90 km", "give metres above the ellipsoid");
  if (!(density_kg_m3[n - 1] < density_kg_m3[n - 2]))
    refuse("the last density is not below the one before", "the density goes on falling above as between these two");
}

std::vector<double> logarithms(std::vector<double> x) {
  for (double& v : x) v = log(v);
  return x;
}

}  // namespace

Atmosphere Atmosphere::from_table(const std::vector<double>& altitude_m, const std::vector<double>& density_kg_m3,
                                  const std::vector<double>& pressure_Pa, const std::vector<double>& temperature_K) {
  check(altitude_m, density_kg_m3, pressure_Pa, temperature_K);
  Rows rows(altitude_m.front(), altitude_m.back(), 4000);
  // Logarithms of all three, so that nothing between the rows can become negative.
  const auto density = CubicTable::spline(altitude_m, logarithms(density_kg_m3));
  const auto pressure = CubicTable::spline(altitude_m, logarithms(pressure_Pa));
  const auto temperature = CubicTable::spline(altitude_m, logarithms(temperature_K));
  for (double z_m : rows.altitude_m) rows.add(exp(density(z_m)), exp(pressure(z_m)), exp(temperature(z_m)));
  const std::size_t n = altitude_m.size();
  rows.fade_per_m = log(density_kg_m3[n - 1] / density_kg_m3[n - 2]) / (altitude_m[n - 1] - altitude_m[n - 2]);
  return Atmosphere(rows);
}

}  // namespace cosmodrome
