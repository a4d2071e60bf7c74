// The container of an SPK file: file record, summaries, and the directory of each segment.
#include "cosmodrome/almanac/spk.hpp"

#include <bit>
#include <cmath>
#include <fstream>
#include <string_view>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {

namespace {

constexpr std::size_t record_bytes = 1024, record_words = 128, summary_words = 5, summaries_in_record = 25;
constexpr int most_coefficients = 64;
constexpr int most_states_in_window = 32;

[[noreturn]] void fail(const std::string& name, const std::string& found) {
  throw InputError(name, 0, 0, found, "give an SPK file (.bsp) as NAIF or JPL's Horizons make them");
}

/// A whole number that a double of the file stands for; none if it is not one within the limit.
std::optional<std::size_t> count(double x, std::size_t limit) {
  if (!(x >= 0.0 && x <= static_cast<double>(limit)) || x != std::floor(x)) return std::nullopt;
  return static_cast<std::size_t>(x);
}

}  // namespace

TdbSeconds to_tdb_seconds(const Epoch& epoch) {
  const std::int64_t ns = epoch.tai_ns();
  const std::int64_t whole = ns / 1'000'000'000;
  const double rest = 1e-9 * static_cast<double>(ns % 1'000'000'000);
  return {static_cast<double>(whole + 32), rest + 0.184 + epoch.tdb_minus_tt_s()};
}

Spk Spk::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size < 0 || !std::filesystem::is_regular_file(file)) fail(file.string(), "the ephemeris cannot be read");
  if (size > (std::streamoff{1} << 33)) fail(file.string(), "the ephemeris is larger than 8 GiB");
  std::vector<unsigned char> bytes(static_cast<std::size_t>(size));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(bytes.data()), size);
  if (!in) fail(file.string(), "the ephemeris cannot be read to its end");
  return Spk(std::move(bytes), file.string());
}

Spk::Spk(std::vector<unsigned char> bytes, const std::string& name) : bytes_(std::move(bytes)) {
  read_file_record(name);
}

std::uint64_t Spk::raw_word(std::size_t byte) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value |= std::uint64_t{bytes_[byte + i]} << (8 * (big_endian_ ? 7 - i : i));
  return value;
}

double Spk::word(std::size_t index) const { return std::bit_cast<double>(raw_word(8 * index)); }

std::int32_t Spk::integer(std::size_t byte) const {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{bytes_[byte + i]} << (8 * (big_endian_ ? 3 - i : i));
  return static_cast<std::int32_t>(value);
}

void Spk::read_file_record(const std::string& name) {
  if (bytes_.size() < record_bytes) fail(name, "it is shorter than the head of an SPK file");
  const auto text = [&](std::size_t at, std::size_t n) {
    return std::string(bytes_.begin() + at, bytes_.begin() + at + n);
  };
  // Old files call themselves NAIF/DAF and do not state their byte order; it then shows in the counts.
  const bool old = text(0, 8) == "NAIF/DAF";
  if (text(0, 7) != "DAF/SPK" && !old) fail(name, "it does not begin like an SPK file (DAF/SPK)");
  const std::string order = text(88, 8);
  if (order == "BIG-IEEE")
    big_endian_ = true;
  else if (order != "LTL-IEEE")
    big_endian_ = integer(8) != 2;
  if (integer(8) != 2 || integer(12) != 6) fail(name, "its summaries are not those of an SPK file");

  const std::size_t records = bytes_.size() / record_bytes;
  std::size_t visited = 0;
  for (double next = integer(76); next != 0.0;) {
    const auto record = count(next, records);
    if (!record || *record < 2 || ++visited > records) fail(name, "the chain of its summaries is broken");
    read_segments(*record, name);
    next = word((*record - 1) * record_words);
  }
}

