// Free flight beside GMAT and Orekit: the scenarios that Open Space Toolkit validates itself by.
// docs/validation-orbit.md shows it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/propagate.hpp"
#include "orbit_page.hpp"
#include "own_air.hpp"

namespace cosmodrome {
namespace {

constexpr double standard_gravity_m_s2 = 9.80665, day_s = 86400;

enum class Start { usual, march, circle_7000, circle_320, circle_500, circle_622, inclined_470 };

struct Scenario {
  const char* file;  ///< under gmat_astrodynamics and orekit_astrodynamics
  const char* what;
  Start start;
  int degree = 0;
  const char* bodies = "";  ///< S, M
  AirModel air = AirModel::none;
  double drag_area_m2 = 2.2;
  double mass_kg = 100;
  double thrust_N = 0, specific_impulse_s = 3000;
  std::vector<Vec3<double, Burning>> directions{};  ///< of burns, in VNC; a coast as long follows each but a single one
  double burn_s = day_s;
  double gmat_m = 0, orekit_m = 0;
  const char* reason = "";
};

PointMassState<double> state_of(Start start, double mass_kg) {
  switch (start) {
    case Start::usual:
      return {-4283387.412456233,
              -4451426.776125101,
              -2967617.850750065,
              4948.074939732174,
              -957.3429532772124,
              -5721.173027553034,
              mass_kg};
    case Start::march:
      return {-1514668.940810250,
              -192084.121491400,
              6831711.458436870,
              -6348.079187605,
              3867.582492698,
              -1297.176104429,
              mass_kg};
    case Start::circle_7000:
    case Start::circle_622:
      return {7000000, 0, 0, 0, 7546.053290, 0, mass_kg};
    case Start::circle_320:
      return {6698137, 0, 0, 0, 7714.21741368, 0, mass_kg};
    case Start::circle_500:
      return {6878137, 0, 0, 0, 7612.60817036, 0, mass_kg};
    case Start::inclined_470:
      return {6850000, 0, 0, 0, 3814.113444643870, 6606.238271954729, mass_kg};
  }
  return {};
}

const std::vector<Vec3<double, Burning>>& cycle() {
  static const std::vector<Vec3<double, Burning>> directions = [] {
    const Vec3<double, Burning> once[] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}, {1, 1, 1}};
    std::vector<Vec3<double, Burning>> all;
    for (int i = 0; i < 20; ++i) all.push_back(once[i % 5]);
    return all;
  }();
  return directions;
}

std::vector<Vec3<double, Burning>> first(std::size_t count) { return {cycle().begin(), cycle().begin() + count}; }

// What may lie between, and why: the worst of a day.
const char* const steps = "their steps: both fly at 1e-12 a step by Dormand-Prince 5(4)";
const char* const axes = "axes: GMAT's of IAU 1980, and other Earth orientation parameters; 1e-8 rad";
const char* const shelves = "GMAT steps over the jumps of air by shelves; Orekit does not";
const char* const standard_gravity = "GMAT's mass flow is that of 9.81 m/s2, Orekit's that of 9.80665 m/s2";
const char* const ephemerides = "GMAT's DE405";
const char* const density = "Orekit counts local time around the axis of 2000: see below";

