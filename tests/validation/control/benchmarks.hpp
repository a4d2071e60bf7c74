#pragma once
#include <functional>

#include "cosmodrome/optimize/optimal_control.hpp"

/// Optimal-control problems whose optima are published or known in closed form, each with a crude guess and a coarse
/// mesh to begin on. Tests hold our solutions to the optima, benchmarks time them. Units are those of the publications.
namespace cosmodrome::control {

struct Benchmark {
  OptimalControlProblem problem;
  ControlGuess guess;
  std::vector<PhaseMesh> mesh;
};

// Small ones with closed forms.
Benchmark linear_quadratic();       ///< min 1/2 int(x^2 + u^2): exponentials
Benchmark double_integrator();      ///< min 1/2 int(u^2), rest to rest: a cubic
Benchmark bryson_denham(double l);  ///< the same there and back, x <= l: 4 / (9 l) for l <= 1/6
Benchmark hypersensitive();         ///< min 1/2 int(x^2 + u^2), x' = u - x^3, over a time that is as good as infinite
Benchmark brachistochrone();        ///< to a vertical line: a cycloid
Benchmark catalyst_mixing();        ///< full, singular, none
Benchmark lunar_ascent();           ///< least time to a lunar orbit, flat and airless: the linear tangent law
Benchmark orbit_raising();          ///< largest circular orbit in a given time at constant thrust

/// Goddard's rocket: the most height from a given mass of propellant. There is no one problem of this name.
struct GoddardRocket {
  double drag, decay, ground;  ///< D = drag v^2 exp(-decay (h - ground))
  double gravity;
  bool inverse_square;  ///< gravity / h^2, else the same everywhere
  double exhaust_speed, thrust, full_mass, empty_mass;
  double speed_limit;                            ///< 0: none
  double height_scale, speed_scale, time_scale;  ///< natural sizes
  std::vector<double> guessed_times;             ///< ends of full thrust, singular arc, (limited speed,) coast
  double guessed_speed;                          ///< on the way
};
GoddardRocket goddard_a();  ///< dimensionless (COPS)
GoddardRocket goddard_b();  ///< the same, v <= 0.1
GoddardRocket goddard_d();  ///< feet and slugs (Betts)
GoddardRocket goddard_e();  ///< the same as Dymos and ASSET have it

/// By its structure, which is known: full thrust, the singular arc on which D (1 + v / c) = m g, flight at the limit of
/// speed if there is one, coast; the switching times are free.
Benchmark goddard_by_arcs(const GoddardRocket& rocket);
/// In one phase with nothing known: what a mesh that does not know the switching times makes of it.
Benchmark goddard_in_one(const GoddardRocket& rocket, int intervals, int points);

/// The Space Shuttle's entry with the most cross-range; heating limited to 70 BTU/ft2/s or not.
Benchmark shuttle_entry(bool heating_limit);

/// Months of low thrust in an evening: from a low orbit to one of high eccentricity and inclination, J2 to J4.
/// It has an optimum for each number of revolutions; Betts's has a little more than eight. `direction_tolerance` is how
/// far the square of the length of the thrust's direction may be from 1.
Benchmark low_thrust_transfer(int revolutions = 8, double direction_tolerance = 0);

/// The heaviest stage and payload that a Delta III of four phases brings to the transfer orbit: as a mission it is
/// missions/benchmarks/delta-iii.toml, here it stands by itself.
Benchmark delta_iii();

/// Two burns from a low inclined orbit to the geostationary one, J2 to J4.
Benchmark two_burn_transfer();

}  // namespace cosmodrome::control
