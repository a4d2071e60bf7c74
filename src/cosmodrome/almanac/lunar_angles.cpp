#include "cosmodrome/almanac/lunar_angles.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t record_bytes = 1024, most_coefficients = 64;
constexpr int frame_de421 = 31006, frame_de430 = 31007, frame_de440 = 31008;

[[noreturn]] void fail(const std::string& name, const std::string& found) {
  throw InputError(name, 0, 0, found, "give the Moon's principal axes as NAIF's binary PCK has them (.bpc)");
}

/// Bytes of a file whose byte order is this machine's, every place checked.
class Words {
 public:
  Words(const std::vector<unsigned char>& bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  template <class T>
  T at(std::size_t byte) const {
    if (byte > bytes_.size() || bytes_.size() - byte < sizeof(T)) fail(name_, "it ends too early");
    T value;
    std::memcpy(&value, bytes_.data() + byte, sizeof(T));
    return value;
  }
  double word(std::size_t index) const { return at<double>(8 * index); }
  /// A whole number that stands as a double, from 1 to `limit`.
  std::size_t count(double x, double limit) const {
    if (!(x >= 1 && x <= limit) || x != std::floor(x)) fail(name_, "one of its counts is none");
    return static_cast<std::size_t>(x);
  }

 private:
  const std::vector<unsigned char>& bytes_;
  const std::string& name_;
};

/// From DE421's principal axes to DE440's.
Rotation<MoonPa, MoonPa> correction() {
  return principal_to_mean_axes(PrincipalAxes::de440).inverse() * principal_to_mean_axes(PrincipalAxes::de421);
}

}  // namespace

LunarAngles LunarAngles::shipped() { return load(data_directory() / "almanac" / "moon_pa_de421_1990_2050.bpc"); }

LunarAngles LunarAngles::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) fail(file.string(), "the Moon's orientation cannot be read");
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return {std::vector<unsigned char>(bytes.begin(), bytes.end()), file.string()};
}

LunarAngles::LunarAngles(const std::vector<unsigned char>& bytes, const std::string& name) {
  static_assert(std::endian::native == std::endian::little);
  const Words file(bytes, name);
  if (bytes.size() < record_bytes || std::memcmp(bytes.data(), "DAF/PCK", 7) != 0)
    fail(name, "it does not begin like a binary PCK file (DAF/PCK)");
  if (std::memcmp(bytes.data() + 88, "LTL-IEEE", 8) != 0 || file.at<std::int32_t>(12) != 5)
    fail(name, "its byte order or its summaries are not those of a little-endian binary PCK");
  const auto summary = (file.count(file.at<std::int32_t>(76), 1e6) - 1) * record_bytes + 24;
  const auto frame = file.at<std::int32_t>(summary + 16);
  if (frame != frame_de421 && frame != frame_de430 && frame != frame_de440)
    fail(name, "its first segment is of frame " + std::to_string(frame));
  if (file.at<std::int32_t>(summary + 20) != 1 || file.at<std::int32_t>(summary + 24) != 2)
    fail(name, "its angles are not of type 2 from the axes of the ICRF");
  is_de421_ = frame == frame_de421;
  const double words = static_cast<double>(bytes.size()) / 8;
  const auto first = file.count(file.at<std::int32_t>(summary + 28), words) - 1;
  const auto last = file.count(file.at<std::int32_t>(summary + 32), words) - 1;
  if (last < first + 4) fail(name, "its segment is empty");
  start_s_ = file.word(last - 3), length_s_ = file.word(last - 2);
  const auto size = file.count(file.word(last - 1), 2 + 3 * most_coefficients);
  const auto records = file.count(file.word(last), words);
  if (size < 5 || (size - 2) % 3 != 0 || size * records != last - first - 3 || !(length_s_ > 0) ||
      !std::isfinite(start_s_))
    fail(name, "the directory of its segment is broken");
  coefficients_ = (size - 2) / 3;
  for (std::size_t i = 0; i < size * records; ++i) records_.push_back(file.word(first + i));
}

MoonAngles LunarAngles::at(const Epoch& epoch) const {
  const auto tdb = to_tdb_seconds(epoch);
  const double since_s = (tdb.whole_s - start_s_) + tdb.rest_s;
  const std::size_t size = 2 + 3 * coefficients_, count = records_.size() / size;
  if (!(since_s >= 0 && since_s <= length_s_ * static_cast<double>(count)))
    throw std::out_of_range("the Moon's orientation is not covered at " + epoch.to_utc_string(0));
  const auto record = std::min(count - 1, static_cast<std::size_t>(since_s / length_s_));
  const double* c = records_.data() + record * size;
  const double x = ((tdb.whole_s - c[0]) + tdb.rest_s) / c[1];
  double angle[3];
  for (std::size_t k = 0; k < 3; ++k) {  // Clenshaw
    const double* series = c + 2 + k * coefficients_;
    double after = 0, later = 0;
    for (std::size_t i = coefficients_ - 1; i > 0; --i) {
      const double next = 2 * x * after - later + series[i];
      later = after, after = next;
    }
    angle[k] = x * after - later + series[0];
  }
  const MoonAngles angles{angle[0], angle[1], angle[2]};
  return is_de421_ ? moon_angles_of(correction() * moon_rotation(angles)) : angles;
}

MoonOrientation make_moon_orientation(const Epoch& reference, double from_s, double to_s, const LunarAngles& angles) {
  return make_moon_orientation(reference, from_s, to_s, [&](const Epoch& at) { return angles.at(at); });
}

}  // namespace cosmodrome
