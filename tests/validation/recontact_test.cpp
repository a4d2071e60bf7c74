// How probable it is that two meet, beside published conjunctions. docs/validation-orbit.md shows it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>

#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/ndm_covariance.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/recontact.hpp"
#include "orbit_page.hpp"

namespace cosmodrome {
namespace {

using Matrix = std::array<std::array<double, 6>, 6>;

/// Lower triangle times its transpose. A pivot that the digits of the file have made negative counts as 0.
Matrix cholesky(const Matrix& p) {
  Matrix l{};
  for (std::size_t j = 0; j < 6; ++j) {
    for (std::size_t i = j; i < 6; ++i) {
      double left = p[i][j];
      for (std::size_t k = 0; k < j; ++k) left -= l[i][k] * l[j][k];
      if (i == j) l[j][j] = std::sqrt(std::max(0.0, left));
      if (i > j && l[j][j] > 0) l[i][j] = left / l[j][j];
    }
  }
  return l;
}

struct Object {
  PointMassState<double> y;
  ErrorColumns errors;
};

/// One of two objects of a message at the time of closest approach; the other's six errors do not touch it.
Object object_of(const NdmMessage& cdm, std::size_t number) {
  const NdmBlock* const block = cdm.segments[number].find("stateVector");
  Object object;
  std::size_t i = 0;
  for (const char* const key : {"X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"})
    object.y[i++] = 1e3 * std::stod(std::string(block->value(key)));
  object.y[6] = 1;
  const auto r = position_of(object.y), v = velocity_of(object.y);
  const auto up = unit(r), normal = unit(cross(r, v)), ahead = cross(normal, up);
  const Matrix l = cholesky(state_covariances(cdm)[number].matrix);
  object.errors.assign(12, {});
  for (std::size_t k = 0; k < 6; ++k) {
    const auto turned = [&](std::size_t from) {
      return up * l[from][k] + ahead * l[from + 1][k] + normal * l[from + 2][k];
    };
    const auto dr = turned(0), dv = turned(3);
    object.errors[6 * number + k] = {dr.x, dr.y, dr.z, dv.x, dv.y, dv.z};
  }
  return object;
}

/// From before the approach to after it: the errors at the begin are those that lead to the ones at the approach.
DispersedPath path_of(const OrbitWorld& world, const Object& object, double half_s, double look_s) {
  const auto back = propagate<Dual<6>>(world, {}, with_derivatives(object.y), Dual<6>(0.0), Dual<6>(-half_s), {}, {},
                                       {.dense = false});
  const TransitionMatrix transition = transition_matrix(back.end);
  ErrorColumns errors;
  for (const auto& column : object.errors) {
    auto& earlier = errors.emplace_back();
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t k = 0; k < 6; ++k) earlier[i] += transition[i][k] * column[k];
  }
  PointMassState<double> begin;
  for (std::size_t i = 0; i < begin.size(); ++i) begin[i] = back.end[i].v;
  DispersedPath path("object", look_s);
  path.go_on(propagate<Dual<6>>(world, {}, with_derivatives(begin), Dual<6>(-half_s), Dual<6>(half_s)), errors);
  return path;
}

struct Conjunction {
  int number;
  const char* what;
  double radius_m, monte_carlo;
};

/// S. Alfano, Satellite Conjunction Monte Carlo Analysis, AAS 09-233 (2009): 10^8 flights of two bodies around the
/// Earth each, with the covariances at the nearest approach. Messages and figures as CARA of NASA has them.
constexpr Conjunction conjunctions[] = {{1, "geostationary, bent", 15, 0.217467140},
                                        {2, "geostationary, bent", 4, 0.015736620},
                                        {3, "geostationary, straight", 15, 0.100846420},
                                        {4, "geostationary, bent", 15, 0.073089530},
                                        {5, "low, straight", 10, 0.044498913},
                                        {7, "low, bent", 10, 0.000161462},
                                        {8, "medium, bent", 4, 0.035256080},
                                        {9, "eccentric, bent", 6, 0.365116060}};

TEST(Recontact, HasTheProbabilitiesOfAlfanosConjunctions) {
  const std::filesystem::path folder = std::string(COSMODROME_TRUTH_DIR) + "/conjunction";
  // Kept beside the repository, as all truth.
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the truth folder, which has the conjunctions, is not there";
  const OrbitWorld world = make_orbit_world(OrbitModel::two_body(), Epoch::from_utc("2000-01-01T00:00:00Z"), -2e5, 2e5,
                                            OrbitData::shipped());
  std::string rows;
  for (const Conjunction& one : conjunctions) {
    const NdmMessage cdm = read_ndm(folder / fmt::format("AlfanoTestCase{:02}.cdm", one.number)).messages.front();
    const Object first = object_of(cdm, 0), second = object_of(cdm, 1);
    const double speed2 = squared_norm(velocity_of(first.y)), r = norm(position_of(first.y));
    const double axis_m = 1 / (2 / r - speed2 / world.gm_m3_s2);
    const double period_s = 2 * std::numbers::pi * std::sqrt(axis_m / world.gm_m3_s2) * axis_m;
    const double half_s = 0.25 * period_s;
    constexpr int flights = 100000;
    const double look_s = period_s / 2000;
    const auto all_m = sampled_distances_m(path_of(world, first, half_s, look_s),
                                           path_of(world, second, half_s, look_s), flights, 1, 10 * one.radius_m);
    const auto nearer = std::count_if(all_m.begin(), all_m.end(), [&](double m) { return m < one.radius_m; });
    const double found = static_cast<double>(nearer) / flights;
    EXPECT_NEAR(found, one.monte_carlo, 4 * std::sqrt(one.monte_carlo / flights)) << one.number;
    rows += fmt::format("| {} | {} | {:.0f} | {:.6f} | {:.5f} |\n", one.number, one.what, one.radius_m, one.monte_carlo,
                        found);
  }
  expect_on_orbit_page(
      "| Case | Orbits, relative motion | Radius, m | Published | Ours |\n| ---: | --- | ---: | ---: | ---: |\n", rows);
}

}  // namespace
}  // namespace cosmodrome
