#pragma once
// The columns of an attitude ephemeris by its ATTITUDE_TYPE: CCSDS 504.0-B-1, table 4-4, and 504.0-B-2, table 4-4.
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// Columns that stand in one XML element. An empty name: they stand in the state's own element.
struct AttitudeGroup {
  std::string_view element;
  std::vector<std::string_view> columns;
};

struct AttitudeType {
  std::string_view name;     ///< "QUATERNION/RATE"
  std::string_view element;  ///< of the XML: "quaternionEulerRate"
  std::vector<AttitudeGroup> groups;
  bool has_euler_angles = false;
  int from_version = 1, to_version = 2;
};

/// Null if the version knows no such type.
const AttitudeType* attitude_type(std::string_view name, int version);

/// The columns of a row behind its time, in the order of the keyword form: QUATERNION_TYPE says whether the scalar part
/// of a quaternion is first or last.
std::vector<std::string_view> attitude_columns(const AttitudeType& type, std::string_view quaternion_type);

}  // namespace cosmodrome
