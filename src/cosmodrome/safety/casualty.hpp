#pragma once
// How much ground a falling piece makes deadly: casualty areas, by where people are.
#include <string>
#include <vector>

namespace cosmodrome {

/// A piece as it meets the ground.
struct FallingPiece {
  double mass_kg = 0;
  double area_m2 = 0;      ///< that it shows the ground
  double speed_m_s = 0;    ///< relative to the ground
  double descent_rad = 0;  ///< of its velocity below the horizon: pi / 2 is straight down
  [[nodiscard]] double energy_J() const { return 0.5 * mass_kg * speed_m_s * speed_m_s; }
};

/// A person as a standing cylinder: one foot of radius, six feet tall.
struct StandingPerson {
  double radius_m = 0.3048;
  double height_m = 1.8288;
};

/// Below this energy a piece hurts nobody in the open: 11 ft lbf. Source: 14 CFR 417.107 (c).
inline constexpr double harmless_energy_J = 14.914;

/// Where a person in the open is touched by a piece on its way down: a disc about the piece, wider by a person, and the
/// strip along which it is lower than a head,
///     A = pi (r_f + r_p)^2 + 2 (r_f + r_p) h / tan(descent),   r_f = sqrt(area / pi).
/// 0 below the harmless energy. The descent counts as 5 degrees at least.
/// Geometry; the person is that of casex (JARUS). Cases in docs/theory/casualties.md.
double inert_casualty_area_m2(const FallingPiece& piece, const StandingPerson& person = {});

/// How far a piece slides, and the ground that this adds: it loses its horizontal speed to friction,
///     d = v_h^2 / (2 mu g).
double slide_distance_m(const FallingPiece& piece, double friction);
double sliding_casualty_area_m2(const FallingPiece& piece, double friction, const StandingPerson& person = {});

/// Where people are, by what is over their heads. A piece goes through with a chance that is logistic in the logarithm
/// of its energy per area, m v^2 / A: half of them at `half_J_m2`, and the wider the slower. Infinity: never.
struct Shelter {
  std::string name;
  double share = 0;          ///< of people
  double half_J_m2 = 0;      ///< 0: nothing overhead
  double width = 0.5;        ///< of the logistic, in e-foldings
  double debris_factor = 1;  ///< how much larger than the piece's way through the room is where the roof falls
  std::string origin;        ///< of these figures

  [[nodiscard]] double penetration(const FallingPiece& piece) const;
};

/// The open, and light, medium and strong roofs. The figures are estimates, meant to be replaced: `origin` says so.
std::vector<Shelter> generic_shelters();

/// Throws InputError if shares are negative or do not add up to 1 within 1e-9, or a figure is no number.
void check_shelters(const std::vector<Shelter>& shelters);

/// Of one piece in one shelter: in the open inert and sliding; under a roof the chance to go through times the vertical
/// area inside, times the roof's factor.
double casualty_area_m2(const FallingPiece& piece, const Shelter& shelter, double friction);

/// What propellant does that explodes as it comes down: as so much TNT, in proportion, up to a mass and beyond it.
struct ExplosiveYield {
  double share = 0;         ///< of the propellant's mass, up to the limit
  double limit_kg = 1e300;  ///< of propellant
  double share_beyond = 0;  ///< of what is above the limit
  std::string origin;

  [[nodiscard]] double tnt_kg(double propellant_kg) const;
};

/// Kerosene and oxygen by the memory of DESR 6055.09: 20 % up to 500,000 lb, 10 % of the rest; marked so.
ExplosiveYield kerosene_yield();

/// The distance at which a blast has an overpressure, Hopkinson's rule R = K W^(1/3). K is 17.9 m/kg^(1/3) for 1 psi
/// (6.9 kPa), 7.14 for 3.5 psi.
double blast_radius_m(double tnt_kg, double scaled_distance_m_kg13 = 17.9);

/// pi R^2: all within the radius of 1 psi count, indoors and out, as 14 CFR 417.107 (c) has it.
double exploding_casualty_area_m2(double propellant_kg, const ExplosiveYield& yield,
                                  double scaled_distance_m_kg13 = 17.9);

/// A ship is hit where the piece and it, both taken for squares of their area, touch.
double ship_hit_area_m2(double ship_area_m2, double piece_area_m2);

/// The chance that one of so many pieces hits an aircraft in a volume of air that they cross: the space that the
/// aircraft's projected area sweeps relative to them, over the volume,
///     1 - exp(-n v A t / (S h)).
/// `pieces` cross a cell of ground area S in a slab of height h, each for t seconds.
double aircraft_hit_probability(double pieces, double seconds_in_slab, double relative_speed_m_s,
                                double projected_area_m2, double cell_area_m2, double slab_height_m);

}  // namespace cosmodrome
