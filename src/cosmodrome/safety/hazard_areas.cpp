#include "cosmodrome/safety/hazard_areas.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/in_parallel.hpp"
#include "cosmodrome/safety/failure_risk.hpp"

namespace cosmodrome {
namespace {

constexpr double near_m = 60e3, near_cell_m = 250, near_kernel_m = 500;
constexpr double far_cell_m = 2000, far_kernel_m = 4000, air_kernel_m = 8000;
constexpr double growth_share = 0.2;  // of an area, for the sake of few vertices
constexpr double smallest_kernels = 1.0 / 16;
/// Most points that the way of a fall through a slab is laid out by.
constexpr int most_points = 64;

double floor_of(std::size_t slab) { return slab + 1 < air_levels_m.size() ? air_levels_m[slab + 1] : 0; }

GroundPlace place_of(const AirPoint& point) { return {point.latitude_rad, point.longitude_rad}; }

bool was_there(const AirPoint& point) { return point.t_s >= 0; }

struct Touches {
  bool land = false, sea = false;
};
Touches touched(const PopulationGrid& population, const GroundPolygon& polygon) {
  Touches touches;
  for (const auto& one : population.cells_in(polygon)) {
    (population.people(one.cell) > 0 ? touches.land : touches.sea) = true;
  }
  return touches;
}

}  // namespace

const char* to_string(ClosedFor whom) {
  switch (whom) {
    case ClosedFor::people:
      return "people";
    case ClosedFor::ships:
      return "ships";
    case ClosedFor::aircraft:
      return "aircraft";
  }
  return "unknown";
}

HazardTally::HazardTally(const GroundPlace& pad, const GroundPlace& toward, const Exposed& exposed,
                         ExplosiveYield yield, double friction, DebrisSink* next)
    : plane_(pad, toward),
      exposed_(exposed),
      yield_(std::move(yield)),
      friction_(friction),
      next_(next),
      people_{HazardMap(plane_, near_cell_m), HazardMap(plane_, far_cell_m)},
      ships_{HazardMap(plane_, near_cell_m), HazardMap(plane_, far_cell_m)},
      air_(air_levels_m.size(), HazardMap(plane_, far_cell_m)) {}

void HazardTally::add(const NormalFalls& falls) {
  for (const FallEnsemble& ensemble : falls.ensembles) {
    planned_.push_back(&ensemble);
    if (ensemble.released == 0) continue;
    const double each = static_cast<double>(ensemble.bodies) / static_cast<double>(ensemble.released);
    // The drag area by a drag coefficient of 1: what a tumbling body shows.
    const Piece piece{each, ensemble.mass_kg, ensemble.drag_area_m2, 0};
    for (std::size_t i = 0; i < ensemble.points.size(); ++i) add(ensemble.points[i], ensemble.air[i], 1, piece);
  }
}

void HazardTally::take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
                       std::size_t falls) {
  for (const DebrisImpact& impact : impacts) {
    add(impact.at, impact.air, second.probability[static_cast<std::size_t>(impact.mode)],
        {impact.pieces, impact.mass_kg, impact.area_m2, impact.propellant_kg});
  }
  if (next_ != nullptr) next_->take(second, index, impacts, falls);
}

void HazardTally::add(const Landed& at, const AirPath& air, double probability, const Piece& piece) {
  const GroundPlace place{at.latitude_rad, at.longitude_rad};
  const PlanePoint point = plane_.to_plane(place);
  const bool near = std::hypot(point.x_m, point.y_m) < near_m;
  const HazardArea::Times when{at.t_s, at.t_s};
  static const std::vector<Shelter> open{{"open", 1, 0, 1, 1, {}}};
  DebrisImpact impact;
  impact.at = at, impact.mass_kg = piece.mass_kg, impact.area_m2 = piece.area_m2;
  impact.propellant_kg = piece.propellant_kg;
  const double deadly_m2 = casualty_areas_m2(impact, open, yield_, friction_).front();
  (near ? people_.near : people_.far).add(place, probability, piece.pieces, deadly_m2, when);
  // What cannot hurt a person does not hurt a ship's crew; a blast reaches a ship as it does people.
  if (deadly_m2 > 0) {
    const double blast_m2 = piece.propellant_kg > 0 ? exploding_casualty_area_m2(piece.propellant_kg, yield_) : 0;
    const double hit_m2 = std::max(blast_m2, ship_hit_area_m2(exposed_.ship_area_m2, piece.area_m2));
    (near ? ships_.near : ships_.far).add(place, probability, piece.pieces, hit_m2, when);
  }
  add_in_air(at, air, probability, piece);
}

void HazardTally::add_in_air(const Landed& at, const AirPath& air, double probability, const Piece& piece) {
  const AirPoint ground{static_cast<float>(at.t_s), static_cast<float>(at.latitude_rad),
                        static_cast<float>(at.longitude_rad)};
  for (std::size_t slab = 0; slab < air_levels_m.size(); ++slab) {
    const AirPoint& leaves = slab + 1 < air_levels_m.size() ? air.passed[slab + 1] : ground;
    if (!was_there(leaves)) continue;  // it began below
    if (was_there(air.passed[slab])) {
      add_in_slab(slab, air.passed[slab], air_levels_m[slab], leaves, probability, piece);
    } else {
      add_in_slab(slab, air.begin, std::min<double>(air.begin_altitude_m, air_levels_m[slab]), leaves, probability,
                  piece);
    }
  }
}

