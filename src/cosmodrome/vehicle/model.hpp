#pragma once
#include <array>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/environment/profile_shapes.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

inline constexpr int max_stages = 10;
inline constexpr int max_parts = 12;
inline constexpr int max_items = 64;
inline constexpr int max_targets = 8;  ///< of guidance, that can depart

/// The figures of one stage as the flight uses them: all its bodies together.
template <Scalar S>
struct StageModel {
  S empty_mass_kg{};        ///< dry, inert fluids, residuals that cannot be burned
  S propellant_kg{};        ///< that can be burned and gives thrust
  S drive_propellant_kg{};  ///< that is spent with it and gives none
  S thrust_vacuum_N{};
  S exit_area_m2{};  ///< effective: loss of thrust per pascal of outside pressure
  S flow_kg_s{};     ///< of the propellant that gives thrust, at full throttle in vacuum
  S drive_ratio{};   ///< drive flow over that flow
  S start_up_s{};
  S tail_off_s{};

  S total_mass_kg() const { return empty_mass_kg + propellant_kg + drive_propellant_kg; }
  S total_flow_kg_s() const { return flow_kg_s * (S(1.0) + drive_ratio); }
};

inline constexpr int max_failures = 8;  ///< that a flight can suffer at once

/// What guidance was told, less what was planned.
template <Scalar S>
struct TargetDeparture {
  S perigee_m{}, apogee_m{}, inclination_rad{}, raan_rad{};
};

/// How a flight departs from its plan beside the figures of its vehicle. All zero: not at all.
template <Scalar S>
struct Departures {
  S azimuth_rad{};           ///< the programme up to the guidance turned, clockwise seen from above
  std::array<S, 3> pad_m{};  ///< of the pad: east, north, up
  S guidance_period_s{};     ///< added to the plan's
  std::array<TargetDeparture<S>, max_targets> targets{};
  std::array<S, 3> known_position_m{};     ///< what guidance takes its place for, less where it is: up, ahead, left
  std::array<S, 3> known_velocity_m_s{};   ///< at lift-off, the same of its velocity
  std::array<S, 3> accelerometer_m_s2{};   ///< added to what is sensed, in the same axes, from lift-off on
  std::array<S, max_failures> severity{};  ///< of failures: the share of thrust lost, the angle or rate of a turn
  std::array<S, wind_shapes> wind_east{};  ///< amplitudes, each of unit variance
  std::array<S, wind_shapes> wind_north{};
  std::array<S, density_shapes> density{};
};

/// A vehicle with its payload, as figures of scalar S: what varies from flight to flight, or is differentiated by.
template <Scalar S>
struct VehicleModel {
  int stage_count = 0;
  int part_count = 0;
  int item_count = 0;
  std::array<StageModel<S>, max_stages> stages{};
  std::array<S, max_parts> part_mass_kg{};
  std::array<S, max_items> condition_value{};  ///< of the sequence's items, in order
  S payload_mass_kg{};
  S density_factor{1.0};
  S drag_factor{1.0};
  Departures<S> departures{};

  S lift_off_mass_kg() const {
    S mass = payload_mass_kg;
    for (int i = 0; i < stage_count; ++i) mass = mass + stages[i].total_mass_kg();
    for (int i = 0; i < part_count; ++i) mass = mass + part_mass_kg[i];
    return mass;
  }
};

/// The nominal model of a vehicle. Throws std::length_error if it has more stages, parts or events than fit.
VehicleModel<double> make_model(const Vehicle& vehicle, double payload_mass_kg);

/// The engine that a stage names, or nullptr.
const Engine* find_engine(const Vehicle& vehicle, const std::string& id);
int stage_index(const Vehicle& vehicle, const std::string& id);  ///< -1 if there is none
int part_index(const Vehicle& vehicle, const std::string& id);   ///< -1 if there is none

}  // namespace cosmodrome