std::vector<Scenario> scenarios() {
  using enum Start;
  const auto along = std::vector<Vec3<double, Burning>>{{1, 0, 0}},
             across = std::vector<Vec3<double, Burning>>{{0, 1, 0}};
  const auto third = std::vector<Vec3<double, Burning>>{{0, 0, 1}}, all = std::vector<Vec3<double, Burning>>{{1, 1, 1}};
  const auto air = AirModel::exponential, msis = AirModel::nrlmsise00;
  return {
      {"001-force-model-spherical-a",
       "two bodies, a",
       usual,
       0,
       "",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.03,
       0.03,
       steps},
      {"001-force-model-spherical-b",
       "two bodies, b",
       march,
       0,
       "",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.03,
       0.03,
       steps},
      {"001-force-model-spherical-c",
       "two bodies, c",
       circle_7000,
       0,
       "",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.03,
       0.03,
       steps},
      {"002-force-model-non-spherical-60x60",
       "EGM96 60x60",
       usual,
       60,
       "",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.5,
       0.3,
       axes},
      {"002-force-model-non-spherical-360x360",
       "EGM96 360x360 (ours 90x90)",
       march,
       90,
       "",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.5,
       0.3,
       axes},
      {"003-force-model-exponential-320",
       "exponential air, 320 km",
       circle_320,
       0,
       "",
       air,
       2.1,
       100,
       0,
       3000,
       {},
       day_s,
       3,
       0.1,
       shelves},
      {"003-force-model-exponential-500",
       "exponential air, 500 km",
       circle_500,
       0,
       "",
       air,
       2.1,
       100,
       0,
       3000,
       {},
       day_s,
       0.1,
       0.1,
       steps},
      {"003-force-model-exponential-600",
       "exponential air, 622 km",
       circle_622,
       0,
       "",
       air,
       2.1,
       100,
       0,
       3000,
       {},
       day_s,
       0.1,
       0.1,
       steps},
      {"003-force-model-nrlmsis-470-large-area-short-duration",
       "NRLMSISE-00, 470 km, 50 m2, two hours",
       inclined_470,
       0,
       "",
       msis,
       110,
       100,
       0,
       3000,
       {},
       day_s,
       1,
       1,
       density},
      {"003-force-model-nrlmsis-470-small-area",
       "NRLMSISE-00, 470 km",
       inclined_470,
       0,
       "",
       msis,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       2,
       2,
       density},
      {"004-force-model-sun",
       "Sun",
       march,
       0,
       "S",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.1,
       0.1,
       ephemerides},
      {"004-force-model-moon",
       "Moon",
       march,
       0,
       "M",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.1,
       0.1,
       ephemerides},
      {"004-force-model-sun-moon",
       "Sun and Moon",
       march,
       0,
       "SM",
       AirModel::none,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.1,
       0.1,
       ephemerides},
      {"005-force-model-all-perturbs",
       "EGM96 60x60, Sun, Moon, exponential air",
       usual,
       60,
       "SM",
       air,
       2.2,
       100,
       0,
       3000,
       {},
       day_s,
       0.5,
       0.3,
       axes},
      {"006-force-model-constant-thrust", "thrust along the velocity", usual, 0, "", AirModel::none, 2.2, 100, 0.02,
       3000, along, day_s, 0.5, 0.03, standard_gravity},
      {"006-force-model-constant-thrust-exponential", "the same with EGM96 60x60 and air", usual, 60, "", air, 2.2, 100,
       0.02, 3000, along, day_s, 0.5, 0.3, axes},
      {"010-thruster-direction-intrack", "thrust along", usual, 60, "", air, 2.2, 100, 0.02, 3000, along, day_s, 0.5,
       0.3, axes},
      {"010-thruster-direction-crosstrack", "thrust across", usual, 60, "", air, 2.2, 100, 0.02, 3000, across, day_s,
       0.5, 0.3, axes},
      {"010-thruster-direction-radial", "thrust outward", usual, 60, "", air, 2.2, 100, 0.02, 3000, third, day_s, 0.5,
       0.3, axes},
      {"010-thruster-direction-in-cross-radial", "thrust between the three", usual, 60, "", air, 2.2, 100, 0.02, 3000,
       all, day_s, 0.5, 0.3, axes},
      {"011-thruster-params-drag-decrease", "thrust, hardly any drag", usual, 60, "", air, 0.01, 100, 0.02, 3000, along,
       day_s, 0.7, 0.3, axes},
      {"011-thruster-params-drag-increase", "thrust, drag of 300 m2", usual, 60, "", air, 300, 100, 0.02, 3000, along,
       day_s, 10, 0.3, shelves},
      {"011-thruster-params-mass-decrease", "thrust, 10 kg", usual, 60, "", air, 2.2, 10, 0.02, 3000, along, day_s, 20,
       0.3, standard_gravity},
      {"011-thruster-params-mass-increase", "thrust, 1000 kg", usual, 60, "", air, 2.2, 1000, 0.02, 3000, along, day_s,
       0.5, 0.3, axes},
      {"011-thruster-params-thrust-decrease-isp-increase", "1 mN, 10,000 s", usual, 60, "", air, 2.2, 100, 0.001, 10000,
       along, day_s, 0.5, 0.3, axes},
      {"011-thruster-params-thrust-increase-isp-decrease", "1 N, 150 s, across", usual, 60, "", air, 2.2, 100, 1, 150,
       across, day_s, 15, 0.3, standard_gravity},
      {"020-sequence-multiple-2h-maneuvers", "5 burns of 2.4 h", usual, 60, "", air, 2.2, 100, 0.02, 3000, first(5),
       8640, 0.5, 0.3, axes},
      {"020-sequence-multiple-30m-maneuvers", "20 burns of 36 min", usual, 60, "", air, 2.2, 100, 0.02, 3000, first(20),
       2160, 0.5, 0.3, axes},
  };
}

