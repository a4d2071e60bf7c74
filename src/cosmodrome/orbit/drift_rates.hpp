#pragma once
// How orbits that are kept would drift: closed forms, for first guesses and beside what is flown.
#include "cosmodrome/environment/gravity_coefficients.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// The acceleration of the longitude of a circle that turns with the Earth in its equator, by the field's terms that
/// turn with it up to the degree: one revolution after another the satellite feels the same pull along its path,
///
///     d2(lambda)/dt2 = -3/a^2 dU/d(lambda),
///
/// of which the largest part, by J22, is 18 n^2 (R/a)^2 J22 sin 2(lambda - lambda22).
/// Source: E. M. Soop, Handbook of Geostationary Orbits, Kluwer 1994, chapter 4; here with all terms of the field.
double longitude_acceleration_rad_s2(const GravityCoefficients& field, double axis_m, double longitude_rad,
                                     int degree = 6);

/// The speed at which Sun and Moon turn the plane of an equatorial circle, the Moon's plane being where its mean node
/// has it at the epoch; half-yearly and fortnightly swings are averaged out. Each gives
///
///     3/4 (mu_b / r_b^3) (1 - e_b^2)^(-3/2) / n sin(eps) cos(eps)
///
/// at right angles to its pole, eps being the angle between its orbit and the equator; the equator's own precession is
/// taken off.
/// Source: R. R. Allan, G. E. Cook, The long-period motion of the plane of a distant circular orbit, Proceedings of the
/// Royal Society A 280 (1964), 97-109; the Moon's node: J. Meeus, Astronomical Algorithms, 2nd edition, chapter 47.
double inclination_drift_rad_s(const Epoch& at, double axis_m, double gm_m3_s2);

/// The radius of the circle on which sunlight leads the eccentricity of a geostationary orbit around in a year:
/// 3/2 P (Cr A/m) / (V n_sun). Source: Soop, chapter 4.
double sunlight_eccentricity(double light_m2_kg, double axis_m, double gm_m3_s2);

}  // namespace cosmodrome
