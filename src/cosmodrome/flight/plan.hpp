#pragma once
#include <array>
#include <bitset>
#include <vector>

#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/flight/sequence.hpp"
#include "cosmodrome/guidance/powered_explicit.hpp"
#include "cosmodrome/vehicle/model.hpp"

namespace cosmodrome {

/// What a rehearsal of the sequence on paper says of one stage: when it burns and what is still aboard then.
struct BurnForecast {
  int stage = -1;
  double ignition_t_s = 0;
  double cut_off_t_s = 0;
  double acceleration_limit_m_s2 = 0;
  std::bitset<max_stages> stages_aboard;  ///< at cut-off
  std::bitset<max_parts> parts_aboard;    ///< at cut-off
  int ends_target = -1;                   ///< the target that guidance cuts it off on; -1: burns all it has
  bool finishes = false;                  ///< no other stage burns later for the same target
};

/// Where a powered leg must end, ready for the guidance.
struct PlannedTarget {
  GuidanceTarget<double> guidance;
  Target orbit{};                     ///< as asked, with the true anomaly of the cut-off that was found
  Rotation<Gcrf, Cirf> to_equator{};  ///< at lift-off
};

/// A mission with all found that has to be found: what fly() flies.
struct Plan {
  Mission mission;
  World world;
  VehicleModel<double> model{};
  std::vector<CompiledItem> items{};
  std::vector<PlannedTarget> targets{};
  std::vector<BurnForecast> burns{};    ///< in the order of ignition
  std::vector<int> drag_table_stage{};  ///< per aerodynamic table: the stage that must be aboard; -1: none
  std::vector<double> drag_reference_area_m2{};
  double azimuth_rad = 0;
  double pitch_over_rad = 0;
  double pitch_over_rate_rad_s = 0.0174532925199433;  ///< 1 deg/s
  double guidance_period_s = 4;
  double time_limit_s = 0;
  Vec3<double, Itrf> pad_m{};
  Vec3<double, Itrf> pad_up{};         ///< normal of the ellipsoid
  Vec3<double, Itrf> pad_downrange{};  ///< horizontal, along the azimuth
};

}  // namespace cosmodrome
