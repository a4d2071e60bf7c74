#include "cosmodrome/environment/us76.hpp"

#include <algorithm>
#include <array>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {
namespace {

// Constants of the standard, not today's: its tables follow from these. [US76], tables 2, 3 and section 1.2.
constexpr double gas_constant = 8314.32;      // R*, J/(kmol K)
constexpr double boltzmann = 1.380622e-23;    // J/K
constexpr double avogadro = 6.022169e26;      // 1/kmol
constexpr double gravity_m_s2 = 9.80665;      // at sea level
constexpr double earth_radius_km = 6356.766;  // r0: makes geopotential from geometric altitude
constexpr double air_kg_kmol = 28.9644;       // M0, below 80 km
constexpr double heat_ratio = 1.4;
constexpr double boundary_km = 86.0;

// ------------------------------------------------------------------ to 86 km

// Foot (km of geopotential) and slope of T_M (K/km) of each layer: [US76], table 4. The last foot is 86 km.
constexpr int layers = 7;
constexpr std::array<double, layers + 1> layer_foot_km{0, 11, 20, 32, 47, 51, 71, 84.852};
constexpr std::array<double, layers> layer_slope_K_km{-6.5, 0, 1, 2.8, 0, -2.8, -2};

constexpr std::array<double, layers + 1> layer_temperatures_K() {
  std::array<double, layers + 1> t{288.15};
  for (int i = 0; i < layers; ++i) t[i + 1] = t[i] + layer_slope_K_km[i] * (layer_foot_km[i + 1] - layer_foot_km[i]);
  return t;
}
constexpr auto layer_temperature_K = layer_temperatures_K();

double geopotential_km(double z_km) { return earth_radius_km * z_km / (earth_radius_km + z_km); }
double geometric_km(double h_km) { return earth_radius_km * h_km / (earth_radius_km - h_km); }

/// Pressure at h over pressure at the layer's foot: eq. 33a and 33b.
double pressure_ratio(int layer, double h_km) {
  constexpr double k = 1000.0 * gravity_m_s2 * air_kg_kmol / gas_constant;  // K/km
  const double t = layer_temperature_K[layer], slope = layer_slope_K_km[layer];
  const double dh = h_km - layer_foot_km[layer];
  if (slope == 0) return exp(-k * dh / t);
  return pow(t / (t + slope * dh), k / slope);
}

/// M / M0 every half kilometre from 80 to 86 km: [US76], table 8. Linear between.
double molecular_weight_ratio(double z_km) {
  constexpr std::array<double, 13> ratio{1.000000, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870,
                                         0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579};
  const double x = std::clamp((z_km - 80.0) * 2.0, 0.0, 12.0);
  const int i = std::min(static_cast<int>(x), 11);
  return ratio[i] + (x - i) * (ratio[i + 1] - ratio[i]);
}

// ------------------------------------------------------------------ above 86 km

enum Gas { N2, O, O2, Ar, He, gases };
constexpr std::array<double, gases> gas_kg_kmol{28.0134, 15.9994, 31.9988, 39.948, 4.0026};
constexpr double hydrogen_kg_kmol = 1.00797;

// At 86 km, 1/m3: [US76], table 9 (helium as the tables were computed with it).
constexpr std::array<double, gases> density_at_boundary_m3{1.129794e20, 8.6e16, 3.030898e19, 1.3514e18, 7.5817e14};

// Molecular diffusion D = a / n (T / 273.15 K)^b and thermal diffusion alpha: [US76], table 6.
struct Diffusion {
  double a, b, alpha;
};
constexpr std::array<Diffusion, gases> diffusion{
    {{0, 0, 0}, {6.986e20, 0.750, 0}, {4.863e20, 0.750, 0}, {4.487e20, 0.870, 0}, {1.700e21, 0.691, -0.40}}};
constexpr Diffusion hydrogen_diffusion{3.305e21, 0.500, -0.25};
constexpr double hydrogen_at_500_km_m3 = 8.0e10;
constexpr double hydrogen_flux_m2_s = 7.2e11;
constexpr double hydrogen_from_km = 150.0;  // the standard has none below
constexpr double hydrogen_reference_km = 500.0;

// Vertical transport v / (D + K) = Q (z - U)^2 exp(-W (z - U)^3) + the same of (u - z) below u: [US76], table 7, km.
struct Transport {
  double Q, U, W;
};
constexpr std::array<Transport, gases> transport{{{0, 0, 0},
                                                  {-5.809644e-4, 56.90311, 2.706240e-5},
                                                  {1.366212e-4, 86.0, 8.333333e-5},
                                                  {9.434079e-5, 86.0, 8.333333e-5},
                                                  {-2.457369e-4, 86.0, 6.666667e-4}}};
constexpr Transport oxygen_below_97_km{-3.416248e-3, 97.0, 5.008765e-4};

struct Temperature {
  double T, slope_K_km;
};

/// Kinetic temperature and its slope: eqs. 25 to 32. `piece_km` decides the segment, so that both ends of a step of
/// integration belong to the same one.
Temperature thermosphere(double z_km, double piece_km) {
  if (piece_km < 91.0) return {186.8673, 0.0};
  if (piece_km < 110.0) {
    // An ellipse through T(91 km) with no slope and T(110 km) = 240 K with 12 K/km. The standard prints its constants
    // rounded (263.1905 K, -76.3232 K, -19.9429 km); from the conditions themselves it has no step at 110 km.
    constexpr double low = 186.8673, high = 240.0, slope = 12.0, width = 19.0;
    constexpr double centre = (slope * width * high + low * low - high * high) / (slope * width + 2 * low - 2 * high);
    constexpr double A = low - centre;
    const double a = width * A / sqrt(A * A - (high - centre) * (high - centre));
    const double x = (z_km - 91.0) / a;
    const double root = sqrt(1.0 - x * x);
    return {centre + A * root, -A / a * x / root};
  }
  if (piece_km < 120.0) return {240.0 + 12.0 * (z_km - 110.0), 12.0};
  constexpr double T_infinity = 1000.0, T_120 = 360.0, lambda = 12.0 / (T_infinity - T_120);
  const double ratio = (earth_radius_km + 120.0) / (earth_radius_km + z_km);
  const double fall = (T_infinity - T_120) * exp(-lambda * (z_km - 120.0) * ratio);
  return {T_infinity - fall, lambda * fall * ratio * ratio};
}

double eddy_diffusion_m2_s(double z_km, double piece_km) {
  if (piece_km < 95.0) return 120.0;
  if (piece_km > 115.0) return 0.0;
  const double d = 400.0 - (z_km - 95.0) * (z_km - 95.0);
  return d > 0 ? 120.0 * exp(1.0 - 400.0 / d) : 0.0;
}

double transport_per_km(const Transport& t, double height_km) {
  return t.Q * height_km * height_km * exp(-t.W * height_km * height_km * height_km);
}

double transport_per_km(int gas, double z_km, double piece_km) {
  double sum = transport_per_km(transport[gas], z_km - transport[gas].U);
  if (gas == O && piece_km < 97.0) sum += transport_per_km(oxygen_below_97_km, 97.0 - z_km);
  return sum;
}

double gravity_over_RT_per_km(double z_km, double T) {  // times a molecular weight
  const double ratio = earth_radius_km / (earth_radius_km + z_km);
  return 1000.0 * gravity_m_s2 * ratio * ratio / (gas_constant * T);
}

double diffusion_m2_s(const Diffusion& d, double background_m3, double T) {
  return d.a / background_m3 * pow(T / 273.15, d.b);
}

using Slopes = std::array<double, gases + 2>;  // of ln(n T) of each gas, then of hydrogen's tau and flux integral

/// d/dz of the state, per km: eqs. 36 to 39, in the standard's order: nitrogen on its own, the oxygens through
/// nitrogen, argon and helium through all three, hydrogen through all five.
Slopes slopes(double z_km, double piece_km, const Slopes& y) {
  const auto [T, T_slope] = thermosphere(z_km, piece_km);
  const double per_km = gravity_over_RT_per_km(z_km, T);
  const double K = eddy_diffusion_m2_s(z_km, piece_km);
  const bool mixed = piece_km < 100.0;  // up to there M is that of air at the ground

  std::array<double, gases> n{};
  for (int gas = N2; gas < gases; ++gas) n[gas] = exp(y[gas]) / T;
  const double heavy = n[N2] + n[O] + n[O2];
  const double heavy_kg_kmol = (n[N2] * gas_kg_kmol[N2] + n[O] * gas_kg_kmol[O] + n[O2] * gas_kg_kmol[O2]) / heavy;

  Slopes out{};
  out[N2] = -per_km * (mixed ? air_kg_kmol : gas_kg_kmol[N2]);
  for (int gas = O; gas < gases; ++gas) {
    const bool light = gas == O || gas == O2;
    const double M = mixed ? air_kg_kmol : light ? gas_kg_kmol[N2] : heavy_kg_kmol;
    const double D = diffusion_m2_s(diffusion[gas], light ? n[N2] : heavy, T);
    const double f = (per_km * (D * gas_kg_kmol[gas] + K * M) + D * diffusion[gas].alpha * T_slope / T) / (D + K);
    out[gas] = -(f + transport_per_km(gas, z_km, piece_km));
  }
  if (piece_km > hydrogen_from_km) {
    const double D = diffusion_m2_s(hydrogen_diffusion, heavy + n[Ar] + n[He], T);
    out[gases] = per_km * hydrogen_kg_kmol;
    out[gases + 1] = 1000.0 * hydrogen_flux_m2_s / D * pow(T, 1.0 + hydrogen_diffusion.alpha) * exp(y[gases]);
  }
  return out;
}

Slopes plus(const Slopes& y, double h, const Slopes& k) {
  Slopes out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = y[i] + h * k[i];
  return out;
}

}  // namespace

