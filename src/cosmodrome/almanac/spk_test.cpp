// The reader of SPK files on files made here: every type, both byte orders, damage.
#include "cosmodrome/almanac/spk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <random>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

/// Writes a DAF with one segment.
class Writer {
 public:
  explicit Writer(bool big) : big_(big) {}

  std::vector<unsigned char> file(int type, const std::vector<double>& words, double from_s, double to_s) {
    bytes_.clear();
    text("DAF/SPK ", 8), integer(2), integer(6), text("test", 60), integer(2), integer(2);
    integer(static_cast<int>(385 + words.size())), text(big_ ? "BIG-IEEE" : "LTL-IEEE", 8);
    bytes_.resize(1024);
    number(0), number(0), number(1), number(from_s), number(to_s);
    for (const int i : {301, 399, 1, type, 385, static_cast<int>(384 + words.size())}) integer(i);
    bytes_.resize(2048);
    text("the moon of the test", 40);
    bytes_.resize(3072);
    for (const double w : words) number(w);
    return bytes_;
  }

 private:
  template <class T>
  void put(T value) {
    unsigned char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    if (big_ != (std::endian::native == std::endian::big)) std::reverse(std::begin(raw), std::end(raw));
    bytes_.insert(bytes_.end(), std::begin(raw), std::end(raw));
  }
  void integer(int i) { put(static_cast<std::int32_t>(i)); }
  void number(double x) { put(x); }
  void text(std::string t, std::size_t size) {
    t.resize(size, ' ');
    bytes_.insert(bytes_.end(), t.begin(), t.end());
  }

  bool big_;
  std::vector<unsigned char> bytes_;
};

// A path that every type can hold exactly: x = 1 + 2 t + 3 t^2, y = -t^3, z = 5 km, t in hours.
constexpr double hour = 3600.0;
Vec3<double, Gcrf> path_m(double t_s) {
  const double t = t_s / hour;
  return {1e3 * (1 + 2 * t + 3 * t * t), -1e3 * t * t * t, 5e3};
}
Vec3<double, Gcrf> path_m_s(double t_s) {
  const double t = t_s / hour;
  return {1e3 * (2 + 6 * t) / hour, -3e3 * t * t / hour, 0.0};
}

/// Chebyshev coefficients of the path on [-h, h] hours about m, km.
std::vector<double> chebyshev_record(int type, double middle_s, double half_s) {
  const double m = middle_s / hour, h = half_s / hour;
  const auto series = [&](double c0, double c1, double c2, double c3) {  // c0 + c1 u + c2 u^2 + c3 u^3
    return std::vector<double>{c0 + c2 / 2, c1 + 0.75 * c3, c2 / 2, c3 / 4};
  };
  std::vector<double> words{middle_s, half_s};
  const auto add = [&](const std::vector<double>& s) { words.insert(words.end(), s.begin(), s.end()); };
  add(series(1 + 2 * m + 3 * m * m, (2 + 6 * m) * h, 3 * h * h, 0));
  add(series(-m * m * m, -3 * m * m * h, -3 * m * h * h, -h * h * h));
  add(series(5, 0, 0, 0));
  if (type == 3) {
    add(series((2 + 6 * m) / hour, 6 * h / hour, 0, 0));
    add(series(-3 * m * m / hour, -6 * m * h / hour, -3 * h * h / hour, 0));
    add(series(0, 0, 0, 0));
  }
  return words;
}

std::vector<double> words_of(int type) {
  std::vector<double> words;
  if (type == 2 || type == 3) {
    for (int i = 0; i < 3; ++i) {
      const auto record = chebyshev_record(type, (2 * i + 1) * hour, hour);
      words.insert(words.end(), record.begin(), record.end());
    }
    const double size = type == 2 ? 14 : 26;
    words.insert(words.end(), {0.0, 2 * hour, size, 3.0});
    return words;
  }
  const bool even = type == 8 || type == 12;
  std::vector<double> times;
  for (int i = 0; i <= 12; ++i) times.push_back(even ? i * hour / 2 : i * hour / 2 + (i % 3 == 1 ? 200.0 : 0.0));
  for (const double t : times) {
    const auto r = path_m(t), v = path_m_s(t);
    for (const double x : {r.x, r.y, r.z, v.x, v.y, v.z}) words.push_back(x / 1e3);
  }
  if (!even) words.insert(words.end(), times.begin(), times.end());
  if (even) words.insert(words.end(), {0.0, hour / 2});
  words.insert(words.end(), {type >= 12 ? 2.0 : 4.0, static_cast<double>(times.size())});
  return words;
}

