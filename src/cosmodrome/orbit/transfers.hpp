#pragma once
// Changes of orbit that have closed forms: with instant burns, around a point.
#include <vector>

namespace cosmodrome {

/// An instant burn, by the velocity and the plane that it finds.
struct TransferBurn {
  const char* name;     ///< "leave"
  double t_s = 0;       ///< since the first
  double radius_m = 0;  ///< where
  double along_m_s = 0;
  double normal_m_s = 0;  ///< along the orbit's normal
  double size_m_s() const;
};

struct Transfer {
  std::vector<TransferBurn> burns;
  double time_s() const;  ///< from the first burn to the last
  double total_m_s() const;
};

/// Between two circles in one plane by half an ellipse.
/// Source: W. Hohmann: Die Erreichbarkeit der Himmelskoerper. Oldenbourg, 1925.
Transfer hohmann(double from_radius_m, double to_radius_m, double mu_m3_s2);

/// Between two circles in one plane by two half ellipses that meet at `far_radius_m`: cheaper than hohmann() where the
/// radii differ more than 11.94 times and the meeting point is far.
/// Source: A. Sternfeld: Initiation a la cosmonautique. Felix Alcan, 1934.
Transfer bi_elliptic(double from_radius_m, double to_radius_m, double far_radius_m, double mu_m3_s2);

/// What bi_elliptic() costs with the meeting point at infinity, which is the least where any far point pays.
double bi_parabolic_m_s(double from_radius_m, double to_radius_m, double mu_m3_s2);

/// Turns the plane of a circle by one burn, about the radius where it is made.
Transfer plane_change(double radius_m, double angle_rad, double mu_m3_s2);

/// Between two circles whose planes differ by an angle, half an ellipse from where the planes meet, the turn shared
/// between both burns so that their sum is least. The second burn is at the other node, where the same turn has the
/// other sign along the normal.
struct InclinedTransfer {
  Transfer transfer;
  double first_turn_rad = 0;  ///< of the plane, in the first burn
};
InclinedTransfer inclined_hohmann(double from_radius_m, double to_radius_m, double angle_rad, double mu_m3_s2);

/// Moves along a circle: an ellipse that touches it is flown so many times that one comes back to the place when it has
/// moved on by the angle.
struct Phasing {
  double semi_major_axis_m = 0;
  double other_apsis_m = 0;  ///< distance from the centre; below the ground: choose more revolutions
  Transfer transfer;
};

/// `ahead_rad`: how far ahead of us the place is that we want to be at, negative behind. Throws std::invalid_argument
/// if there are no revolutions, or the angle is not less than those.
Phasing phasing(double radius_m, double ahead_rad, int revolutions, double mu_m3_s2);

}  // namespace cosmodrome