void Spk::read_segments(std::size_t record, const std::string& name) {
  const std::size_t first = (record - 1) * record_words;
  const auto here = count(word(first + 2), summaries_in_record);
  if (!here) fail(name, "a summary record counts more summaries than it can hold");
  for (std::size_t i = 0; i < *here; ++i) {
    SpkSegment segment = read_summary(first + 3 + i * summary_words, name);
    const std::size_t label = record * record_bytes + i * summary_words * 8;  // the record after the summaries
    if (label + summary_words * 8 <= bytes_.size())
      segment.name.assign(bytes_.begin() + label, bytes_.begin() + label + summary_words * 8);
    segment.name.erase(segment.name.find_last_not_of(std::string_view(" \0", 2)) + 1);
    segments_.push_back(std::move(segment));
  }
}

SpkSegment Spk::read_summary(std::size_t at, const std::string& name) const {
  SpkSegment s;
  s.from_tdb_s = word(at), s.to_tdb_s = word(at + 1);
  const std::size_t integers = 8 * (at + 2);
  s.target = integer(integers), s.center = integer(integers + 4), s.frame = integer(integers + 8);
  s.type = integer(integers + 12);
  const auto words = bytes_.size() / 8;
  const auto first = count(integer(integers + 16), words), last = count(integer(integers + 20), words);
  if (!first || !last || *first < 1 || *last < *first) fail(name, "a segment lies outside the file");
  if (!(s.from_tdb_s <= s.to_tdb_s)) fail(name, "a segment ends before it begins");
  s.first_word = *first - 1, s.word_count = *last - *first + 1;
  prepare(s);
  return s;
}

void Spk::prepare(SpkSegment& s) const {
  constexpr int j2000 = 1;
  if (s.frame != j2000) return;
  if (s.type == 2 || s.type == 3) s.is_readable = prepare_chebyshev(s);
  if (s.type == 8 || s.type == 9 || s.type == 12 || s.type == 13) s.is_readable = prepare_interpolated(s);
}

/// The last four words: start, length of a record in seconds, words of a record, number of records.
bool Spk::prepare_chebyshev(SpkSegment& s) const {
  if (s.word_count < 4) return false;
  const std::size_t directory = s.first_word + s.word_count - 4;
  s.start_s = word(directory), s.step_s = word(directory + 1);
  const std::size_t series = s.type == 2 ? 3 : 6;
  const auto size = count(word(directory + 2), 2 + series * most_coefficients);
  const auto records = count(word(directory + 3), s.word_count);
  if (!size || !records || *size < 2 + series || (*size - 2) % series != 0 || *records < 1) return false;
  if (!std::isfinite(s.start_s) || !(s.step_s > 0.0) || !std::isfinite(s.step_s)) return false;
  s.record_words = *size, s.record_count = *records;
  return *size * *records + 4 <= s.word_count;
}

/// States, then (types 9 and 13) their times and a directory of these; last the window and the number of states.
bool Spk::prepare_interpolated(SpkSegment& s) const {
  const bool even = s.type == 8 || s.type == 12;
  const std::size_t tail = even ? 4 : 2;
  if (s.word_count < tail) return false;
  const std::size_t end = s.first_word + s.word_count;
  const auto window = count(word(end - 2), most_states_in_window - 1);
  const auto states = count(word(end - 1), s.word_count);
  if (!window || !states || *states < *window + 1) return false;
  s.window = *window + 1, s.record_count = *states, s.record_words = 6;
  if (*states * (even ? 6 : 7) + tail > s.word_count) return false;
  if (even) {
    s.start_s = word(end - 4), s.step_s = word(end - 3);
    return std::isfinite(s.start_s) && s.step_s > 0.0 && std::isfinite(s.step_s);
  }
  for (std::size_t i = 0; i < *states; ++i)
    if (!std::isfinite(state_time_s(s, i)) || (i > 0 && !(state_time_s(s, i) > state_time_s(s, i - 1)))) return false;
  return true;
}

}  // namespace cosmodrome
