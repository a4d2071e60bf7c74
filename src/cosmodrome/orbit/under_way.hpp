#pragma once
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/orbit/departure.hpp"
#include "cosmodrome/orbit/lunar_path.hpp"

namespace cosmodrome {

/// A voyage that cannot go on, with its cause.
struct Stranded {
  std::string cause;
};

/// A spacecraft on its voyage: flown on leg by leg, and what it leaves in the record.
class Underway {
 protected:
  Underway(const Departure& departure, EarthAndMoon worlds);

  void coast_to(double t_s, const std::string& name);
  /// Throws Stranded if the path ends in the ground.
  void fly_to(double t_s, const std::string& name, const std::vector<FiniteBurn<double>>& burns);
  /// The same until something happens around the Moon or the Earth; false if it has not by then.
  bool coast_until(double latest_s, const std::string& name, const std::vector<OrbitEvent<double>>& near_moon,
                   const std::vector<OrbitEvent<double>>& near_earth);
  /// The burn from `before` until here.
  void record_burn(const std::string& name, const std::string& what, const std::string& engine_name,
                   const SpaceEngine& engine, const LunarState& before);

  EarthAndMoon worlds_;
  Spacecraft<double> craft_;
  LunarState here_;
  Voyage voyage_;
  std::vector<LunarArc> flown_;  ///< all of it, dense

 private:
  void take(const LunarPath& path, const std::string& name);
};

}  // namespace cosmodrome
