#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/flight/plan.hpp"
#include "cosmodrome/safety/landed.hpp"
#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// How bodies that are dropped as planned differ from one another, beside the flight that drops them.
struct FallSpread {
  double drag_area_sigma = 0;       ///< log-normal, of the drag area as it tumbles
  double stable_share = 0;          ///< of bodies that come down without tumbling
  double stable_drag_factor = 1;    ///< their drag area over that of a tumbling one
  double separation_speed_m_s = 0;  ///< with which a body leaves, beside the vehicle's: one sigma of each axis
};

struct NormalFallsRequest {
  std::uint64_t flights = 2048;
  int falls = 4;  ///< of each body of each flight, each with its own drag area and separation
  int threads = 1;
  FallSpread spread{};
  std::function<bool()> stop{};  ///< asked between blocks of flights: end, and keep what there is
  std::function<void(std::uint64_t flights)> progress{};  ///< told after each block; from any thread, one at a time
};

/// All falls of one element: a stage, or a part.
struct FallEnsemble {
  std::size_t slot = 0;  ///< of the vehicle: stages first, then parts
  std::string element;   ///< its id
  std::string name;
  std::string role;            ///< of a part
  int bodies = 1;              ///< that one flight drops
  double mass_kg = 0;          ///< of one
  double drag_area_m2 = 0;     ///< nominal, tumbling
  std::uint64_t released = 0;  ///< falls in all
  std::vector<Landed> points;  ///< those that came down, in the order of their flights
  std::vector<AirPath> air;    ///< the ways of the same

  /// For base/archive.hpp: what describe_falls() adds is left out.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.slot, self.element, self.name, self.role, self.bodies, self.mass_kg, self.drag_area_m2, self.released,
         self.points, self.air);
  }

  /// How the ensemble lies to the districts closed for it.
  struct Zone {
    std::string zone;
    std::string source;
    double share_inside = 0;            ///< of the points
    double mean_distance_m = 0;         ///< of their mean place from the outline: 0 inside
    double mean_centre_distance_m = 0;  ///< and from its centre
    double area_m2 = 0;                 ///< of the district
  };
  std::vector<Zone> zones;
  /// The least ground that holds 50, 97 and 99.7 % of those that came down, and beside it the ellipse that would if
  /// they were normally distributed. None of fewer than `least_for_regions` points.
  std::vector<HighestDensityRegion> regions;
  std::vector<ImpactEllipse> ellipses;

  [[nodiscard]] double share_down() const {
    return released == 0 ? 0 : static_cast<double>(points.size()) / static_cast<double>(released);
  }
};

struct NormalFalls {
  std::uint64_t flights = 0;
  bool stopped = false;
  std::vector<FallEnsemble> ensembles;  ///< in the order in which the vehicle drops them

  /// For base/archive.hpp.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.flights, self.ensembles);
  }
};

/// Flies a mission so often with all its dispersions and without its failures, and lets fall what each flight drops:
/// from the place and velocity that this flight had, in its air and its wind. Flights and falls go through lanes; the
/// draws of a flight depend on the mission's seed and its number alone, so the result has the same bits however many
/// threads there are.
NormalFalls fly_normal_falls(const Plan& plan, const NormalFallsRequest& request);

/// The same in two steps. First, all flights that `falls` lacks of those asked for: added in one go or in several, they
/// are the same. It can be stopped after whole blocks, of `normal_falls_block` flights. Then, what they come to.
void add_normal_falls(const Plan& plan, const NormalFallsRequest& request, NormalFalls& falls);
void describe_falls(const Plan& plan, NormalFalls& falls);
inline constexpr std::uint64_t normal_falls_block = 128;

inline constexpr double region_shares[] = {0.5, 0.97, 0.997};
inline constexpr std::size_t least_for_regions = 50;

/// The mean of places, as the direction of the mean of their directions.
DropZone::Point mean_place(const std::vector<Landed>& points);

}  // namespace cosmodrome
