#pragma once
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Air of mean solar activity that bulges two hours behind the Sun: between a night's and a day's density by
/// cos^n(psi / 2) of the angle from the bulge, exponential between the heights of a table from 100 to 1000 km, and on
/// beyond it. n is 2 in orbits of low inclination and 6 in polar ones.
/// Source: I. Harris, W. Priester, Journal of the Atmospheric Sciences 19 (1962) 286; table and form: O. Montenbruck,
/// E. Gill, "Satellite Orbits", Springer 2000, section 3.5.2, table 3.8.
class HarrisPriester {
 public:
  explicit HarrisPriester(int exponent = 4) : half_exponent_(0.5 * exponent) {}

  /// `sun`: unit vector in the axes of `r_m`, whose z axis is the Earth's.
  template <Scalar S, class Frame>
  S density_kg_m3(const S& altitude_m, const Vec3<S, Frame>& r_m, const Vec3<S, Frame>& sun) const {
    constexpr double cos_lag = 0.86602540378443864676, sin_lag = 0.5;  // 30 degrees
    const Vec3<S, Frame> bulge{fma(S(cos_lag), sun.x, S(-sin_lag) * sun.y), fma(S(sin_lag), sun.x, S(cos_lag) * sun.y),
                               sun.z};
    const S half_cos_2 = S(0.5) + S(0.5) * dot(r_m, bulge) / norm(r_m);
    const S share = exp(S(half_exponent_) * log(max(S(1e-12), half_cos_2)));
    const S z_km = altitude_m * S(1e-3);
    S night = between(z_km, 0, 1), day = between(z_km, 0, 2);
    for (std::size_t i = 1; i + 1 < std::size(table); ++i) {
      const auto above = z_km >= S(table[i][0]);
      if (!any(above)) break;
      night = select(above, between(z_km, i, 1), night);
      day = select(above, between(z_km, i, 2), day);
    }
    return fma(day - night, share, night);
  }

 private:
  template <Scalar S>
  static S between(const S& z_km, std::size_t i, int column) {
    const double rate = log(table[i + 1][column] / table[i][column]) / (table[i + 1][0] - table[i][0]);
    return S(1e-12 * table[i][column]) * exp(S(rate) * (z_km - S(table[i][0])));
  }

  double half_exponent_;

  // Height, km; least and most density, g/km^3.
  static constexpr double table[][3] = {
      {100, 497400, 497400},    {120, 24900, 24900},      {130, 8377, 8710},        {140, 3899, 4059},
      {150, 2122, 2215},        {160, 1263, 1344},        {170, 800.8, 875.8},      {180, 528.3, 601.0},
      {190, 361.7, 429.7},      {200, 255.7, 316.2},      {210, 183.9, 239.6},      {220, 134.1, 185.3},
      {230, 99.49, 145.5},      {240, 74.88, 115.7},      {250, 57.09, 93.08},      {260, 44.03, 75.55},
      {270, 34.30, 61.82},      {280, 26.97, 50.95},      {290, 21.39, 42.26},      {300, 17.08, 35.26},
      {320, 10.99, 25.11},      {340, 7.214, 18.19},      {360, 4.824, 13.37},      {380, 3.274, 9.955},
      {400, 2.249, 7.492},      {420, 1.558, 5.684},      {440, 1.091, 4.355},      {460, 0.7701, 3.362},
      {480, 0.5474, 2.612},     {500, 0.3916, 2.042},     {520, 0.2819, 1.605},     {540, 0.2042, 1.267},
      {560, 0.1488, 1.005},     {580, 0.1092, 0.7997},    {600, 0.08070, 0.6390},   {620, 0.06012, 0.5123},
      {640, 0.04519, 0.4121},   {660, 0.03430, 0.3325},   {680, 0.02632, 0.2691},   {700, 0.02043, 0.2185},
      {720, 0.01607, 0.1779},   {740, 0.01281, 0.1452},   {760, 0.01036, 0.1190},   {780, 0.008496, 0.09776},
      {800, 0.007069, 0.08059}, {840, 0.004680, 0.05741}, {880, 0.003200, 0.04210}, {920, 0.002210, 0.03130},
      {960, 0.001560, 0.02360}, {1000, 0.001150, 0.01810}};
};

}  // namespace cosmodrome
