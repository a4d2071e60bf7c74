#include "cosmodrome/dynamics/world.hpp"

namespace cosmodrome {
namespace {

std::array<std::vector<double>, 3> columns(const std::vector<Vec3<double, Gcrf>>& axes) {
  std::array<std::vector<double>, 3> c;
  for (const auto& axis : axes) c[0].push_back(axis.x), c[1].push_back(axis.y), c[2].push_back(axis.z);
  return c;
}

}  // namespace

SteeringProgramme::SteeringProgramme() : SteeringProgramme(0, 1, std::vector<Vec3<double, Gcrf>>(6, {1, 0, 0})) {}

SteeringProgramme::SteeringProgramme(double from_s, double to_s, const std::vector<Vec3<double, Gcrf>>& axes)
    : from_s_(from_s),
      per_s_(static_cast<double>(axes.size() - 1) / (to_s - from_s)),
      intervals_(static_cast<double>(axes.size() - 1)),
      axis_(columns(axes)) {}

}  // namespace cosmodrome