void HazardTally::add_in_slab(std::size_t slab, const AirPoint& from, double from_m, const AirPoint& to,
                              double probability, const Piece& piece) {
  const double height_m = air_levels_m[slab] - floor_of(slab);
  const double fallen_m = std::max(0.0, from_m - floor_of(slab));
  const double seconds = std::max(0.0, static_cast<double>(to.t_s) - from.t_s);
  // Swept by the piece from above and by the aircraft from behind, over the height of the slab.
  const double area_m2 =
      (ship_hit_area_m2(exposed_.aircraft_top_m2, piece.area_m2) * fallen_m +
       ship_hit_area_m2(exposed_.aircraft_front_m2, piece.area_m2) * exposed_.aircraft_speed_m_s * seconds) /
      height_m;
  const PlanePoint a = plane_.to_plane(place_of(from)), b = plane_.to_plane(place_of(to));
  const double way_m = std::hypot(b.x_m - a.x_m, b.y_m - a.y_m);
  const int points = std::clamp(static_cast<int>(way_m / far_cell_m) + 1, 1, most_points);
  for (int i = 0; i < points; ++i) {
    const double s = (i + 0.5) / points;
    air_[slab].add(plane_.to_place({a.x_m + s * (b.x_m - a.x_m), a.y_m + s * (b.y_m - a.y_m)}), probability,
                   piece.pieces / points, area_m2, {from.t_s, to.t_s});
  }
}

std::vector<ClosedArea> HazardTally::found_by(const Search& search) {
  std::vector<ClosedArea> areas;
  ClosedArea like = search.like;
  const HazardArea found = search.map->area(like.level, search.kernel_m, growth_share);
  for (std::size_t i = 0; i < found.polygons.size(); ++i) {
    like.from_s = found.times[i].from_s, like.to_s = found.times[i].to_s;
    like.polygon = found.polygons[i];
    like.area_m2 = area_m2(like.polygon);
    // A tip of the smoothed map that only just passes the limit: the kernel does not resolve so small a place.
    if (like.area_m2 < smallest_kernels * search.kernel_m * search.kernel_m) continue;
    areas.push_back(like);
  }
  return areas;
}

/// In the order of the areas.
std::vector<HazardTally::Search> HazardTally::searches(const HazardLimits& limits) const {
  std::vector<Search> all;
  ClosedArea like;
  const auto add = [&](const TwoMaps& maps, ClosedFor whom, double limit) {
    like.whom = whom, like.level = limit;
    all.push_back({&maps.near, near_kernel_m, like}), all.push_back({&maps.far, far_kernel_m, like});
  };
  add(people_, ClosedFor::people, limits.person), add(ships_, ClosedFor::ships, limits.ship);
  like.whom = ClosedFor::aircraft, like.level = limits.aircraft;
  for (std::size_t slab = air_.size(); slab-- > 0;) {
    like.floor_m = floor_of(slab), like.ceiling_m = air_levels_m[slab];
    all.push_back({&air_[slab], air_kernel_m, like});
  }
  return all;
}

std::vector<ClosedArea> HazardTally::planned(double share) const {
  std::vector<ClosedArea> planned;
  for (const FallEnsemble* ensemble : planned_) {
    for (const HighestDensityRegion& region : ensemble->regions) {
      if (region.share != share) continue;
      ClosedArea area;
      area.element = ensemble->element, area.level = region.share;
      const auto [first, last] = std::minmax_element(ensemble->points.begin(), ensemble->points.end(),
                                                     [](const Landed& a, const Landed& b) { return a.t_s < b.t_s; });
      area.from_s = first->t_s, area.to_s = last->t_s;
      for (const GroundPolygon& polygon : region.polygons) {
        area.polygon = polygon, area.area_m2 = area_m2(polygon);
        planned.push_back(area);
      }
    }
  }
  return planned;
}

std::vector<ClosedArea> HazardTally::areas(const HazardLimits& limits, const PopulationGrid& population,
                                           int threads) const {
  const std::vector<Search> wanted = searches(limits);
  std::vector<std::vector<ClosedArea>> found(wanted.size());
  in_parallel(wanted.size(), threads, [&](std::size_t i) { found[i] = found_by(wanted[i]); });
  std::vector<ClosedArea> all;
  const auto keep = [&](ClosedArea area) {
    if (area.whom == ClosedFor::people && !area.element.empty() && area.area_m2 > most_cleared_m2) return;
    if (area.whom != ClosedFor::aircraft) {
      const Touches touches = touched(population, area.polygon);
      if (!(area.whom == ClosedFor::people ? touches.land : touches.sea)) return;
    }
    all.push_back(std::move(area));
  };
  for (const ClosedFor whom : {ClosedFor::people, ClosedFor::ships, ClosedFor::aircraft}) {
    if (whom != ClosedFor::aircraft) {
      for (ClosedArea area : planned(limits.planned_share)) area.whom = whom, keep(std::move(area));
    }
    for (std::vector<ClosedArea>& areas : found) {
      for (ClosedArea& area : areas) {
        if (area.whom == whom) keep(std::move(area));
      }
    }
  }
  return all;
}

}  // namespace cosmodrome