const OrbitData& data() {
  static const OrbitData all = [] {
    OrbitData shipped = OrbitData::shipped();
    shipped.earth = load_gravity(COSMODROME_SOURCE_DIR "/tests/validation/egm96_90.csv", 90);
    return shipped;
  }();
  return all;
}

OrbitArc<double> fly(const Scenario& s) {
  OrbitModel model = OrbitModel::two_body();
  model.gravity_degree = model.gravity_order = s.degree;
  for (const char* body = s.bodies; *body != '\0'; ++body)
    model.bodies.push_back(*body == 'S' ? Body::sun : Body::moon);
  model.air = s.air;
  const Epoch epoch = s.start == Start::march ? Epoch::from_utc(2021, 3, 20) : Epoch::from_utc(2023, 1, 1);
  const OrbitWorld world = make_orbit_world(model, epoch, -60, day_s + 600, data());
  std::vector<FiniteBurn<double>> burns;
  const double flow = s.thrust_N / (s.specific_impulse_s * standard_gravity_m_s2);
  for (std::size_t i = 0; i < s.directions.size(); ++i) {
    const OrbitThrust<double> thrust{s.thrust_N, flow, BurnAxes::vnc, s.directions[i], {}, 0};
    burns.push_back({2 * static_cast<double>(i) * s.burn_s, s.burn_s, thrust});
  }
  return propagate<double>(world, {.drag_area_m2 = s.drag_area_m2}, state_of(s.start, s.mass_kg), 0, day_s + 1, burns);
}

/// The archive, unpacked for this run; empty if it is not there.
const std::string& archive() {
  static const std::string folder = [] {
    const std::string tar = std::string(COSMODROME_TRUTH_DIR) + "/orbit/ostk-validation.tar.gz";
    if (!std::filesystem::exists(tar)) return std::string();
    const std::string into = testing::TempDir() + "cosmodrome_ostk";
    std::filesystem::create_directories(into);
    const int failed = std::system(("tar -xzf '" + tar + "' -C '" + into + "'").c_str());
    return failed != 0 ? std::string() : into + "/validation/OpenSpaceToolkit/Astrodynamics/data/";
  }();
  return folder;
}

/// The worst distance over the day, in metres; none if that program has not flown it.
std::optional<double> worst_m(const OrbitArc<double>& arc, const std::string& program, const char* scenario) {
  std::ifstream file(archive() + program + "_astrodynamics/" + scenario + ".csv");
  if (!file) return std::nullopt;
  const double unit = program == "gmat" ? 1e3 : 1;
  double worst = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    double t_s, x, y, z;
    if (!(words >> t_s >> x >> y >> z) || t_s > day_s) continue;
    const auto ours = position_of(arc.at(t_s));
    worst = std::max(worst, norm(ours - Vec3<double, Gcrf>{x * unit, y * unit, z * unit}));
  }
  return worst;
}

