#pragma once
// The flying part of station_keeping.hpp: coasts, burns and predictions under one set of forces.
#include <functional>
#include <memory>
#include <vector>

#include "cosmodrome/orbit/propagate_multistep.hpp"
#include "cosmodrome/orbit/station_keeping.hpp"

namespace cosmodrome {

/// A burn as it is planned: an impulse along BurnAxes::rtn whose middle is at a time.
struct PlannedBurn {
  double middle_s = 0;
  Vec3<double, Burning> change_m_s;
};

/// A world that goes with the time: of the span that is looked at, and made anew when it is left.
class MovingWorld {
 public:
  MovingWorld(OrbitModel model, const Epoch& reference, const OrbitData& data)
      : model_(std::move(model)), reference_(reference), data_(data) {}
  /// One that reaches from `from_s` to `to_s` at least.
  const std::shared_ptr<const OrbitWorld>& over(double from_s, double to_s);

 private:
  OrbitModel model_;
  Epoch reference_;
  const OrbitData& data_;
  std::shared_ptr<const OrbitWorld> world_;
};

/// The model, its field cut at the degree from which on terms are less than 1e-9 of the centre's pull there, and at
/// `most`.
OrbitModel cut_to_height(OrbitModel model, double distance_m, int most);

/// A coast that is known.
struct Coast {
  std::shared_ptr<const OrbitWorld> world;
  MultistepArc<double> arc;
  double from_s = 0, to_s = 0;
};

/// Coasts without a burn; arcs end where `to_s` is. Throws std::runtime_error if it runs into the ground.
Coast coast(MovingWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& y, double from_s,
            double to_s);

/// The stretch of thrust that a planned burn is. Throws std::invalid_argument if it takes longer than `longest_s`.
FiniteBurn<double> burn_of(const SpaceEngine& engine, const PlannedBurn& burn, double mass_kg, double longest_s);

/// Flies burns from `from_s` on, one after another, and ends with the last of them: the state and its time.
struct Burnt {
  PointMassState<double> state;
  double t_s = 0;
};
Burnt fly_burns(MovingWorld& world, const KeepRequest& request, const PointMassState<double>& y, double from_s,
                const std::vector<PlannedBurn>& burns, double longest_burn_s);

/// What the planned burn becomes, by the errors of the request. `number` tells burns apart.
PlannedBurn with_errors(const PlannedBurn& burn, const BurnErrors& errors, std::size_t number);

/// The first time from `from_s` on when an angle that grows by a turn a revolution has this value.
double time_of_angle(const std::function<double(double t_s)>& angle_rad, double wanted_rad, double from_s,
                     double revolution_s);

}  // namespace cosmodrome
