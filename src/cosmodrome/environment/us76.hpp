#pragma once
#include <vector>

namespace cosmodrome {

/// The U.S. Standard Atmosphere 1976 as it is defined, from -5 km to 1000 km of geometric altitude: by layers below
/// 86 km, by integrating the species' diffusion above. Exact and slow; flights use Atmosphere, a table made of it.
///
/// Valid as a mean of latitude 45 deg N at moderate solar activity: in the thermosphere the real density is from a
/// third to three times this (at 400 km), so nothing about lifetimes should be concluded from it.
/// Source: [US76] U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562; equations and tables are named in us76.cpp.
class Us76 {
 public:
  struct Point {
    double density_kg_m3 = 0;
    double pressure_Pa = 0;
    double temperature_K = 0;             ///< kinetic, T
    double molecular_temperature_K = 0;   ///< T_M = T M0 / M, so that p = rho R* T_M / M0 at every altitude
    double molecular_weight_kg_kmol = 0;  ///< mean, M
    /// sqrt(gamma R* T_M / M0), gamma = 1.4. The standard stops giving it at 86 km, where the free path is no longer
    /// short beside a wave; above, the same formula goes on, so that a Mach number exists where drag is still felt.
    double sound_speed_m_s = 0;
  };

  static constexpr double lowest_altitude_m = -5000.0;
  static constexpr double highest_altitude_m = 1.0e6;

  Us76();

  /// At a geometric altitude from lowest to highest; outside it answers as at the nearer end.
  Point operator()(double altitude_m) const;

  /// Geometric altitudes where the temperature's slope jumps, the last at 86 km. An integrator of high order may stop
  /// there.
  static std::vector<double> kinks_m();

 private:
  struct Node {
    double z_km = 0;
    double log_nT[5] = {};    // ln(n T) of N2, O, O2, Ar, He
    double hydrogen_tau = 0;  // the exponent and the flux integral of eq. 39, from 150 km up
    double hydrogen_flux = 0;
  };

  static Node advance(const Node& from, double to_z_km);
  Point below_86_km(double z_km) const;
  Point above_86_km(double z_km) const;
  double hydrogen_m3(const Node& node) const;

  double layer_pressure_Pa_[8] = {};  // at the foot of each layer
  std::vector<Node> nodes_;           // from 86 to 1000 km
  Node at_500_km_;
};

}  // namespace cosmodrome