TEST(Spk, reads_every_type_in_both_byte_orders) {
  for (const bool big : {false, true})
    for (const int type : {2, 3, 8, 9, 12, 13}) {
      const Spk spk(Writer(big).file(type, words_of(type), 0.0, 6 * hour), "test");
      ASSERT_EQ(spk.segments().size(), 1u);
      const auto& s = spk.segments().front();
      EXPECT_EQ(s.target, 301);
      EXPECT_EQ(s.center, 399);
      EXPECT_EQ(s.type, type);
      EXPECT_EQ(s.name, "the moon of the test");
      ASSERT_TRUE(s.is_readable) << type;
      for (double t_s = 0.0; t_s <= 6 * hour; t_s += 777.0) {
        const auto state = spk.state(s, {t_s, 0.0});
        ASSERT_TRUE(state.has_value());
        EXPECT_NEAR(norm(state->r_m - path_m(t_s)), 0.0, 1e-9) << "type " << type << " at " << t_s;
        EXPECT_NEAR(norm(state->v_m_s - path_m_s(t_s)), 0.0, 1e-11) << "type " << type << " at " << t_s;
      }
      EXPECT_FALSE(spk.state(s, {-1.0, 0.0}).has_value());
      EXPECT_FALSE(spk.state(s, {6 * hour, 1e-3}).has_value());
      EXPECT_FALSE(spk.state(s, {std::nan(""), 0.0}).has_value());
    }
}

TEST(Spk, other_types_are_listed_but_not_read) {
  const Spk spk(Writer(false).file(21, words_of(2), 0.0, 6 * hour), "test");
  EXPECT_FALSE(spk.segments().front().is_readable);
  EXPECT_FALSE(spk.state(spk.segments().front(), {1.0, 0.0}).has_value());
}

TEST(Spk, what_is_no_spk_is_refused) {
  EXPECT_THROW((void)Spk({}, "empty"), InputError);
  EXPECT_THROW((void)Spk(std::vector<unsigned char>(4096, 'x'), "noise"), InputError);
  EXPECT_THROW((void)Spk::load("/nonexistent/file.bsp"), InputError);
  EXPECT_THROW((void)Spk::load(std::filesystem::temp_directory_path()), InputError);
  auto circle = Writer(false).file(2, words_of(2), 0.0, 6 * hour);
  const double self = 2.0;  // the summary record says that it is followed by itself
  std::memcpy(circle.data() + 1024, &self, 8);
  EXPECT_THROW((void)Spk(circle, "circle"), InputError);
}

/// Asks everything of a damaged file; only the sanitizers and InputError may object.
void use(std::vector<unsigned char> bytes) {
  try {
    const Spk spk(std::move(bytes), "damaged");
    for (const auto& s : spk.segments())
      for (const double part : {0.0, 0.3, 1.0})
        (void)spk.state(s, {s.from_tdb_s + part * (s.to_tdb_s - s.from_tdb_s), 0.0});
  } catch (const InputError&) {
  }
}

TEST(Spk, no_damage_makes_it_read_elsewhere) {
  std::mt19937_64 random(7);
  for (const int type : {2, 3, 8, 9, 12, 13}) {
    const auto sound = Writer(false).file(type, words_of(type), 0.0, 6 * hour);
    for (std::size_t size = 0; size <= sound.size(); size += 64)
      use(std::vector<unsigned char>(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)));
    for (int i = 0; i < 3000; ++i) {
      auto damaged = sound;
      // Where the sizes and places are: the head, the summary, the end of the segment; or anywhere.
      const std::size_t places[] = {random() % 96, 1024 + random() % 64, sound.size() - 1 - random() % 32,
                                    random() % sound.size()};
      for (std::uint64_t k = 0; k <= i % 4u; ++k) damaged[places[random() % 4]] = static_cast<unsigned char>(random());
      use(std::move(damaged));
    }
    const double nasty[] = {1e300, -1.0, std::nan(""), INFINITY, 0.0, 4294967296.0, 9.3e18, 0.5};
    for (std::size_t back = 8; back <= 32; back += 8)
      for (const double x : nasty) {
        auto damaged = sound;
        std::memcpy(damaged.data() + damaged.size() - back, &x, 8);
        use(std::move(damaged));
      }
  }
}

}  // namespace
}  // namespace cosmodrome
