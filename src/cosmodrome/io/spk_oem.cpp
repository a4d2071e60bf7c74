// An SPK orbit as an ephemeris message.
// Source of the format: NAIF, "DAF Required Reading" and "SPK Required Reading".
#include "cosmodrome/io/spk_oem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "cosmodrome/almanac/spk.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"

namespace cosmodrome {
namespace {

constexpr double km_per_m = 1e-3, s_per_day = 86400;

/// As the registry of orbit centres at SANA has them, by NAIF number.
constexpr std::array<std::pair<int, std::string_view>, 20> centres{{{0, "SOLAR SYSTEM BARYCENTER"},
                                                                    {1, "MERCURY BARYCENTER"},
                                                                    {2, "VENUS BARYCENTER"},
                                                                    {3, "EARTH BARYCENTER"},
                                                                    {4, "MARS BARYCENTER"},
                                                                    {5, "JUPITER BARYCENTER"},
                                                                    {6, "SATURN BARYCENTER"},
                                                                    {7, "URANUS BARYCENTER"},
                                                                    {8, "NEPTUNE BARYCENTER"},
                                                                    {9, "PLUTO BARYCENTER"},
                                                                    {10, "SUN"},
                                                                    {199, "MERCURY"},
                                                                    {299, "VENUS"},
                                                                    {301, "MOON"},
                                                                    {399, "EARTH"},
                                                                    {499, "MARS"},
                                                                    {599, "JUPITER"},
                                                                    {699, "SATURN"},
                                                                    {799, "URANUS"},
                                                                    {899, "NEPTUNE"}}};

[[noreturn]] void refuse(const std::string& file, std::string found, std::string remedy) {
  throw InputError(Problem{file, 0, 0, "", std::move(found), std::move(remedy)});
}

std::string centre_name(int number, const std::string& file) {
  const auto found = std::find_if(centres.begin(), centres.end(), [&](const auto& c) { return c.first == number; });
  if (found == centres.end())
    refuse(file, fmt::format("a segment is about the centre {}", number),
           "give an SPK about a planet, the Moon, the Sun or a barycentre");
  return std::string(found->second);
}

/// The label that the segment has, if an OEM can hold it as one value; else its NAIF number.
std::string object_name(const SpkSegment& segment) {
  const auto first = segment.name.find_first_not_of(' ');
  if (first == std::string::npos) return fmt::format("{}", segment.target);
  const bool plain =
      std::all_of(segment.name.begin(), segment.name.end(), [](unsigned char c) { return c >= ' ' && c <= '~'; });
  return plain ? segment.name.substr(first) : fmt::format("{}", segment.target);
}

std::vector<double> chebyshev_times_tdb_s(const SpkSegment& segment) {
  const std::size_t series = segment.type == 2 ? 3 : 6, in_record = (segment.record_words - 2) / series;
  std::vector<double> times{segment.from_tdb_s};
  const double step_s = segment.step_s / static_cast<double>(in_record);
  for (std::size_t i = 0; i <= in_record * segment.record_count; ++i) {
    const double t_s = segment.start_s + static_cast<double>(i) * step_s;
    if (t_s > segment.from_tdb_s && t_s < segment.to_tdb_s) times.push_back(t_s);
  }
  return times;
}

/// The bytes of a file that Spk has checked, as it stores numbers.
class Words {
 public:
  /// A summary has two doubles: that count tells the byte order, in old files too, which do not name it.
  explicit Words(std::string_view bytes) : bytes_(bytes), big_endian_(bytes[8] != 2) {}

