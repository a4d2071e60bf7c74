#pragma once
// The frames a vector can be expressed in. A tag is only a name: it has no members and costs nothing.

namespace cosmodrome {

struct Gcrf {};  ///< Geocentric celestial reference frame: inertial axes, origin at the Earth's centre.
struct Itrf {};  ///< International terrestrial reference frame: turns with the Earth's crust.
struct Cirf {};  ///< Celestial intermediate frame: true equator of date, x towards the celestial intermediate origin.
struct Teme {};  ///< True equator, mean equinox of date: the frame of SGP4.
struct Enu {};   ///< East, north, up at a stated place on the ellipsoid.

}  // namespace cosmodrome
