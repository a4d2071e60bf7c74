#pragma once
// Changes of orbit that have closed forms: with instant burns, around a point.
namespace cosmodrome {

/// What a change of orbit costs, burn by burn, and how long it takes from the first burn to the last.
struct TransferCost {
  double first_m_s = 0;
  double second_m_s = 0;
  double third_m_s = 0;
  double time_s = 0;
  double total_m_s() const;
};

/// Between two circles in one plane by half an ellipse.
/// Source: W. Hohmann: Die Erreichbarkeit der Himmelskoerper. Oldenbourg, 1925.
TransferCost hohmann(double from_radius_m, double to_radius_m, double mu_m3_s2);

/// Between two circles in one plane by two half ellipses that meet at `far_radius_m`: cheaper than hohmann() where the
/// radii differ more than 11.94 times and the meeting point is far.
/// Source: A. Sternfeld: Initiation a la cosmonautique. Felix Alcan, 1934.
TransferCost bi_elliptic(double from_radius_m, double to_radius_m, double far_radius_m, double mu_m3_s2);

/// Turns the plane of a circle by one burn.
double plane_change_m_s(double speed_m_s, double angle_rad);

/// Between two circles whose planes differ by an angle, half an ellipse, the turn shared between both burns so that
/// their sum is least.
struct InclinedTransfer {
  TransferCost cost;
  double first_turn_rad = 0;  ///< of the plane, in the first burn
};
InclinedTransfer inclined_hohmann(double from_radius_m, double to_radius_m, double angle_rad, double mu_m3_s2);

/// Moves along a circle: an ellipse that touches it is flown so many times that one comes back to the place when it has
/// moved on by the angle.
struct Phasing {
  double semi_major_axis_m = 0;
  double other_apsis_m = 0;  ///< distance from the centre; below the ground: choose more revolutions
  TransferCost cost;
};

/// `ahead_rad`: how far ahead of us the place is that we want to be at, negative behind. Throws std::invalid_argument
/// if there are no revolutions, or the angle is not less than those.
Phasing phasing(double radius_m, double ahead_rad, int revolutions, double mu_m3_s2);

}  // namespace cosmodrome