  double operator[](std::size_t index) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const auto byte = static_cast<unsigned char>(bytes_[8 * index + (big_endian_ ? i : 7 - i)]);
      bits = bits << 8 | byte;
    }
    return std::bit_cast<double>(bits);
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

/// Times of the states that types 8, 9, 12 and 13 hold, within the segment's span, and both its ends.
std::vector<double> state_times_tdb_s(const SpkSegment& segment, const Words& words) {
  const bool even = segment.type == 8 || segment.type == 12;
  std::vector<double> times{segment.from_tdb_s};
  for (std::size_t i = 0; i < segment.record_count; ++i) {
    const double t_s = even ? segment.start_s + static_cast<double>(i) * segment.step_s
                            : words[segment.first_word + 6 * segment.record_count + i];
    if (t_s > segment.from_tdb_s && t_s < segment.to_tdb_s) times.push_back(t_s);
  }
  return times;
}

Epoch epoch_of(double tdb_s, const std::string& file) {
  // Nanoseconds in 64 bits reach 292 years from 2000.
  constexpr double furthest_s = 290 * 365.25 * s_per_day;
  if (!(std::abs(tdb_s) < furthest_s))
    refuse(file, "a segment reaches more than 290 years from the year 2000", "give a shorter excerpt");
  const double days = std::floor(tdb_s / s_per_day);
  return Epoch::from_tdb({2451545.0 + days, (tdb_s - days * s_per_day) / s_per_day});
}

std::string row(const Spk& spk, const SpkSegment& segment, double tdb_s, const std::string& file) {
  const auto state = spk.state(segment, {tdb_s, 0.0});
  std::string text = ccsds_time_text(epoch_of(tdb_s, file), "TDB");
  if (!state) refuse(file, "a segment has no state within its span", "give an SPK file that is whole");
  for (const auto& vector : {std::array{state->r_m.x, state->r_m.y, state->r_m.z},
                             std::array{state->v_m_s.x, state->v_m_s.y, state->v_m_s.z}}) {
    for (const double component : vector) {
      if (!std::isfinite(component))
        refuse(file, fmt::format("a state of the object {} is no number", segment.target), "give an undamaged file");
      text += ' ' + number_text(component * km_per_m);
    }
  }
  return text;
}

NdmItem field(std::string key, std::string value) {
  return {NdmItem::Kind::field, std::move(key), std::move(value), "", 0, 0};
}
NdmItem comment(std::string text) { return {NdmItem::Kind::comment, "", std::move(text), "", 0, 0}; }

/// Within its records a Chebyshev segment is a polynomial; beyond them it would be an extrapolation.
void demand_cover(const SpkSegment& segment, const std::string& file) {
  if (segment.type > 3) return;
  const double end_s = segment.start_s + segment.step_s * static_cast<double>(segment.record_count);
  constexpr double rounding_s = 1e-3;
  if (segment.from_tdb_s < segment.start_s - rounding_s || segment.to_tdb_s > end_s + rounding_s)
    refuse(file, fmt::format("the segment of the object {} is longer than its records", segment.target),
           "give an SPK file that is whole");
}

void demand_readable(const SpkSegment& segment, const std::string& file) {
  if (segment.is_readable) return demand_cover(segment, file);
  constexpr std::array held{2, 3, 8, 9, 12, 13};
  if (segment.frame != 1)
    refuse(file, fmt::format("the segment of the object {} has the frame {}", segment.target, segment.frame),
           "give one in J2000, which is frame 1");
  if (std::find(held.begin(), held.end(), segment.type) == held.end())
    refuse(file, fmt::format("the segment of the object {} is of SPK type {}", segment.target, segment.type),
           "types 2, 3, 8, 9, 12 and 13 can be read");
  refuse(file, fmt::format("the segment of the object {} does not hold together", segment.target),
         "give an SPK file that is whole");
}

}  // namespace

bool looks_like_spk(std::string_view bytes) { return bytes.starts_with("DAF/SPK") || bytes.starts_with("NAIF/DAF"); }

NdmMessage spk_to_oem(std::string_view bytes, const std::string& file, const std::string& creation_utc) {
  const Spk spk({bytes.begin(), bytes.end()}, file);
  if (spk.segments().empty()) refuse(file, "the SPK file has no segments", "give one that has an orbit");
  const Words words(bytes);
  NdmMessage oem;
  oem.kind = NdmKind::oem;
  oem.version = "2.0";
  oem.file = file;
  oem.header.name = "header";
  oem.header.items = {comment("From an SPK file, in axes of the ICRF, which SPICE calls J2000"),
                      field("CREATION_DATE", creation_utc), field("ORIGINATOR", "COSMODROME")};
  for (const SpkSegment& from : spk.segments()) {
    demand_readable(from, file);
    std::vector<double> times = from.type <= 3 ? chebyshev_times_tdb_s(from) : state_times_tdb_s(from, words);
    if (from.to_tdb_s > times.back()) times.push_back(from.to_tdb_s);
    NdmSegment& segment = oem.segments.emplace_back();
    segment.blocks.resize(2);
    segment.blocks[0].name = "metadata";
    segment.blocks[0].items = {field("OBJECT_NAME", object_name(from)),
                               field("OBJECT_ID", fmt::format("{}", from.target)),
                               field("CENTER_NAME", centre_name(from.center, file)),
                               field("REF_FRAME", "ICRF"),
                               field("TIME_SYSTEM", "TDB"),
                               field("START_TIME", ccsds_time_text(epoch_of(times.front(), file), "TDB")),
                               field("STOP_TIME", ccsds_time_text(epoch_of(times.back(), file), "TDB"))};
    segment.blocks[1].name = "data";
    for (const double t_s : times)
      segment.blocks[1].items.push_back({NdmItem::Kind::row, "", row(spk, from, t_s, file), "", 0, 0});
  }
  check_ndm(oem);
  return oem;
}

}  // namespace cosmodrome
