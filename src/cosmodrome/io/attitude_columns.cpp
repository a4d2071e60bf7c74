#include "cosmodrome/io/attitude_columns.hpp"

#include <algorithm>

namespace cosmodrome {
namespace {

using Columns = std::vector<std::string_view>;

const Columns quaternion{"Q1", "Q2", "Q3", "QC"};
const Columns quaternion_rate{"Q1_DOT", "Q2_DOT", "Q3_DOT", "QC_DOT"};
const Columns angles{"ANGLE_1", "ANGLE_2", "ANGLE_3"};
const Columns rates{"RATE_1", "RATE_2", "RATE_3"};
const Columns angle_rates{"ANGLE_1_DOT", "ANGLE_2_DOT", "ANGLE_3_DOT"};
const Columns angular_velocity{"ANGVEL_X", "ANGVEL_Y", "ANGVEL_Z"};
const Columns spin{"SPIN_ALPHA", "SPIN_DELTA", "SPIN_ANGLE", "SPIN_ANGLE_VEL"};
const Columns nutation{"NUTATION", "NUTATION_PER", "NUTATION_PHASE"};
const Columns momentum{"MOMENTUM_ALPHA", "MOMENTUM_DELTA", "NUTATION_VEL"};

const std::vector<AttitudeType>& types() {
  static const std::vector<AttitudeType> all{
      {"QUATERNION", "quaternionState", {{"quaternion", quaternion}}, false, 1, 1},
      {"QUATERNION/DERIVATIVE",
       "quaternionDerivative",
       {{"quaternion", quaternion}, {"quaternionRate", quaternion_rate}},
       false,
       1,
       1},
      {"QUATERNION/RATE", "quaternionEulerRate", {{"quaternion", quaternion}, {"rotationRates", rates}}, false, 1, 1},
      {"EULER_ANGLE", "eulerAngle", {{"rotationAngles", angles}}, true, 1, 1},
      {"EULER_ANGLE/RATE", "eulerAngleRate", {{"rotationAngles", angles}, {"rotationRates", rates}}, true, 1, 1},
      {"QUATERNION", "quaternionEphemeris", {{"quaternion", quaternion}}, false, 2, 2},
      {"QUATERNION/DERIVATIVE",
       "quaternionDerivative",
       {{"quaternion", quaternion}, {"quaternionDot", quaternion_rate}},
       false,
       2,
       2},
      {"QUATERNION/ANGVEL",
       "quaternionAngVel",
       {{"quaternion", quaternion}, {"angVel", angular_velocity}},
       false,
       2,
       2},
      {"EULER_ANGLE", "eulerAngle", {{"", angles}}, true, 2, 2},
      {"EULER_ANGLE/DERIVATIVE", "eulerAngleDerivative", {{"", angles}, {"", angle_rates}}, true, 2, 2},
      {"EULER_ANGLE/ANGVEL", "eulerAngleAngVel", {{"", angles}, {"", angular_velocity}}, true, 2, 2},
      {"SPIN", "spin", {{"", spin}}, false, 1, 2},
      {"SPIN/NUTATION", "spinNutation", {{"", spin}, {"", nutation}}, false, 1, 2},
      {"SPIN/NUTATION_MOM", "spinNutationMom", {{"", spin}, {"", momentum}}, false, 2, 2},
  };
  return all;
}

}  // namespace

const AttitudeType* attitude_type(std::string_view name, int version) {
  const auto found = std::find_if(types().begin(), types().end(), [&](const AttitudeType& type) {
    return type.name == name && type.from_version <= version && version <= type.to_version;
  });
  return found == types().end() ? nullptr : &*found;
}

std::vector<std::string_view> attitude_columns(const AttitudeType& type, std::string_view quaternion_type) {
  std::vector<std::string_view> all;
  for (const AttitudeGroup& group : type.groups) {
    const auto begin = all.insert(all.end(), group.columns.begin(), group.columns.end());
    const bool scalar_first = quaternion_type == "FIRST" && group.columns.back().starts_with("QC");
    if (scalar_first) std::rotate(begin, all.end() - 1, all.end());
  }
  return all;
}

}  // namespace cosmodrome
