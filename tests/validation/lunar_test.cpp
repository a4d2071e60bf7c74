// The way to the Moon beside GMAT: its sample of a lunar transfer, as the ephemeris file that GMAT ships.
// docs/validation-orbit.md shows it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cosmodrome/orbit/lunar_path.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

/// A state of the file, in the axes in which GMAT integrates and DE405 is given.
struct Node {
  double t_s;  ///< TDB since J2000
  PointMassState<double> y;
};

constexpr std::size_t record_bytes = 1024;

// GMAT's script is not in the file. Sunlight pushes this craft with 1.65e-3 m2/kg, which was chosen from the leg before
// the two that are compared, with these in view; 1.8 m2 for 1000 kg would be usual there.
constexpr double mass_kg = 850, light_area_m2 = 1.4;

double double_at(const std::string& bytes, std::size_t word) {
  double value = 0;
  std::memcpy(&value, bytes.data() + 8 * word, 8);
  return value;
}

int integer_at(const std::string& bytes, std::size_t byte) {
  int value = 0;
  std::memcpy(&value, bytes.data() + byte, 4);
  return value;
}

/// The segments of a little-endian SPK of type 13 (Hermite nodes): states, then epochs. Source of the format: NAIF,
/// "DAF Required Reading" and "SPK Required Reading".
std::vector<std::vector<Node>> segments(const std::string& bytes) {
  std::vector<std::vector<Node>> found;
  const std::size_t summary = (static_cast<std::size_t>(integer_at(bytes, 76)) - 1) * record_bytes / 8;
  const auto count = static_cast<std::size_t>(double_at(bytes, summary + 2));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t words = 8 * (summary + 3 + 5 * i + 2);
    EXPECT_EQ(integer_at(bytes, words + 12), 13) << "type";
    const auto begin = static_cast<std::size_t>(integer_at(bytes, words + 16)) - 1;
    const auto end = static_cast<std::size_t>(integer_at(bytes, words + 20));
    const auto nodes = static_cast<std::size_t>(double_at(bytes, end - 1));
    std::vector<Node> segment;
    for (std::size_t k = 0; k < nodes; ++k) {
      Node node{double_at(bytes, begin + 6 * nodes + k), {}};
      for (std::size_t j = 0; j < 6; ++j) node.y[j] = 1e3 * double_at(bytes, begin + 6 * k + j);
      node.y[6] = mass_kg;
      segment.push_back(node);
    }
    found.push_back(std::move(segment));
  }
  return found;
}

std::vector<std::vector<Node>> moon_transfer() {
  const std::string packed = std::string(COSMODROME_TRUTH_DIR) + "/orbit/gmat/MoonTransfer.bsp.gz";
  if (!std::filesystem::exists(packed)) return {};
  const std::string file = testing::TempDir() + "MoonTransfer.bsp";
  if (std::system(("gzip -dc '" + packed + "' > '" + file + "'").c_str()) != 0) return {};
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  return segments(bytes);
}

Epoch epoch_of(double t_s) { return Epoch::from_tdb({2451545.0, t_s / 86400}); }

/// The worst distance along a leg, flown from its first state, in metres; how many bodies were its centre.
struct Worst {
  double distance_m = 0;
  std::size_t arcs = 0;
};

Worst worst_of(const std::vector<Node>& nodes, const OrbitData& data) {
  const double begin_s = nodes.front().t_s, span_s = nodes.back().t_s - begin_s;
  const auto worlds = make_earth_and_moon("accurate", epoch_of(begin_s), 0, span_s, data);
  Spacecraft<double> craft;
  craft.light_area_m2 = light_area_m2;
  const auto path =
      fly_lunar_path(worlds, craft, {Body::earth, 0, nodes.front().y}, span_s, {}, {}, {.tolerance = 1e-12});
  EXPECT_FALSE(path.failed);
  Worst worst{0, path.arcs.size()};
  for (const Node& node : nodes) {
    const double t_s = node.t_s - begin_s;
    const auto arc = std::find_if(path.arcs.begin(), path.arcs.end(),
                                  [&](const LunarArc& one) { return t_s >= one.arc.from_s && t_s <= one.arc.end_s; });
    if (arc == path.arcs.end()) continue;  // the last state, by rounding
    const auto ours = seen_from(Body::earth, {arc->center, t_s, arc->arc.at(t_s)}, worlds);
    worst.distance_m = std::max(worst.distance_m, norm(position_of(ours.y) - position_of(node.y)));
  }
  return worst;
}

// Five days from 2240 km over the Earth to the Moon, in two legs, as the file breaks off at a correction. What lies
// between: the fields, DE405, the area. On the leg before, which the area comes from, 4 m are left.
TEST(LunarTransfer, FliesFiveDaysBesideGmat) {
  const auto legs = moon_transfer();
  if (legs.empty()) GTEST_SKIP() << "the truth folder, which has GMAT's ephemeris, is not there";
  ASSERT_EQ(legs.size(), 5U);
  const OrbitData data = OrbitData::shipped();
  EXPECT_LT(worst_of(legs[0], data).distance_m, 10);
  const Worst out = worst_of(legs[1], data), in = worst_of(legs[2], data);
  EXPECT_GT(legs[2].back().t_s - legs[1].front().t_s, 5 * 86400.0);
  EXPECT_LT(out.distance_m, 30);
  EXPECT_LT(in.distance_m, 30);
  EXPECT_EQ(out.arcs, 1U);
  EXPECT_EQ(in.arcs, 2U);  // the Moon is the centre at its end
}

}  // namespace
}  // namespace cosmodrome
