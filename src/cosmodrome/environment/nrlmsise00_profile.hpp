#pragma once
// Temperature by height, and how a gas thins in it: Hedin's Bates profile above 120 km, splines of 1/T below.
#include <array>

#include "cosmodrome/environment/nrlmsise00_coefficients.hpp"

namespace cosmodrome::msis {

inline constexpr double gas_constant = 831.4;  ///< the model's, in its units of gram, centimetre over kilometre, kelvin

/// Gravity at sea level and the radius that belongs to it (its section "GLATF").
template <Scalar S>
struct Ground {
  S gravity{}, radius_km{};

  explicit Ground(const S& sin_latitude) {
    const S c2 = fma(S(-2.0) * sin_latitude, sin_latitude, S(1.0));
    gravity = S(980.616) * fma(S(-0.0026373), c2, S(1.0));
    radius_km = S(2.0) * gravity / fma(S(2.27e-9), c2, S(3.085462e-6)) * S(1e-5);
  }
  /// Geopotential height above another height.
  S geopotential_km(const S& z_km, const S& above_km) const {
    return (z_km - above_km) * (radius_km + above_km) / (radius_km + z_km);
  }
  S gravity_at(const S& z_km) const {
    const S ratio = radius_km / (radius_km + z_km);
    return gravity * ratio * ratio;
  }
  /// ((R + a) / (R + b))^2
  S stretch(const S& a_km, const S& b_km) const {
    const S ratio = (radius_km + a_km) / (radius_km + b_km);
    return ratio * ratio;
  }
};

/// 1/T between nodes by a cubic spline with slopes given at both ends, over geopotential height from the upper end (0)
/// to the lower (1).
template <Scalar S, std::size_t nodes>
class InverseTemperature {
 public:
  InverseTemperature() = default;
  /// Heights fall; gradients of temperature by height at both ends.
  InverseTemperature(const Ground<S>& ground, const std::array<S, nodes>& z_km, const std::array<S, nodes>& T_K,
                     const S& gradient_first, const S& gradient_last)
      : ground_(ground), top_km_(z_km.front()), bottom_km_(z_km.back()), top_K_(T_K.front()) {
    span_km_ = ground.geopotential_km(bottom_km_, top_km_);
    for (std::size_t i = 0; i < nodes; ++i) {
      x_[i] = ground.geopotential_km(z_km[i], top_km_) / span_km_;
      y_[i] = S(1.0) / T_K[i];
    }
    const S slope_first = -gradient_first * y_.front() * y_.front() * span_km_;
    const S slope_last = -gradient_last * y_.back() * y_.back() * span_km_ * ground.stretch(bottom_km_, top_km_);
    solve(slope_first, slope_last);
  }

  const S& top_km() const { return top_km_; }

  /// ln(T_top / T) and the integral of 1/T over the span, at a height; above and below the ends as there.
  struct At {
    S temperature_K{}, log_ratio{}, integral{};
    S span_km{}, top_km{};
  };
  At at(const S& z_km) const {
    const S z = min(top_km_, max(bottom_km_, z_km));
    const S x = ground_.geopotential_km(z, top_km_) / span_km_;
    S value = y_.front(), integral(0.0);
    for (std::size_t i = 0; i + 1 < nodes; ++i) {
      const S h = x_[i + 1] - x_[i];
      const S inside = min(x_[i + 1], max(x_[i], x));
      const S a = (x_[i + 1] - inside) / h, b = (inside - x_[i]) / h;
      const S a2 = a * a, b2 = b * b;
      const S here =
          a * y_[i] + b * y_[i + 1] + ((a2 * a - a) * second_[i] + (b2 * b - b) * second_[i + 1]) * h * h * S(1.0 / 6);
      value = select(x > x_[i], here, value);
      const S part = (S(1.0) - a2) * y_[i] * S(0.5) + b2 * y_[i + 1] * S(0.5) +
                     ((a2 * S(0.5) - (S(1.0) + a2 * a2) * S(0.25)) * second_[i] +
                      (b2 * b2 * S(0.25) - b2 * S(0.5)) * second_[i + 1]) *
                         h * h * S(1.0 / 6);
      integral = fma(part, h, integral);
    }
    return {S(1.0) / value, log(top_K_ * value), integral, span_km_, top_km_};
  }

  /// What a gas of molar mass M and thermal diffusion alpha thins by, from the top to there, as a logarithm.
  S log_thinning(const At& at, const S& molar_mass, const S& alpha) const {
    const S gamma = molar_mass * ground_.gravity_at(top_km_) * span_km_ * S(1 / gas_constant);
    return fma(S(1.0) + alpha, at.log_ratio, -(gamma * at.integral));
  }

