#include "cosmodrome/safety/casualty.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double gravity_m_s2 = 9.80665;
constexpr double flattest_rad = 5 * pi / 180;
constexpr double pound_kg = 0.45359237;

double reach_m(const FallingPiece& piece, const StandingPerson& person) {
  return std::sqrt(piece.area_m2 / pi) + person.radius_m;
}

}  // namespace

double inert_casualty_area_m2(const FallingPiece& piece, const StandingPerson& person) {
  if (piece.energy_J() < harmless_energy_J) return 0;
  const double reach = reach_m(piece, person), descent = std::clamp(piece.descent_rad, flattest_rad, pi / 2);
  return pi * reach * reach + 2 * reach * person.height_m * std::cos(descent) / std::sin(descent);
}

double slide_distance_m(const FallingPiece& piece, double friction) {
  if (!(friction > 0)) throw InputError("a friction of " + std::to_string(friction), "give one above 0, such as 0.5");
  const double across = piece.speed_m_s * std::cos(piece.descent_rad);
  return across * across / (2 * friction * gravity_m_s2);
}

double sliding_casualty_area_m2(const FallingPiece& piece, double friction, const StandingPerson& person) {
  if (piece.energy_J() < harmless_energy_J) return 0;
  return 2 * reach_m(piece, person) * slide_distance_m(piece, friction);
}

double Shelter::penetration(const FallingPiece& piece) const {
  if (half_J_m2 <= 0) return 1;
  if (std::isinf(half_J_m2) || !(piece.area_m2 > 0)) return 0;
  const double load = piece.mass_kg * piece.speed_m_s * piece.speed_m_s / piece.area_m2;
  return load > 0 ? 1 / (1 + std::exp(-std::log(load / half_J_m2) / width)) : 0;
}

std::vector<Shelter> generic_shelters() {
  const std::string estimate =
      "estimated: a judgement of what sheet metal, timber and concrete stop; no source has been read for it";
  return {{"open", 0.2, 0, 0.5, 1, "estimated: about five hours a day out of doors, or in vehicles, which stop little"},
          {"light roof", 0.4, 3e3, 0.7, 1.5, estimate},
          {"medium roof", 0.3, 2e4, 0.7, 2, estimate},
          {"strong roof", 0.1, 2e5, 0.7, 3, estimate}};
}

void check_shelters(const std::vector<Shelter>& shelters) {
  double sum = 0;
  for (const Shelter& shelter : shelters) {
    const auto refuse = [&](const std::string& what, double value, const std::string& remedy) {
      throw InputError("shelter \"" + shelter.name + "\" has " + what + " of " + std::to_string(value), remedy);
    };
    if (!(shelter.share >= 0)) refuse("a share", shelter.share, "give 0 or more");
    if (!(shelter.half_J_m2 >= 0)) refuse("an energy per area", shelter.half_J_m2, "give 0 or more");
    if (!(shelter.width > 0)) refuse("a width", shelter.width, "give more than 0");
    if (!(shelter.debris_factor >= 0)) refuse("a debris factor", shelter.debris_factor, "give 0 or more");
    sum += shelter.share;
  }
  if (!(std::abs(sum - 1) <= 1e-9)) {
    throw InputError("the shares of the shelters add up to " + std::to_string(sum), "make them add up to 1");
  }
}

double casualty_area_m2(const FallingPiece& piece, const Shelter& shelter, double friction) {
  if (shelter.half_J_m2 <= 0) return inert_casualty_area_m2(piece) + sliding_casualty_area_m2(piece, friction);
  FallingPiece inside = piece;
  inside.descent_rad = pi / 2;
  return shelter.penetration(piece) * shelter.debris_factor * inert_casualty_area_m2(inside);
}

double ExplosiveYield::tnt_kg(double propellant_kg) const {
  return share * std::min(propellant_kg, limit_kg) + share_beyond * std::max(0.0, propellant_kg - limit_kg);
}

ExplosiveYield kerosene_yield() {
  return {
      0.2, 5e5 * pound_kg, 0.1,
      "estimated: DESR 6055.09 for kerosene and oxygen as remembered, the document not read: 20 % up to 500,000 lb, "
      "10 % beyond"};
}

double blast_radius_m(double tnt_kg, double scaled_distance_m_kg13) {
  return scaled_distance_m_kg13 * std::cbrt(tnt_kg);
}

double exploding_casualty_area_m2(double propellant_kg, const ExplosiveYield& yield, double scaled_distance_m_kg13) {
  const double radius_m = blast_radius_m(yield.tnt_kg(propellant_kg), scaled_distance_m_kg13);
  return pi * radius_m * radius_m;
}

double ship_hit_area_m2(double ship_area_m2, double piece_area_m2) {
  const double side_m = std::sqrt(ship_area_m2) + std::sqrt(piece_area_m2);
  return side_m * side_m;
}

double aircraft_hit_probability(double pieces, double seconds_in_slab, double relative_speed_m_s,
                                double projected_area_m2, double cell_area_m2, double slab_height_m) {
  const double swept_m3 = relative_speed_m_s * projected_area_m2 * seconds_in_slab;
  return -std::expm1(-pieces * swept_m3 / (cell_area_m2 * slab_height_m));
}

}  // namespace cosmodrome
