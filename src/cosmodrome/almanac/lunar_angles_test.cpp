#include "cosmodrome/almanac/lunar_angles.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include "cosmodrome/almanac/ephemeris.hpp"
#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

const LunarAngles& shipped() {
  static const LunarAngles angles = LunarAngles::shipped();
  return angles;
}

/// The angle of the turn from one attitude to another.
template <class A, class B>
double turn_rad(const Rotation<A, B>& a, const Rotation<A, B>& b) {
  const auto rest = b * a.inverse();
  return 0.5 *
         norm(Vec3<double, A>{rest.row_z.y - rest.row_y.z, rest.row_x.z - rest.row_z.x, rest.row_y.x - rest.row_x.y});
}

std::vector<unsigned char> bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return {bytes.begin(), bytes.end()};
}

/// The librations of a binary file as JPL distributes ephemerides: `ephemerides/Linux`, records of equal size.
class JplLibrations {
 public:
  explicit JplLibrations(const std::string& file) : bytes_(bytes_of(file)) {
    if (bytes_.empty()) return;
    begin_jd_ = at<double>(2652), end_jd_ = at<double>(2660), days_ = at<double>(2668);
    first_ = at<std::int32_t>(2844), count_ = at<std::int32_t>(2848), parts_ = at<std::int32_t>(2852);
  }
  bool empty() const { return bytes_.empty(); }
  double begin_jd() const { return begin_jd_; }
  double end_jd() const { return end_jd_; }

  MoonAngles at_jd(double jd) const {
    // The first record of data says where it begins; the header's span is that of the whole file.
    const double first_jd = at<double>(2 * record_bytes);
    const auto record = static_cast<std::size_t>((jd - first_jd) / days_);
    const double into = (jd - first_jd) / days_ - static_cast<double>(record);
    const auto part = std::min(static_cast<int>(into * parts_), parts_ - 1);
    const double x = 2 * (into * parts_ - part) - 1;
    double angle[3];
    for (int k = 0; k < 3; ++k) {
      double before = 1, now = x;
      const auto coefficient = [&](int i) {
        const auto word = static_cast<std::size_t>(first_ - 1 + (part * 3 + k) * count_ + i);
        return at<double>((2 + record) * record_bytes + 8 * word);
      };
      angle[k] = coefficient(0);
      for (int i = 1; i < count_; ++i) {
        angle[k] += coefficient(i) * now;
        const double next = 2 * x * now - before;
        before = now, now = next;
      }
    }
    return {angle[0], angle[1], angle[2]};
  }

 private:
  static constexpr std::size_t record_bytes = 8 * 1018;  // of DE440

  template <class T>
  T at(std::size_t byte) const {
    T value{};
    if (byte + sizeof(T) <= bytes_.size()) std::memcpy(&value, bytes_.data() + byte, sizeof(T));
    return value;
  }

  std::vector<unsigned char> bytes_;
  double begin_jd_ = 0, end_jd_ = 0, days_ = 1;
  std::int32_t first_ = 0, count_ = 0, parts_ = 1;
};

TEST(LunarAngles, TurnTheMoonAsDe440Does) {
  const JplLibrations de440(std::string(COSMODROME_TRUTH_DIR) + "/ephemeris/orekit-de/linux_p1550p2650.440");
  if (de440.empty()) GTEST_SKIP() << "no truth folder";
  double worst = 0;
  for (double jd = de440.begin_jd(); jd < de440.end_jd() - 0.5; jd += 0.37) {
    const auto ours = moon_rotation(shipped().at(Epoch::from_tdb({std::floor(jd), jd - std::floor(jd)})));
    worst = std::max(worst, turn_rad(ours, moon_rotation(de440.at_jd(jd))));
  }
  // NAIF measured 3.07e-7 rad at worst for 2000 to 2040 (moon_de440_220930.tf).
  EXPECT_LT(worst, 3.1e-7);
  RecordProperty("worst_nrad", std::to_string(worst * 1e9));
}

