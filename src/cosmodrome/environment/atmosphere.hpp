#pragma once
#include <vector>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/environment/even_splines.hpp"

namespace cosmodrome {

/// The air at one place.
template <Scalar S>
struct Air {
  S density_kg_m3, pressure_Pa, temperature_K, inverse_sound_speed_s_m;

  S sound_speed_m_s() const { return S(1.0) / inverse_sound_speed_s_m; }
};

/// An atmosphere by geometric altitude, made smooth for integrators: twice continuously differentiable splines of
/// density, of p / rho, of one over the speed of sound and of temperature, with rows so close that density changes by a
/// hundredth or so between two. Never negative.
///
/// Below its lowest altitude the air is as there; above its highest the density falls on exponentially with the last
/// scale height, to nothing.
///
///     const Atmosphere atmosphere = Atmosphere::us76();
///     const Air<double> air = atmosphere(11'000.0);
class Atmosphere {
 public:
  /// The U.S. Standard Atmosphere 1976 from -5 km to 1000 km. Against Us76, the standard itself, density, pressure
  /// and temperature differ by less than 1e-4 of their value, and by less than 1e-8 away from the kinks that the
  /// standard's temperature has at the boundaries of its layers (atmosphere_test.cpp holds them to it). The kinks are
  /// rounded within some 50 m either side; Us76::kinks_m() says where they are. Source: [US76].
  static Atmosphere us76();

  /// From a table: altitudes rise, all else is positive, the last density is below the one before. Between the rows
  /// run splines of the logarithms. Throws InputError if the table is not so.
  static Atmosphere from_table(const std::vector<double>& altitude_m, const std::vector<double>& density_kg_m3,
                               const std::vector<double>& pressure_Pa, const std::vector<double>& temperature_K);

  /// Altitudes where the slope of the density jumps, or turns within less than a step is long: an integrator's step
  /// should end there.
  [[nodiscard]] const std::vector<double>& kinks_m() const { return kinks_m_; }

  template <Scalar S>
  COSMODROME_INLINE Air<S> operator()(const S& altitude_m) const {
    const S above_m = max(S(0.0), altitude_m - highest_m_);
    const S z_m = min(S(highest_m_), max(S(lowest_m_), altitude_m));
    // (z / (z + stretch) - first) rows, with one division and one difference.
    const S x = S(rows_below_infinity_) - S(rows_per_x_ * stretch_m) / (z_m + stretch_m);
    const auto [spline, specific, inverse_sound_speed] = air_(x);
    S density_kg_m3 = max(S(0.0), spline);
    if (any(above_m > S(0.0))) density_kg_m3 = density_kg_m3 * exp(max(S(log_of_nothing), S(fade_per_m_) * above_m));
    return {density_kg_m3, density_kg_m3 * specific, temperature_(x)[0], inverse_sound_speed};
  }

 private:
  static constexpr double stretch_m = 1.01e5;       // rows are even in z / (z + stretch): close below, wide above
  static constexpr double log_of_nothing = -600.0;  // exp of it is 1e-261

  struct Rows;
  explicit Atmosphere(const Rows& rows);

  double lowest_m_, highest_m_;
  double rows_per_x_, rows_below_infinity_;
  double fade_per_m_;
  EvenSplines<3> air_;  // rho, p / rho and one over the speed of sound
  EvenSplines<1> temperature_;
  std::vector<double> kinks_m_;
};

}  // namespace cosmodrome
