#pragma once
#include <string>
#include <vector>

namespace cosmodrome {

/// A gravity field in spherical harmonics:
///
///     U = gm / r sum_n (R / r)^n sum_m P_nm(sin phi) (C_nm cos m lambda + S_nm sin m lambda)
///
/// with fully normalised Legendre functions (mean square 1 over the sphere, no sign (-1)^m) and coefficients.
struct GravityCoefficients {
  double gm_m3_s2 = 0;
  double radius_m = 0;
  int degree = 0;
  /// "tide free": without the permanent bulge that the Sun and Moon raise; "zero tide": with it. Empty if not said.
  std::string tide_system;
  std::vector<double> C, S;  ///< by index(n, m)

  static int index(int n, int m) { return n * (n + 1) / 2 + m; }
};

/// Reads a table of degree, order, C, S as data/earth/egm2008_120.csv, with `# gm_m3_s2:` and `# radius_m:` before
/// it, up to `degree`. Throws InputError with file and line if it is not so or ends before that degree.
GravityCoefficients load_gravity(const std::string& path, int degree);

/// The field a satellite feels on the mean: a tide-free one with the permanent tide put back, which changes C20 by
/// -4.1736e-9 (J2 by 8.6e-6 of itself). Others come back as they are. For the Earth alone.
/// Source: NGA's two releases of EGM2008; the manner is that of IERS Conventions (2010), section 6.2.2.
GravityCoefficients to_zero_tide(GravityCoefficients field);

}  // namespace cosmodrome