 private:
  /// Second derivatives of the spline, by elimination.
  void solve(const S& slope_first, const S& slope_last) {
    std::array<S, nodes> u{};
    second_[0] = S(-0.5);
    u[0] = S(3.0) / (x_[1] - x_[0]) * ((y_[1] - y_[0]) / (x_[1] - x_[0]) - slope_first);
    for (std::size_t i = 1; i + 1 < nodes; ++i) {
      const S sigma = (x_[i] - x_[i - 1]) / (x_[i + 1] - x_[i - 1]);
      const S p = fma(sigma, second_[i - 1], S(2.0));
      second_[i] = (sigma - S(1.0)) / p;
      const S bend = (y_[i + 1] - y_[i]) / (x_[i + 1] - x_[i]) - (y_[i] - y_[i - 1]) / (x_[i] - x_[i - 1]);
      u[i] = (S(6.0) * bend / (x_[i + 1] - x_[i - 1]) - sigma * u[i - 1]) / p;
    }
    const S h = x_[nodes - 1] - x_[nodes - 2];
    const S last = S(3.0) / h * (slope_last - (y_[nodes - 1] - y_[nodes - 2]) / h);
    second_[nodes - 1] = (last - S(0.5) * u[nodes - 2]) / fma(S(0.5), second_[nodes - 2], S(1.0));
    for (std::size_t i = nodes - 1; i-- > 0;) second_[i] = fma(second_[i], second_[i + 1], u[i]);
  }

  Ground<S> ground_{S(0.0)};
  S top_km_{}, bottom_km_{}, top_K_{}, span_km_{};
  std::array<S, nodes> x_{}, y_{}, second_{};
};

/// Temperature from 72.5 km up.
template <Scalar S>
class Thermosphere {
 public:
  static constexpr double base_km = mean_temperature[5];  ///< 120: where the Bates profile is hung up
  static constexpr double join_km = turbopause[1][15];    ///< where it meets the spline
  static constexpr std::size_t nodes = 5;

  S exospheric_K{}, base_K{}, shape{};

  /// `node_K`: of 110, 100, 90 and 72.5 km; `last_gradient`: at the last.
  Thermosphere(const Ground<S>& ground, const S& exospheric, const S& base, const S& shape_1_km,
               const std::array<S, 4>& node_K, const S& last_gradient)
      : exospheric_K(exospheric), base_K(base), shape(shape_1_km), ground_(ground) {
    const S rise = ground.geopotential_km(S(join_km), S(base_km));
    const S joined_K = exospheric - (exospheric - base) * exp(-shape * rise);
    const S join_gradient = (exospheric - joined_K) * shape * ground.stretch(S(base_km), S(join_km));
    below_ = InverseTemperature<S, nodes>(ground, {S(join_km), S(110.0), S(100.0), S(90.0), S(72.5)},
                                          {joined_K, node_K[0], node_K[1], node_K[2], node_K[3]}, join_gradient,
                                          last_gradient);
  }

  /// What all gases share at a height.
  struct Level {
    S rise_km{}, log_ratio{};  ///< above the base: geopotential height, and ln(T_base / T)
    typename InverseTemperature<S, nodes>::At below{};
    Mask<S> is_below{};
    S temperature_K{};
  };
  Level level(const S& z_km) const {
    Level level;
    level.rise_km = ground_.geopotential_km(max(z_km, S(join_km)), S(base_km));
    const S T = exospheric_K - (exospheric_K - base_K) * exp(-shape * level.rise_km);
    level.log_ratio = log(base_K / T);
    level.is_below = z_km < S(join_km);
    level.temperature_K = T;
    if (any(level.is_below)) {
      level.below = below_.at(z_km);
      level.temperature_K = select(level.is_below, level.below.temperature_K, T);
    }
    return level;
  }

  /// The density of a gas of molar mass M with thermal diffusion alpha, from that at the base, by diffusion alone.
  S density(const Level& level, const S& at_base, const S& molar_mass, double alpha) const {
    const S gamma = molar_mass * ground_.gravity_at(S(base_km)) / (shape * S(gas_constant) * exospheric_K);
    S exponent = fma(S(1.0 + alpha) + gamma, level.log_ratio, -(shape * gamma * level.rise_km));
    if (any(level.is_below)) {
      const S more = below_.log_thinning(level.below, molar_mass, S(alpha));
      exponent = select(level.is_below, exponent + more, exponent);
    }
    return at_base * exp(exponent);
  }

 private:
  Ground<S> ground_;
  InverseTemperature<S, nodes> below_;
};

}  // namespace cosmodrome::msis