std::vector<double> Us76::kinks_m() {
  std::vector<double> z_m;
  for (int i = 1; i < layers; ++i) z_m.push_back(1000.0 * geometric_km(layer_foot_km[i]));
  z_m.push_back(1000.0 * boundary_km);
  return z_m;
}

Us76::Us76() {
  layer_pressure_Pa_[0] = 101325.0;
  for (int i = 0; i < layers; ++i)
    layer_pressure_Pa_[i + 1] = layer_pressure_Pa_[i] * pressure_ratio(i, layer_foot_km[i + 1]);

  Node node;
  node.z_km = boundary_km;
  for (int gas = N2; gas < gases; ++gas) node.log_nT[gas] = log(density_at_boundary_m3[gas] * 186.8673);
  nodes_.push_back(node);
  // Steps end at every altitude where a term of the equations begins or ends: 91, 95, 97, 100, 110, 115, 120, 150 km.
  for (int i = 1; i <= 640; ++i) nodes_.push_back(advance(nodes_.back(), boundary_km + 0.1 * i));
  for (int z = 151; z <= 1000; ++z) {
    nodes_.push_back(advance(nodes_.back(), z));
    if (z == 500) at_500_km_ = nodes_.back();
  }
}

/// One step of the classical fourth-order method; within the standard's own rounding for steps up to a kilometre.
Us76::Node Us76::advance(const Node& from, double to_z_km) {
  const double h = to_z_km - from.z_km, middle = from.z_km + 0.5 * h;
  Slopes y{};
  std::copy_n(from.log_nT, gases, y.begin());
  y[gases] = from.hydrogen_tau;
  y[gases + 1] = from.hydrogen_flux;
  const Slopes k1 = slopes(from.z_km, middle, y);
  const Slopes k2 = slopes(middle, middle, plus(y, 0.5 * h, k1));
  const Slopes k3 = slopes(middle, middle, plus(y, 0.5 * h, k2));
  const Slopes k4 = slopes(to_z_km, middle, plus(y, h, k3));
  y = plus(plus(y, h / 6.0, plus(k1, 1.0, k4)), h / 3.0, plus(k2, 1.0, k3));
  Node to;
  to.z_km = to_z_km;
  std::copy_n(y.begin(), gases, to.log_nT);
  to.hydrogen_tau = y[gases];
  to.hydrogen_flux = y[gases + 1];
  return to;
}

