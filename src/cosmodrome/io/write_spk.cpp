#include "cosmodrome/io/write_spk.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cosmodrome/almanac/spk.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t record_bytes = 1024, record_words = 128, summaries_in_record = 25;
constexpr int earth = 399, j2000 = 1, hermite_unequal = 13;

/// Little-endian bytes, whatever the machine.
template <class Bits>
void put(std::string& bytes, Bits value) {
  for (std::size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
}
void put(std::string& bytes, double value) { put(bytes, std::bit_cast<std::uint64_t>(value)); }
void put(std::string& bytes, int value) { put(bytes, static_cast<std::uint32_t>(value)); }
void put(std::string& bytes, std::string_view text, std::size_t width) {
  bytes += text.substr(0, width);
  bytes.append(width - std::min(width, text.size()), ' ');
}
void fill_record(std::string& bytes) {
  bytes.append((record_bytes - bytes.size() % record_bytes) % record_bytes, '\0');
}

struct Segment {
  int target;
  const std::string* name;
  double from_s, to_s;
  std::vector<double> words;
};

double tdb_s(const Epoch& epoch) {
  const TdbSeconds seconds = to_tdb_seconds(epoch);
  return seconds.whole_s + seconds.rest_s;
}

/// States, their times, every hundredth of these as a directory, the window less one, the number of states.
Segment segment_of(const Mission& mission, std::span<const FlightPoint> points) {
  Segment segment{};
  std::vector<double> times;
  for (const FlightPoint& point : points) {
    const auto& r = point.position_m;
    const auto& v = point.velocity_m_s;
    for (const double x : {r.x, r.y, r.z, v.x, v.y, v.z}) segment.words.push_back(x / 1e3);
    times.push_back(tdb_s(mission.liftoff + point.t_s));
  }
  segment.words.insert(segment.words.end(), times.begin(), times.end());
  constexpr std::size_t in_directory = 100;
  for (std::size_t i = in_directory; i < times.size(); i += in_directory) segment.words.push_back(times[i - 1]);
  const std::size_t window = std::min<std::size_t>(4, times.size());
  segment.words.push_back(static_cast<double>(window - 1));
  segment.words.push_back(static_cast<double>(times.size()));
  segment.from_s = times.front();
  segment.to_s = times.back();
  return segment;
}

/// Where time does not rise, a piece ends: two points at one time are the two sides of an event.
void add_segments(std::vector<Segment>& found, const SpkPath& path) {
  const Flight& flight = path.path->flight;
  const std::vector<std::size_t>& begins = path.path->words.begins;
  std::size_t begin = 0;
  const auto& points = flight.points;
  for (std::size_t i = 1; i <= points.size(); ++i) {
    const bool named = std::find(begins.begin(), begins.end(), i) != begins.end();
    if (i < points.size() && !named && points[i].t_s > points[i - 1].t_s) continue;
    if (i - begin >= 2) {
      found.push_back(segment_of(flight.mission, std::span(points).subspan(begin, i - begin)));
      found.back().target = path.target, found.back().name = &path.path->words.object_name;
    }
    begin = i;
  }
}

std::string file_record(std::size_t last_summary_record, std::size_t first_free_word) {
  std::string bytes;
  put(bytes, "DAF/SPK", 8);
  put(bytes, 2);  // doubles in a summary
  put(bytes, 6);  // integers
  put(bytes, "COSMODROME", 60);
  put(bytes, 2);
  put(bytes, static_cast<int>(last_summary_record));
  put(bytes, static_cast<int>(first_free_word));
  put(bytes, "LTL-IEEE", 8);
  bytes.append(699 - bytes.size(), '\0');
  // By which NAIF's programs see whether a transfer as text has damaged the file.
  constexpr char transfer[] = "FTPSTR:\r:\n:\r\n:\r\0:\x81:\x10\xCE:ENDFTP";
  bytes.append(transfer, sizeof transfer - 1);
  fill_record(bytes);
  return bytes;
}

}  // namespace

std::string write_spk(const Trajectory& path, int target) { return write_spk({{&path, target}}); }

std::string write_spk(const std::vector<SpkPath>& paths) {
  std::vector<Segment> segments;
  for (const SpkPath& path : paths) {
    if (!path.path->dated)
      throw InputError("an SPK has dates, a table alone has none", "give --liftoff 2023-08-10T23:10:57Z");
    add_segments(segments, path);
  }
  if (segments.empty()) throw InputError("the path has no two states between events", "give one that has more states");
  const std::size_t groups = (segments.size() + summaries_in_record - 1) / summaries_in_record;
  std::size_t next_word = (1 + 2 * groups) * record_words + 1;  // words count from 1
  std::string summaries;
  for (std::size_t group = 0; group < groups; ++group) {
    const std::size_t first = group * summaries_in_record,
                      last = std::min(first + summaries_in_record, segments.size());
    const std::size_t here = 2 + 2 * group;
    put(summaries, static_cast<double>(group + 1 < groups ? here + 2 : 0));
    put(summaries, static_cast<double>(group > 0 ? here - 2 : 0));
    put(summaries, static_cast<double>(last - first));
    std::string names;
    for (std::size_t i = first; i < last; ++i) {
      put(summaries, segments[i].from_s);
      put(summaries, segments[i].to_s);
      for (const int word : {segments[i].target, earth, j2000, hermite_unequal}) put(summaries, word);
      put(summaries, static_cast<int>(next_word));
      next_word += segments[i].words.size();
      put(summaries, static_cast<int>(next_word - 1));
      put(names, *segments[i].name, 40);
    }
    fill_record(summaries);
    names.append(record_bytes - names.size(), ' ');
    summaries += names;
  }
  std::string bytes = file_record(2 * groups, next_word) + summaries;
  for (const Segment& segment : segments) {
    for (const double word : segment.words) put(bytes, word);
  }
  fill_record(bytes);
  return bytes;
}

}  // namespace cosmodrome
