#pragma once
#include <array>
#include <variant>
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/harris_priester.hpp"
#include "cosmodrome/environment/nrlmsise00.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Where and when the density of the air is wanted.
template <Scalar S>
struct AirPlace {
  S t_s{};                 ///< since the reference epoch of what one flies in
  Vec3<S, Itrf> r_m;       ///< place
  S altitude_m{};          ///< above the ellipsoid
  Vec3<S, Itrf> sun_unit;  ///< where the Sun stands
};

/// Air that thins by exponentials from shelf to shelf, with a step of some per cent between two: of no use for
/// lifetimes, but what many programs mean by "exponential".
/// Source: D. A. Vallado, "Fundamentals of Astrodynamics and Applications", 4th edition, 2013, table 8-4, from the
/// U.S. Standard Atmosphere 1976 below 25 km and CIRA-72 above.
class ExponentialAir {
 public:
  template <Scalar S>
  S density_kg_m3(const S& altitude_m) const {
    const S z_km = altitude_m * S(1e-3);
    S base = S(table[0][0]), density = S(table[0][1]), scale = S(table[0][2]);
    for (std::size_t i = 1; i < std::size(table); ++i) {
      const auto above = z_km >= S(table[i][0]);
      base = select(above, S(table[i][0]), base);
      density = select(above, S(table[i][1]), density);
      scale = select(above, S(table[i][2]), scale);
    }
    return density * exp((base - z_km) / scale);
  }

 private:
  // Altitude of the shelf, km; density there, kg/m^3; scale height, km.
  static constexpr double table[][3] = {
      {0, 1.225, 7.249},        {25, 3.899e-2, 6.349},    {30, 1.774e-2, 6.682},    {40, 3.972e-3, 7.554},
      {50, 1.057e-3, 8.382},    {60, 3.206e-4, 7.714},    {70, 8.770e-5, 6.549},    {80, 1.905e-5, 5.799},
      {90, 3.396e-6, 5.382},    {100, 5.297e-7, 5.877},   {110, 9.661e-8, 7.263},   {120, 2.438e-8, 9.473},
      {130, 8.484e-9, 12.636},  {140, 3.845e-9, 16.149},  {150, 2.070e-9, 22.523},  {180, 5.464e-10, 29.740},
      {200, 2.789e-10, 37.105}, {250, 7.248e-11, 45.546}, {300, 2.418e-11, 53.628}, {350, 9.518e-12, 53.298},
      {400, 3.725e-12, 58.515}, {450, 1.585e-12, 60.828}, {500, 6.967e-13, 63.822}, {600, 1.454e-13, 71.835},
      {700, 3.614e-14, 88.667}, {800, 1.170e-14, 124.64}, {900, 5.245e-15, 181.05}, {1000, 3.019e-15, 268.00}};
};

/// NRLMSISE-00 over the days of a flight, each with its own activity: at midnight the density jumps, by some per cent.
class MsisDays {
 public:
  struct Day {
    double middle_s = 0;  ///< noon UTC, since the reference epoch
    double of_year = 1;   ///< 1 on the first of January
    MsisActivity activity;
  };

  /// Consecutive days from `from_s`, the first midnight.
  MsisDays(std::vector<Day> days, double from_s) : days_(std::move(days)), from_s_(from_s) {}

  /// For double, Lanes and Dual<N>.
  template <Scalar S>
  S density_kg_m3(const AirPlace<S>& place) const;

 private:
  std::vector<Day> days_;
  double from_s_;
};

/// The air that a spacecraft meets.
class OrbitAir {
 public:
  explicit OrbitAir(const Atmosphere& by_altitude) : model_(by_altitude) {}
  explicit OrbitAir(const ExponentialAir& exponential) : model_(exponential) {}
  explicit OrbitAir(const HarrisPriester& bulge) : model_(bulge) {}
  explicit OrbitAir(const MsisDays& days) : model_(days) {}

  template <Scalar S>
  S density_kg_m3(const AirPlace<S>& place) const {
    if (const auto* standard = std::get_if<Atmosphere>(&model_)) return (*standard)(place.altitude_m).density_kg_m3;
    if (const auto* days = std::get_if<MsisDays>(&model_)) return days->density_kg_m3(place);
    if (const auto* bulge = std::get_if<HarrisPriester>(&model_))
      return bulge->density_kg_m3(place.altitude_m, place.r_m, place.sun_unit);
    return std::get<ExponentialAir>(model_).density_kg_m3(place.altitude_m);
  }

 private:
  std::variant<Atmosphere, ExponentialAir, HarrisPriester, MsisDays> model_;
};

}  // namespace cosmodrome