/// Eq. 39. Above 500 km the standard neglects the flux integral, and so do its tables: kept, it would lower the
/// hydrogen at 1000 km by 0.3 %.
double Us76::hydrogen_m3(const Node& node) const {
  if (node.z_km < hydrogen_from_km) return 0;
  constexpr double power = 1.0 + hydrogen_diffusion.alpha;
  const double T = thermosphere(node.z_km, node.z_km).T;
  const double T_500 = thermosphere(hydrogen_reference_km, hydrogen_reference_km).T;
  double n = hydrogen_at_500_km_m3;
  if (node.z_km < hydrogen_reference_km)
    n -= (node.hydrogen_flux - at_500_km_.hydrogen_flux) * pow(T_500, -power) * exp(-at_500_km_.hydrogen_tau);
  return n * pow(T_500 / T, power) * exp(at_500_km_.hydrogen_tau - node.hydrogen_tau);
}

Us76::Point Us76::below_86_km(double z_km) const {
  const double h_km = geopotential_km(z_km);
  int i = 0;
  while (i + 1 < layers && h_km >= layer_foot_km[i + 1]) ++i;
  Point point;
  const double ratio = molecular_weight_ratio(z_km);
  point.molecular_temperature_K = layer_temperature_K[i] + layer_slope_K_km[i] * (h_km - layer_foot_km[i]);
  point.temperature_K = point.molecular_temperature_K * ratio;
  point.molecular_weight_kg_kmol = air_kg_kmol * ratio;
  point.pressure_Pa = layer_pressure_Pa_[i] * pressure_ratio(i, h_km);
  point.density_kg_m3 = point.pressure_Pa * air_kg_kmol / (gas_constant * point.molecular_temperature_K);
  return point;
}

