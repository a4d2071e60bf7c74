#pragma once
#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {

/// Where a position is on the Earth of a world: geodetic on the ellipsoid, geocentric on a sphere.
Geodetic<double> place_on(const World& world, const Vec3<double, Itrf>& position_m);

/// The position of a place.
Vec3<double, Itrf> position_on(const World& world, const Geodetic<double>& place);

/// The vertical there, a unit vector.
Vec3<double, Itrf> up_on(const World& world, const Vec3<double, Itrf>& position_m);

/// The shortest way along the ground between two places.
double distance_on_m(const World& world, double latitude_1_rad, double longitude_1_rad, double latitude_2_rad,
                     double longitude_2_rad);

}  // namespace cosmodrome
