#include "cosmodrome/safety/normal_falls.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/campaign/sampler.hpp"
#include "cosmodrome/flight/dropped.hpp"
#include "cosmodrome/flight/fly_stream.hpp"
#include "cosmodrome/flight/zones.hpp"

namespace cosmodrome {
namespace {

constexpr double longest_fall_s = 2 * 3600;
/// Parameters from here on are those of falls; what varies in flights has those below.
constexpr std::uint32_t fall_parameters = 1U << 16;

/// A piece that one flight of a block dropped.
struct Dropped {
  std::uint64_t flight;
  DroppedPiece piece;
};

/// The air that a flight of the block had.
struct Air {
  double density_factor = 1;
  Departures<double> departures{};
};

/// Flights of one block as planned but for what varies; keeps what they drop.
class DropFlights : public FlightStream {
 public:
  DropFlights(const Plan& plan, const Sampler& sampler, std::uint64_t first, std::uint64_t count)
      : air(count), plan_(plan), sampler_(sampler), first_(first), count_(count), values_(sampler.figures().size()) {}

  bool next(VehicleModel<double>& model, const Plan*& plan, std::size_t& number) override {
    if (next_ == count_) return false;
    number = next_++;
    model = plan_.model;
    sampler_.draw(first_ + number, model, values_);
    air[number] = {model.density_factor, model.departures};
    plan = &plan_;
    return true;
  }

  void ended(std::size_t number, const StreamedFlight& flight) override {
    for (const DroppedPiece& piece : flight.dropped) dropped.push_back({first_ + number, piece});
  }

  std::vector<Dropped> dropped;
  std::vector<Air> air;

 private:
  const Plan& plan_;
  const Sampler& sampler_;
  std::uint64_t first_, count_, next_ = 0;
  std::vector<double> values_;
};

/// Which element of the plan a piece is: stages first, then parts.
std::size_t slot_of(const DroppedPiece& piece) {
  return static_cast<std::size_t>(piece.index) + (piece.is_part ? static_cast<std::size_t>(max_stages) : 0U);
}

int bodies_of(const Plan& plan, const DroppedPiece& piece) {
  const auto index = static_cast<std::size_t>(piece.index);
  return piece.is_part ? plan.mission.vehicle.parts[index].pieces : plan.mission.vehicle.stages[index].count;
}

/// One body of one piece, once.
struct OneFall {
  std::size_t dropped;
  std::uint32_t body, fall;
};

/// The falls of one block, element by element: bodies alike share lanes, and last about as long as one another.
class BlockFalls : public FallStream {
 public:
  BlockFalls(const Plan& plan, const NormalFallsRequest& request, std::uint64_t first, const DropFlights& flights)
      : plan_(plan), request_(request), first_(first), flights_(flights) {
    for (std::size_t i = 0; i < flights.dropped.size(); ++i) {
      const auto bodies = static_cast<std::uint32_t>(bodies_of(plan, flights.dropped[i].piece));
      for (std::uint32_t body = 0; body < bodies; ++body) {
        for (std::uint32_t fall = 0; fall < static_cast<std::uint32_t>(request.falls); ++fall) {
          falls.push_back({i, body, fall});
        }
      }
    }
    // In the order of flights, whichever of them ended first in its lane.
    std::stable_sort(falls.begin(), falls.end(), [&](const OneFall& a, const OneFall& b) {
      const Dropped &one = flights_.dropped[a.dropped], &other = flights_.dropped[b.dropped];
      const auto slot_a = slot_of(one.piece), slot_b = slot_of(other.piece);
      return slot_a != slot_b ? slot_a < slot_b : one.flight < other.flight;
    });
    ends.resize(falls.size()), air.resize(falls.size());
  }

  bool next(Faller& faller, std::size_t& number) override {
    if (next_ == falls.size()) return false;
    number = next_++;
    const OneFall& one = falls[number];
    const Dropped& dropped = flights_.dropped[one.dropped];
    const FallingBody body = falling_body(plan_, dropped.piece);
    const Air& drawn = flights_.air[static_cast<std::size_t>(dropped.flight - first_)];
    faller.t_s = dropped.piece.t_s;
    faller.until_t_s = dropped.piece.t_s + longest_fall_s;
    faller.y = dropped.piece.y;
    faller.y[6] = body.mass_kg;
    const auto z = [&](std::uint32_t draw) { return normal(dropped, one, draw); };
    for (std::uint32_t k = 0; k < 3; ++k) faller.y[3 + k] += request_.spread.separation_speed_m_s * z(k);
    faller.mode = fall_mode(body.drag_area_m2 * drag_factor(dropped, one), drawn.density_factor);
    faller.mode.wind_east = drawn.departures.wind_east;
    faller.mode.wind_north = drawn.departures.wind_north;
    faller.mode.density = drawn.departures.density;
    air[number] = air_path(plan_.world, faller);
    return true;
  }

