#pragma once
// The built-in mission Luna-25, planned and flown once for all tests of this program.
#include <string>
#include <vector>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/flight/programmes.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome::luna_25 {

inline Mission mission(const std::string& name = "luna-25") {
  return load_mission(COSMODROME_SOURCE_DIR "/missions/" + name + ".toml");
}

inline const Plan& plan() {
  static const Plan the_plan = make_plan(mission());
  return the_plan;
}

inline const Flight& flight() {
  static const Flight the_flight = fly(plan(), FlyOptions{.follow_dropped = false});
  return the_flight;
}

/// Guidance replaced by what it commanded in flight(), cut-offs by their times: those stand in its model, so it flies
/// no other plan's.
inline const Plan& open_loop_plan() {
  static const Plan the_plan = open_loop(plan(), flight());
  return the_plan;
}

/// The number of an item of the sequence.
inline std::size_t item(const std::string& name) {
  for (std::size_t i = 0; i < plan().items.size(); ++i) {
    if (plan().items[i].name == name) return i;
  }
  throw std::out_of_range(name);
}

inline const FlightEvent& event(const Flight& flight, const std::string& name) {
  for (const FlightEvent& one : flight.events) {
    if (one.name == name) return one;
  }
  throw std::out_of_range(name);
}

inline std::size_t stage(const std::string& id) {
  return static_cast<std::size_t>(stage_index(plan().mission.vehicle, id));
}
inline std::size_t part(const std::string& id) {
  return static_cast<std::size_t>(part_index(plan().mission.vehicle, id));
}

/// A vehicle as it might leave the factory: thrusts, flows and masses off by 1 %, air and drag by 2 % (one sigma).
inline VehicleModel<double> dispersed(const Plan& plan, std::uint64_t number) {
  VehicleModel<double> model = plan.model;
  std::uint32_t parameter = 0;
  const auto vary = [&](double& x, double sigma) {
    x *= 1 + sigma * random_normal({.seed = 20230810, .flight = number, .parameter = parameter++});
  };
  for (int i = 0; i < model.stage_count; ++i) {
    StageModel<double>& one = model.stages[static_cast<std::size_t>(i)];
    vary(one.thrust_vacuum_N, 0.01);
    vary(one.flow_kg_s, 0.01);
    vary(one.empty_mass_kg, 0.01);
    vary(one.propellant_kg, 0.005);
  }
  vary(model.payload_mass_kg, 0.01);
  vary(model.density_factor, 0.02);
  vary(model.drag_factor, 0.02);
  return model;
}

inline std::vector<VehicleModel<double>> dispersed_models(const Plan& plan, std::uint64_t count) {
  std::vector<VehicleModel<double>> models;
  for (std::uint64_t i = 0; i < count; ++i) models.push_back(dispersed(plan, i));
  return models;
}

}  // namespace cosmodrome::luna_25
