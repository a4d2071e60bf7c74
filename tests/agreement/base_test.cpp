// What base/ computes, on every scalar.
#include "agreement.hpp"
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/base/surface_table.hpp"
#include "cosmodrome/base/table.hpp"

namespace cosmodrome {
namespace {

struct Here {};
struct There {};

template <class S>
Vec3<S, Here> vector(const S& a, const S& b, const S& c) {
  return {a, b, c};
}
template <class S, class F>
std::array<S, 3> parts(const Vec3<S, F>& v) {
  return {v.x, v.y, v.z};
}

template <class S>
Rotation<Here, There, S> about_z(const S& angle) {
  S s, c;
  sincos(angle, s, c);
  return {{c, s, 0.0}, {-s, c, 0.0}, {0.0, 0.0, 1.0}};
}

AGREEMENT(Exp, exp(x[0]), {-3, 3})
AGREEMENT(Log, log(x[0]), {0.5, 9})
AGREEMENT(Pow, pow(x[0], x[1]), {0.5, 3}, {-2, 5})
AGREEMENT(PowConstant, pow(x[0], 5.2558), {0.5, 3})
AGREEMENT(Sin, sin(x[0]), {-3, 3})
AGREEMENT(Cos, cos(x[0]), {-3, 3})
AGREEMENT(Tan, tan(x[0]), {-1, 1})
AGREEMENT(Asin, asin(x[0]), {-0.9, 0.9})
AGREEMENT(Acos, acos(x[0]), {-0.9, 0.9})
AGREEMENT(Atan, atan(x[0]), {-4, 4})
AGREEMENT(Atan2, atan2(x[0], x[1]), {0.1, 4}, {-3, 3})
AGREEMENT(Cbrt, cbrt(x[0]), {0.3, 9})
AGREEMENT(Hypot, hypot(x[0], x[1]), {1, 4}, {-3, 3})
AGREEMENT(Sqrt, sqrt(x[0]), {0.3, 9})
AGREEMENT(MinAndMax, min(x[0], x[1]) * max(x[2], 4.0), {0, 1}, {2, 3}, {1, 3})
AGREEMENT(Select, select(x[0] < 1.0, x[1] * x[0], -x[1]), {0, 0.9}, {1, 2})

AGREEMENT(Norm, norm(vector(x[0], x[1], x[2])), {1, 7}, {-3, 3}, {-3, 3})
AGREEMENT(Angle, angle_rad(vector(x[0], x[1], x[2]), vector(x[2], x[0], x[1])), {1, 2}, {3, 4}, {-3, -1})

/// Kernels with several results, or with a table, stand in a TEST of their own.
TEST(Agreement, CrossAndUnit) {
  agreement::expect_agreement(
      [](const auto& x) { return parts(unit(cross(vector(x[0], x[1], x[2]), vector(x[3], x[4], x[5])))); },
      std::to_array<agreement::Range>({{1, 2}, {-1, 1}, {-1, 1}, {-1, 1}, {1, 2}, {-1, 1}}));
}

TEST(Agreement, Rotation) {
  agreement::expect_agreement(
      [](const auto& x) { return parts(about_z(x[0]).inverse() * (about_z(2.0 * x[0]) * vector(x[1], x[2], x[3]))); },
      std::to_array<agreement::Range>({{-2, 2}, {1, 2}, {3, 4}, {5, 6}}));
}

TEST(Agreement, Tables) {
  const CubicTable few = CubicTable::spline({0, 1, 2.5, 3, 4.5}, {1, 3, 2, 2.5, 0});
  const LinearTable line({0, 5}, {2, 7});
  std::vector<double> at, of;
  for (int i = 0; i < 40; ++i) at.push_back(0.1 * i + 0.002 * i * i), of.push_back(std::cos(at.back()));
  const CubicTable many = CubicTable::spline(at, of);
  const SurfaceTable surface =
      SurfaceTable::spline({0, 1, 2, 4}, {0, 1, 3}, {{1, 2, 4}, {2, 2, 1}, {0, 1, 5}, {3, 2, 2}});
  agreement::expect_agreement(
      [&](const auto& x) {
        return std::array{few(x[0]), line(x[0]), many(x[0]), surface(x[0], x[1])};
      },
      std::to_array<agreement::Range>({{0.1, 3.9}, {0.1, 2.9}}));
}

}  // namespace
}  // namespace cosmodrome