  void ended(std::size_t number, const FallEnd<double>& end) override { ends[number] = end; }
  [[nodiscard]] std::span<const double> levels_m() const override { return air_levels_m; }
  void passed(std::size_t number, std::size_t level, double t_s, const PointMassState<double>& y) override {
    air[number].passed[level] = air_point(plan_.world, t_s, y);
  }

  std::vector<OneFall> falls;
  std::vector<FallEnd<double>> ends;
  std::vector<AirPath> air;

 private:
  RandomIndex index(const Dropped& dropped, const OneFall& one, std::uint32_t draw) const {
    const auto parameter = fall_parameters + static_cast<std::uint32_t>(slot_of(dropped.piece)) * 256U + one.body;
    return {plan_.mission.disperse.seed, dropped.flight, parameter, one.fall * 8U + draw};
  }
  double normal(const Dropped& dropped, const OneFall& one, std::uint32_t draw) const {
    return random_normal(index(dropped, one, draw));
  }
  double drag_factor(const Dropped& dropped, const OneFall& one) const {
    const bool stable = random_uniform(index(dropped, one, 4)) < request_.spread.stable_share;
    return exp(request_.spread.drag_area_sigma * normal(dropped, one, 3)) *
           (stable ? request_.spread.stable_drag_factor : 1.0);
  }

  const Plan& plan_;
  const NormalFallsRequest& request_;
  std::uint64_t first_;
  const DropFlights& flights_;
  std::size_t next_ = 0;
};

/// What one block adds to each element.
struct BlockResult {
  std::vector<std::pair<std::size_t, DroppedPiece>> order;  ///< slots in the order in which they are dropped
  std::array<std::uint64_t, max_stages + max_parts> released{};
  std::array<std::vector<Landed>, max_stages + max_parts> points;
  std::array<std::vector<AirPath>, max_stages + max_parts> air;
  std::uint64_t flights = 0;
};

BlockResult fly_block(const Plan& plan, const Sampler& sampler, const NormalFallsRequest& request, std::uint64_t first,
                      std::uint64_t count) {
  DropFlights flights(plan, sampler, first, count);
  fly_stream_in_lanes(plan, flights);
  BlockFalls falls(plan, request, first, flights);
  fall_stream_in_lanes(plan.world, falls);
  BlockResult result;
  result.flights = count;
  for (const Dropped& dropped : flights.dropped) {
    const auto slot = slot_of(dropped.piece);
    const auto known =
        std::any_of(result.order.begin(), result.order.end(), [&](const auto& o) { return o.first == slot; });
    if (!known) result.order.emplace_back(slot, dropped.piece);
  }
  std::stable_sort(result.order.begin(), result.order.end(),
                   [](const auto& a, const auto& b) { return a.second.t_s < b.second.t_s; });
  for (std::size_t i = 0; i < falls.falls.size(); ++i) {
    const auto slot = slot_of(flights.dropped[falls.falls[i].dropped].piece);
    if (falls.ends[i].failed) throw std::runtime_error("planned falls: the integration of a fall has failed");
    ++result.released[slot];
    if (!falls.ends[i].reached_ground) continue;
    result.points[slot].push_back(landed(plan.world, falls.ends[i]));
    result.air[slot].push_back(falls.air[i]);
  }
  return result;
}

/// Blocks on threads, from some flight on, their results kept by their numbers.
class Blocks {
 public:
  Blocks(const Plan& plan, const NormalFallsRequest& request, std::uint64_t flown)
      : plan_(plan), request_(request), sampler_(plan.mission), first_(flown), flown_(flown) {
    const std::uint64_t left = request.flights > flown ? request.flights - flown : 0;
    results_.resize(static_cast<std::size_t>((left + normal_falls_block - 1) / normal_falls_block));
  }

