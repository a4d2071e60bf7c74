#include "cosmodrome/orbit/sgp4_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {
namespace {

using namespace sgp4_constants;

constexpr double mu_m3_s2 = 398600.8e9;  // WGS72, as SGP4 has it
constexpr std::size_t most_parameters = 7;

/// n in rad/s, h = e sin(w + W), k = e cos(w + W), p = tan(i/2) sin W, q = tan(i/2) cos W, mean longitude, and B*.
/// R. A. Broucke, P. J. Cefola, "On the Equinoctial Orbit Elements", Celestial Mechanics 5 (1972).
using Parameters = std::array<double, most_parameters>;

Sgp4Elements elements_of(const Parameters& x, const Epoch& epoch) {
  Sgp4Elements e;
  e.epoch = epoch;
  e.mean_motion_rad_s = x[0];
  e.eccentricity = hypot(x[1], x[2]);
  const double longitude_of_perigee = atan2(x[1], x[2]);
  e.node_rad = atan2(x[3], x[4]);
  e.inclination_rad = 2 * atan(hypot(x[3], x[4]));
  const auto positive = [](double angle) {
    const double rest = std::fmod(angle, two_pi);
    return rest < 0 ? rest + two_pi : rest;
  };
  e.argument_of_perigee_rad = positive(longitude_of_perigee - e.node_rad);
  e.mean_anomaly_rad = positive(x[5] - longitude_of_perigee);
  e.node_rad = positive(e.node_rad);
  e.drag_per_earth_radius = x[6];
  return e;
}

/// The osculating elements of a state, taken as mean ones: where the search begins.
Parameters osculating(const Sgp4Sample& sample) {
  const auto& r = sample.state.r_m;
  const auto& v = sample.state.v_m_s;
  const double distance = norm(r);
  const double a = 1 / (2 / distance - dot(v, v) / mu_m3_s2);
  if (!(a > 0) || !std::isfinite(a)) throw std::invalid_argument("mean elements need an ellipse");
  const auto h = cross(r, v);
  const auto w = h / norm(h);
  // tan(i/2) (sin W, cos W) = (w_x, -w_y) / (1 + w_z); axes f and g of the equinoctial frame.
  const double p = w.x / (1 + w.z), q = -w.y / (1 + w.z);
  const double scale = 1 / (1 + p * p + q * q);
  const Vec3<double, Teme> f{scale * (1 - p * p + q * q), scale * 2 * p * q, -scale * 2 * p};
  const Vec3<double, Teme> g{scale * 2 * p * q, scale * (1 + p * p - q * q), scale * 2 * q};
  const auto toward_perigee = cross(v, h) / mu_m3_s2 - r / distance;
  const double he = dot(toward_perigee, g), ke = dot(toward_perigee, f);
  const double e = hypot(he, ke);
  const double radial = dot(r, v) / sqrt(mu_m3_s2 * a);  // e sin E
  const double eccentric = atan2(radial, 1 - distance / a);
  const double mean_anomaly = e > 0 ? eccentric - radial : 0;
  const double perigee = atan2(he, ke);
  const double longitude = e > 1e-12 ? perigee + mean_anomaly : atan2(dot(r, g), dot(r, f));
  const double n = sqrt(mu_m3_s2 / (a * a * a));
  return {n, he, ke, p, q, longitude - n * 60 * sample.minutes, 0};
}

/// Differences between samples and SGP4, six a sample; empty if SGP4 has no state somewhere.
std::vector<double> residuals(const Parameters& x, const Epoch& epoch, std::span<const Sgp4Sample> samples,
                              double scale_s) {
  const Sgp4Elements elements = elements_of(x, epoch);
  if (!(elements.eccentricity < 1) || !(elements.mean_motion_rad_s > 0)) return {};
  const Sgp4<double> satellite = make_sgp4(elements);
  std::vector<double> all;
  all.reserve(6 * samples.size());
  for (const Sgp4Sample& sample : samples) {
    const auto [state, error] = sgp4_state(satellite, sample.minutes);
    if (error != 0) return {};
    const auto dr = sample.state.r_m - state.r_m;
    const auto dv = scale_s * (sample.state.v_m_s - state.v_m_s);
    all.insert(all.end(), {dr.x, dr.y, dr.z, dv.x, dv.y, dv.z});
  }
  return all;
}

double sum_of_squares(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x * x;
  return values.empty() ? std::numeric_limits<double>::infinity() : sum;
}

/// Solves A x = b for a symmetric positive definite A by Cholesky's decomposition; false if it is none.
bool solve(std::array<std::array<double, most_parameters>, most_parameters> a, Parameters& b, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
    if (!(a[j][j] > 0)) return false;
    a[j][j] = sqrt(a[j][j]);
    for (std::size_t i = j + 1; i < n; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return true;
}

class Fit {
 public:
  Fit(const Epoch& epoch, std::span<const Sgp4Sample> samples, const Sgp4FitOptions& options)
      : epoch_(epoch), samples_(samples), count_(options.fit_drag ? 7 : 6) {
    const auto nearer = [](const Sgp4Sample& a, const Sgp4Sample& b) {
      return std::abs(a.minutes) < std::abs(b.minutes);
    };
    x_ = osculating(*std::min_element(samples.begin(), samples.end(), nearer));
    x_[6] = options.drag_per_earth_radius;
    scale_s_ = 1 / x_[0];
    // What changes a state by about a metre to ten, of which the difference has many digits.
    step_ = {x_[0] * 1e-8, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6};
    residual_ = residuals(x_, epoch_, samples_, scale_s_);
    cost_ = sum_of_squares(residual_);
  }

  Sgp4Fit run(int most_iterations) {
    Sgp4Fit fit;
    double damping = 0;
    while (fit.iterations < most_iterations && std::isfinite(cost_)) {
      ++fit.iterations;
      const double before = cost_;
      if (!improve(damping)) break;
      constexpr double enough = 1e-12;  // of the sum of squares, or a micrometre a sample
      const double left = static_cast<double>(samples_.size());
      fit.converged = cost_ < 1e-12 * left || before - cost_ < enough * before;
      if (fit.converged) break;
    }
    fit.elements = elements_of(x_, epoch_);
    for (std::size_t i = 0; i + 5 < residual_.size(); i += 6) {
      const double square_m2 =
          residual_[i] * residual_[i] + residual_[i + 1] * residual_[i + 1] + residual_[i + 2] * residual_[i + 2];
      fit.rms_m += square_m2;
      fit.worst_m = std::max(fit.worst_m, sqrt(square_m2));
    }
    fit.rms_m = sqrt(fit.rms_m / static_cast<double>(samples_.size()));
    fit.converged = fit.converged && std::isfinite(cost_);
    return fit;
  }

 private:
  /// One step of Gauss and Newton; with more damping if it would lead away. False if nothing leads nearer.
  bool improve(double& damping) {
    std::array<std::array<double, most_parameters>, most_parameters> normal{};
    Parameters right{};
    const std::vector<std::vector<double>> slopes = jacobian();
    if (slopes.empty()) return false;
    for (std::size_t i = 0; i < count_; ++i) {
      for (std::size_t k = 0; k <= i; ++k) {
        for (std::size_t m = 0; m < residual_.size(); ++m) normal[i][k] += slopes[i][m] * slopes[k][m];
        normal[k][i] = normal[i][k];
      }
      for (std::size_t m = 0; m < residual_.size(); ++m) right[i] += slopes[i][m] * residual_[m];
    }
    for (int tries = 0; tries < 12; ++tries) {
      auto damped = normal;
      for (std::size_t i = 0; i < count_; ++i) damped[i][i] *= 1 + damping;
      Parameters step = right;
      if (solve(damped, step, count_)) {
        Parameters next = x_;
        for (std::size_t i = 0; i < count_; ++i) next[i] += step[i] * step_[i];
        std::vector<double> residual = residuals(next, epoch_, samples_, scale_s_);
        if (const double cost = sum_of_squares(residual); cost <= cost_) {
          x_ = next;
          residual_ = std::move(residual);
          cost_ = cost;
          damping = damping > 1e-9 ? damping / 10 : 0;
          return true;
        }
      }
      damping = std::max(10 * damping, 1e-6);
    }
    // At the bottom rounding alone decides: that is an end as good as any.
    return false;
  }

  /// Change of what SGP4 says for a step of each parameter; empty if it says nothing there.
  std::vector<std::vector<double>> jacobian() const {
    std::vector<std::vector<double>> slopes(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      Parameters up = x_, down = x_;
      up[i] += step_[i];
      down[i] -= step_[i];
      slopes[i] = residuals(down, epoch_, samples_, scale_s_);
      const std::vector<double> other = residuals(up, epoch_, samples_, scale_s_);
      if (slopes[i].empty() || other.empty()) return {};
      for (std::size_t m = 0; m < other.size(); ++m) slopes[i][m] = (slopes[i][m] - other[m]) / 2;
    }
    return slopes;
  }

  const Epoch& epoch_;
  std::span<const Sgp4Sample> samples_;
  std::size_t count_;
  Parameters x_{}, step_{};
  double scale_s_ = 1;
  std::vector<double> residual_;
  double cost_ = 0;
};

}  // namespace

Sgp4Fit fit_sgp4(const Epoch& epoch, std::span<const Sgp4Sample> samples, const Sgp4FitOptions& options) {
  if (samples.empty()) throw std::invalid_argument("mean elements need a state");
  Sgp4Fit fit = Fit(epoch, samples, options).run(options.most_iterations);
  // A single state is met to rounding; then no step leads nearer, which is convergence too.
  if (fit.worst_m < 1e-3) fit.converged = true;
  return fit;
}

}  // namespace cosmodrome