std::string shown(const std::optional<double>& metres) { return metres ? fmt::format("{:.2f}", *metres) : "–"; }

TEST(Orbit, FliesWhatGmatAndOrekitFly) {
  // What GMAT and Orekit flew is data of others, which this repository does not carry.
  if (archive().empty()) GTEST_SKIP() << "the truth folder, which has GMAT's and Orekit's flights, is not there";
  std::string rows;
  for (const Scenario& s : scenarios()) {
    const auto arc = fly(s);
    const auto gmat = worst_m(arc, "gmat", s.file), orekit = worst_m(arc, "orekit", s.file);
    EXPECT_TRUE(gmat || orekit) << s.file;
    EXPECT_LT(gmat.value_or(0), s.gmat_m) << s.file << ", GMAT";
    EXPECT_LT(orekit.value_or(0), s.orekit_m) << s.file << ", Orekit";
    rows += fmt::format("| {} | {} | {} | {} |\n", s.what, shown(gmat), shown(orekit), s.reason);
  }
  expect_on_orbit_page("| --- | ---: | ---: | --- |\n", rows);
}

/// The last state of Orekit's file.
std::array<double, 4> last_of_orekit(const std::string& scenario) {
  std::ifstream file(archive() + "orekit_astrodynamics/" + scenario + ".csv");
  std::array<double, 4> last{};
  for (std::string line; std::getline(file, line);) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    std::array<double, 4> now{};
    if (words >> now[0] >> now[1] >> now[2] >> now[3]) last = now;
  }
  return last;
}

/// NRLMSISE-00 takes the local time. Orekit (`NRLMSISE00.localSolarTime`) finds it in the frame in which it integrates,
/// the GCRF, whose axis was the Earth's in 2000; ours around the axis as it is, 0.13 degrees away in 2023. With
/// Orekit's local time ours ends within what its steps leave, and with ours it does not.
TEST(Orbit, ReachesOrekitsEndByOrekitsLocalTime) {
  // What GMAT and Orekit flew is data of others, which this repository does not carry.
  if (archive().empty()) GTEST_SKIP() << "the truth folder, which has GMAT's and Orekit's flights, is not there";
  constexpr std::int64_t first_day = 8401;  // 2023-01-01, since 2000
  OrbitModel model = OrbitModel::two_body();
  model.air = AirModel::nrlmsise00;
  OrbitWorld world = make_orbit_world(model, Epoch::from_utc(2023, 1, 1), -60, day_s + 600, data());
  world.air.reset();
  const SpaceWeatherDay &today = data().space_weather.on(first_day), &before = data().space_weather.on(first_day - 1);
  const MsisActivity activity{before.f107, today.f107_average, today.ap, {}, false};
  for (const Scenario& s : scenarios()) {
    if (s.air != AirModel::nrlmsise00) continue;
    const auto [t_s, x, y, z] = last_of_orekit(s.file);
    const auto apart_m = [&](double (*local_rad)(const own_air::Place&)) {
      const auto end = own_air::fly(
          world, {.drag_area_m2 = s.drag_area_m2}, state_of(s.start, s.mass_kg), t_s,
          [&](const own_air::Place& at) { return own_air::density_kg_m3(activity, 1, at, local_rad(at)); });
      return norm(position_of(end) - Vec3<double, Gcrf>{x, y, z});
    };
    EXPECT_LT(apart_m(own_air::apparent_solar_of_2000_rad), 0.05) << s.file;
    EXPECT_GT(apart_m(own_air::apparent_solar_rad), 0.2) << s.file;
  }
}

}  // namespace
}  // namespace cosmodrome