  std::vector<BlockResult> all() {
    std::vector<std::jthread> workers;
    for (int i = 1; i < request_.threads; ++i) workers.emplace_back([this] { work(); });
    work();
    workers.clear();
    if (failure_) std::rethrow_exception(failure_);
    // Those from the first on that are there: a run that was stopped has the flights that it would have had.
    results_.resize(std::min(next_, results_.size()));
    return std::move(results_);
  }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  void work() {
    try {
      for (std::size_t block = 0; take(block);) {
        const std::uint64_t first = first_ + block * normal_falls_block;
        auto result =
            fly_block(plan_, sampler_, request_, first, std::min(normal_falls_block, request_.flights - first));
        const std::lock_guard lock(mutex_);
        flown_ += result.flights;
        results_[block] = std::move(result);
        if (request_.progress) request_.progress(flown_);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  bool take(std::size_t& block) {
    const std::lock_guard lock(mutex_);
    if (failure_ || next_ >= results_.size()) return false;
    if (request_.stop && request_.stop()) stopped_ = true;
    if (stopped_) return false;
    block = next_++;
    return true;
  }

  const Plan& plan_;
  const NormalFallsRequest& request_;
  Sampler sampler_;
  std::uint64_t first_, flown_;
  std::vector<BlockResult> results_;
  std::mutex mutex_;
  std::size_t next_ = 0;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

FallEnsemble ensemble_of(const Plan& plan, const DroppedPiece& piece) {
  const FallingBody body = falling_body(plan, piece);
  FallEnsemble ensemble;
  ensemble.slot = slot_of(piece);
  ensemble.element = body.id;
  ensemble.name = body.name.empty() ? body.id : body.name;
  ensemble.role = body.role;
  ensemble.bodies = bodies_of(plan, piece);
  ensemble.mass_kg = body.mass_kg;
  ensemble.drag_area_m2 = body.drag_area_m2;
  return ensemble;
}

double area_of(const DropZone& zone) {
  if (zone.outline.size() < 3) return M_PI * zone.radius_m * zone.radius_m;
  return std::abs(area_m2(GroundPolygon{zone.outline, {}}));
}

void add_zones(const Plan& plan, FallEnsemble& ensemble) {
  if (ensemble.points.empty()) return;
  const auto distances = [&](double latitude_rad, double longitude_rad) {
    Impact impact;
    impact.element = ensemble.element;
    impact.latitude_rad = latitude_rad, impact.longitude_rad = longitude_rad;
    return distances_to_zones(plan.mission.drop_zones, impact, ensemble.role);
  };
  const DropZone::Point mean = mean_place(ensemble.points);
  for (const auto& zone : distances(mean.latitude_rad, mean.longitude_rad)) {
    ensemble.zones.push_back({zone.zone, zone.source, 0, zone.distance_m, zone.centre_distance_m});
  }
  for (const Landed& point : ensemble.points) {
    const auto here = distances(point.latitude_rad, point.longitude_rad);
    for (std::size_t i = 0; i < here.size(); ++i) ensemble.zones[i].share_inside += here[i].distance_m > 0 ? 0 : 1;
  }
  for (auto& zone : ensemble.zones) {
    zone.share_inside /= static_cast<double>(ensemble.points.size());
    for (const DropZone& district : plan.mission.drop_zones) {
      if (district.name == zone.zone) zone.area_m2 = area_of(district);
    }
  }
}

void add_regions(FallEnsemble& ensemble) {
  if (ensemble.points.size() < least_for_regions) return;
  std::vector<WeightedPlace> places;
  places.reserve(ensemble.points.size());
  for (const Landed& point : ensemble.points) places.push_back({point.latitude_rad, point.longitude_rad});
  const ImpactDensity density(places);
  for (const double share : region_shares) {
    ensemble.regions.push_back(density.region(share));
    ensemble.ellipses.push_back(density.ellipse(share));
  }
}

}  // namespace

DropZone::Point mean_place(const std::vector<Landed>& points) {
  double x = 0, y = 0, z = 0;
  for (const Landed& p : points) {
    const double across = cos(p.latitude_rad);
    x += across * cos(p.longitude_rad), y += across * sin(p.longitude_rad), z += sin(p.latitude_rad);
  }
  return {atan2(z, hypot(x, y)), atan2(y, x)};
}

void add_normal_falls(const Plan& plan, const NormalFallsRequest& request, NormalFalls& falls) {
  const auto ensemble_in = [&](std::size_t slot) {
    return std::find_if(falls.ensembles.begin(), falls.ensembles.end(), [&](const auto& e) { return e.slot == slot; });
  };
  Blocks blocks(plan, request, falls.flights);
  for (const BlockResult& block : blocks.all()) {
    falls.flights += block.flights;
    for (const auto& [slot, piece] : block.order) {
      if (ensemble_in(slot) == falls.ensembles.end()) falls.ensembles.push_back(ensemble_of(plan, piece));
      FallEnsemble& ensemble = *ensemble_in(slot);
      ensemble.released += block.released[slot];
      ensemble.points.insert(ensemble.points.end(), block.points[slot].begin(), block.points[slot].end());
      ensemble.air.insert(ensemble.air.end(), block.air[slot].begin(), block.air[slot].end());
    }
  }
  falls.stopped = blocks.stopped();
}

void describe_falls(const Plan& plan, NormalFalls& falls) {
  for (FallEnsemble& ensemble : falls.ensembles) {
    add_zones(plan, ensemble);
    add_regions(ensemble);
  }
}

NormalFalls fly_normal_falls(const Plan& plan, const NormalFallsRequest& request) {
  NormalFalls falls;
  add_normal_falls(plan, request, falls);
  describe_falls(plan, falls);
  return falls;
}

}  // namespace cosmodrome