Us76::Point Us76::above_86_km(double z_km) const {
  const auto after =
      std::upper_bound(nodes_.begin(), nodes_.end(), z_km, [](double z, const Node& node) { return z < node.z_km; });
  const Node node = advance(*(after - 1), z_km);
  Point point;
  point.temperature_K = thermosphere(z_km, z_km).T;
  double n = hydrogen_m3(node), mass = n * hydrogen_kg_kmol;
  for (int gas = N2; gas < gases; ++gas) {
    const double n_gas = exp(node.log_nT[gas]) / point.temperature_K;
    n += n_gas;
    mass += n_gas * gas_kg_kmol[gas];
  }
  point.density_kg_m3 = mass / avogadro;
  point.pressure_Pa = n * boltzmann * point.temperature_K;
  point.molecular_weight_kg_kmol = mass / n;
  point.molecular_temperature_K = point.temperature_K * air_kg_kmol / point.molecular_weight_kg_kmol;
  return point;
}

Us76::Point Us76::operator()(double altitude_m) const {
  const double z_km = 1e-3 * std::clamp(altitude_m, lowest_altitude_m, highest_altitude_m);
  Point point = z_km < boundary_km ? below_86_km(z_km) : above_86_km(z_km);
  point.sound_speed_m_s = sqrt(heat_ratio * gas_constant / air_kg_kmol * point.molecular_temperature_K);
  return point;
}

}  // namespace cosmodrome