TEST(LunarAngles, FaceTheEarth) {
  const Ephemeris ephemeris = Ephemeris::shipped();
  for (int month = 1; month <= 12; ++month) {
    const Epoch at = Epoch::from_utc(2023, month, 10, 3, 0, 0);
    const auto earth = ephemeris.state(Body::earth, Body::moon, at).r_m;
    const auto seen = principal_to_mean_axes() * (moon_rotation(shipped().at(at)) * earth);
    // Optical libration: 8 degrees in longitude, 7 in latitude, at most.
    EXPECT_LT(std::abs(std::atan2(seen.y, seen.x)), 0.145);
    EXPECT_LT(std::abs(std::asin(seen.z / norm(seen))), 0.125);
  }
}

TEST(MoonOrientation, KeepsToTheAngles) {
  const Epoch reference = Epoch::from_utc(2023, 8, 10, 23, 10, 57);
  const MoonOrientation moon = make_moon_orientation(reference, -3600, 9 * 86400.0, shipped());
  double worst = 0;
  for (double t_s = -3600; t_s <= 9 * 86400.0; t_s += 1234.5) {
    const auto exact = moon_rotation(shipped().at(reference + t_s));
    worst = std::max(worst, turn_rad(gcrf_to_moon(moon, t_s), exact));
  }
  EXPECT_LT(worst, 2e-12);  // as moon_orientation.hpp says; a few roundings of angles of 100 rad and more
}

TEST(MoonOrientation, HasTheSameBitsInLanesAndTheSlopeOfDifferences) {
  const Epoch reference = Epoch::from_utc(2023, 8, 10);
  const MoonOrientation moon = make_moon_orientation(reference, 0, 86400, shipped());
  Lanes t_s;
  for (int i = 0; i < 16; ++i) set_lane(t_s, i, 5321.0 * i);
  const auto together = gcrf_to_moon(moon, t_s);
  for (int i = 0; i < 16; ++i) {
    const auto alone = gcrf_to_moon(moon, lane(t_s, i));
    EXPECT_EQ(lane(together.row_x.x, i), alone.row_x.x);
    EXPECT_EQ(lane(together.row_y.z, i), alone.row_y.z);
    EXPECT_EQ(lane(together.row_z.y, i), alone.row_z.y);
  }
  const auto turned = gcrf_to_moon(moon, Dual<1>::variable(40000.0, 0));
  const double h_s = 10;
  const double slope = (gcrf_to_moon(moon, 40000 + h_s).row_x.x - gcrf_to_moon(moon, 40000 - h_s).row_x.x) / (2 * h_s);
  EXPECT_NEAR(turned.row_x.x.d[0], slope, 1e-14);  // third derivative of a monthly turn, rounding
}

TEST(MoonOrientation, AnglesComeBackFromTheirRotation) {
  const MoonAngles angles{0.05, 0.4, -2.1};
  const auto back = moon_angles_of(moon_rotation(angles));
  EXPECT_NEAR(back.phi_rad, angles.phi_rad, 1e-15);
  EXPECT_NEAR(back.theta_rad, angles.theta_rad, 1e-15);
  EXPECT_NEAR(back.psi_rad, angles.psi_rad, 1e-15);
}

TEST(LunarAngles, RefuseWhatIsNone) {
  EXPECT_THROW(LunarAngles({}, "nothing"), InputError);
  auto bytes = bytes_of(std::string(COSMODROME_DATA_DIR) + "/almanac/moon_pa_de421_1990_2050.bpc");
  ASSERT_GT(bytes.size(), 4096u);
  EXPECT_NO_THROW(LunarAngles(bytes, "whole"));
  auto cut = bytes;
  cut.resize(5000);
  EXPECT_THROW(LunarAngles(cut, "cut"), InputError);
  for (const std::size_t place : {0u, 12u, 76u, 2088u, 2092u, 2096u, 2100u, 2104u}) {
    auto damaged = bytes;
    damaged[place] = 0xff, damaged[place + 3] = 0xff;
    EXPECT_THROW(LunarAngles(damaged, "damaged"), InputError) << place;
  }
  EXPECT_THROW(shipped().at(Epoch::from_utc(1980, 1, 1)), std::out_of_range);
}

}  // namespace
}  // namespace cosmodrome
