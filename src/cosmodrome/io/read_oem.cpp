#include "cosmodrome/io/read_oem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

struct Word {
  std::string_view text;
  int column = 0;
};

struct KeyValue {
  Word key;
  Word value;
};

constexpr std::string_view blanks = " \t\r";

Word trimmed(std::string_view line, std::size_t from, std::size_t to) {
  while (from < to && blanks.find(line[from]) != std::string_view::npos) ++from;
  while (to > from && blanks.find(line[to - 1]) != std::string_view::npos) --to;
  return {line.substr(from, to - from), static_cast<int>(from) + 1};
}

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(blanks, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back({line.substr(at, end - at), static_cast<int>(at) + 1});
    at = end;
  }
  return words;
}

const std::vector<std::string> header_keys{"CCSDS_OEM_VERS", "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR",
                                           "MESSAGE_ID"};
const std::vector<std::string> meta_keys{
    "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME",        "REF_FRAME",         "REF_FRAME_EPOCH", "TIME_SYSTEM",
    "START_TIME",  "STOP_TIME", "USEABLE_START_TIME", "USEABLE_STOP_TIME", "INTERPOLATION",   "INTERPOLATION_DEGREE"};
const std::vector<std::string> meta_keys_due{"OBJECT_NAME", "OBJECT_ID",  "CENTER_NAME", "REF_FRAME",
                                             "TIME_SYSTEM", "START_TIME", "STOP_TIME"};

/// Reads line by line; what a line may be depends on the part of the message it stands in.
class Reader {
 public:
  explicit Reader(const std::string& file) { message_.file = file; }

  void line(std::string_view text) {
    ++line_;
    const Word whole = trimmed(text, 0, text.size());
    if (whole.text.empty()) return;
    const bool comment = whole.text == "COMMENT" || whole.text.starts_with("COMMENT ");
    if (comment && !header_.empty()) {
      if (part_ == Part::header) message_.comments.emplace_back(trimmed(whole.text, 7, whole.text.size()).text);
      return;
    }
    switch (part_) {
      case Part::header:
        return header_line(text, whole);
      case Part::meta:
        return meta_line(text, whole);
      case Part::data:
        return data_line(text, whole);
      case Part::covariance:
        if (whole.text == "COVARIANCE_STOP") part_ = Part::data;
        return;
    }
  }

  OemMessage finish() {
    if (header_.empty()) refuse_file("the file is empty", "give a CCSDS Orbit Ephemeris Message in keyword form");
    if (part_ == Part::meta) refuse_file("the file ends within a META_START", "write META_STOP and states below it");
    if (part_ == Part::covariance) refuse_file("the file ends within a covariance", "write COVARIANCE_STOP");
    if (message_.segments.empty()) refuse_file("the message has no segment", "write META_START and states below it");
    end_segment();
    return std::move(message_);
  }

 private:
  enum class Part { header, meta, data, covariance };
  using Keys = std::map<std::string, Word, std::less<>>;

  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    throw InputError(Problem{message_.file, line_, column, "", std::move(found), std::move(remedy)});
  }
  [[noreturn]] void refuse_file(std::string found, std::string remedy) const {
    throw InputError(Problem{message_.file, 0, 0, "", std::move(found), std::move(remedy)});
  }

  KeyValue key_value(std::string_view line, const Word& whole, const std::vector<std::string>& known) const {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      refuse(whole.column, fmt::format("found \"{}\", KEYWORD = value is due", shortened(whole.text)),
             fmt::format("known here: {}", joined(known)));
    }
    const KeyValue pair{trimmed(line, 0, equals), trimmed(line, equals + 1, line.size())};
    if (std::find(known.begin(), known.end(), pair.key.text) == known.end()) {
      const std::string meant = nearest(pair.key.text, known);
      refuse(pair.key.column, fmt::format("unknown keyword \"{}\"", shortened(pair.key.text)),
             meant.empty() ? fmt::format("known here: {}", joined(known)) : fmt::format("did you mean {}?", meant));
    }
    if (pair.value.text.empty()) {
      refuse(pair.value.column, fmt::format("{} has no value", pair.key.text), "write one behind the =");
    }
    return pair;
  }

  void keep(Keys& keys, const KeyValue& pair) {
    if (!keys.emplace(pair.key.text, pair.value).second) {
      refuse(pair.key.column, fmt::format("{} is given twice", pair.key.text), "give it once");
    }
  }

  void header_line(std::string_view text, const Word& whole) {
    if (!header_.empty() && whole.text == "META_START") return begin_meta();
    if (header_.empty() && !whole.text.starts_with("CCSDS_OEM_VERS")) {
      refuse(whole.column, fmt::format("found \"{}\", CCSDS_OEM_VERS = 2.0 is due", shortened(whole.text)),
             "give a CCSDS Orbit Ephemeris Message in keyword form");
    }
    const KeyValue pair = key_value(text, whole, header_keys);
    keep(header_, pair);
    const std::string value(pair.value.text);
    if (pair.key.text == "CREATION_DATE") message_.creation_date = value;
    if (pair.key.text == "ORIGINATOR") message_.originator = value;
    if (pair.key.text == "CCSDS_OEM_VERS" && value != "1.0" && value != "2.0" && value != "3.0") {
      refuse(pair.value.column, fmt::format("version {} is unknown", shortened(value)),
             "versions 1.0, 2.0 and 3.0 are read");
    }
  }

  void begin_meta() {
    for (const char* key : {"CREATION_DATE", "ORIGINATOR"}) {
      if (header_.find(key) == header_.end()) {
        refuse(1, fmt::format("{} is missing in the header", key), fmt::format("write {} = ... above META_START", key));
      }
    }
    end_segment();
    meta_.clear();
    message_.segments.emplace_back();
    message_.segments.back().line = line_;
    part_ = Part::meta;
  }

  void meta_line(std::string_view text, const Word& whole) {
    if (whole.text == "META_STOP") return end_meta();
    const KeyValue pair = key_value(text, whole, meta_keys);
    keep(meta_, pair);
    OemSegment& segment = message_.segments.back();
    const std::string value(pair.value.text);
    const std::string_view key = pair.key.text;
    if (key == "OBJECT_NAME") segment.object_name = value;
    if (key == "OBJECT_ID") segment.object_id = value;
    if (key == "REF_FRAME") {
      segment.ref_frame = value;
      segment.frame_line = line_;
      segment.frame_column = pair.value.column;
    }
    if (key == "INTERPOLATION") segment.interpolation = value;
    if (key == "INTERPOLATION_DEGREE") segment.interpolation_degree = whole_number(pair.value);
    if (key == "CENTER_NAME" && value != "EARTH" && value != "Earth") {
      refuse(pair.value.column, fmt::format("the centre is {}", shortened(value)),
             "only orbits around the EARTH are read");
    }
    if (key == "TIME_SYSTEM") {
      if (!is_known_time_system(value)) {
        refuse(pair.value.column, fmt::format("the time system {} is unknown", shortened(value)),
               "UTC, TAI, TT, GPS and TDB are read");
      }
      time_system_ = value;
    }
    if (key.ends_with("_TIME")) times_[std::string(key)] = {pair.value, line_};
  }

  int whole_number(const Word& word) const {
    int number = 0;
    const char* end = word.text.data() + word.text.size();
    const auto [stop, error] = std::from_chars(word.text.data(), end, number);
    if (error != std::errc{} || stop != end || number < 1) {
      refuse(word.column, fmt::format("\"{}\" is no degree", shortened(word.text)), "write a whole number above 0");
    }
    return number;
  }

  void end_meta() {
    for (const std::string& key : meta_keys_due) {
      if (meta_.find(key) == meta_.end()) {
        refuse(1, fmt::format("{} is missing", key), fmt::format("write {} = ... above META_STOP", key));
      }
    }
    // The time system may stand below the times that it is for.
    for (const auto& [key, time] : times_) {
      const int here = std::exchange(line_, time.line);
      const Epoch epoch = epoch_of(time.word);
      line_ = here;
      if (key == "START_TIME") start_ = epoch;
      if (key == "STOP_TIME") stop_ = epoch;
    }
    times_.clear();
    if (stop_ < start_) refuse(1, "STOP_TIME is before START_TIME", "exchange them");
    part_ = Part::data;
  }

  Epoch epoch_of(const Word& word) const {
    const auto epoch = ccsds_epoch(word.text, time_system_);
    if (!epoch) {
      refuse(word.column, fmt::format("\"{}\" is no time in {}", shortened(word.text), time_system_),
             "write it as 2023-08-10T23:10:57.000 or 2023-222T23:10:57.000");
    }
    return *epoch;
  }

  double number(const Word& word) const {
    std::string_view text = word.text;
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size() || !std::isfinite(value)) {
      refuse(word.column, fmt::format("\"{}\" is no number", shortened(word.text)), "write one such as -6378.137");
    }
    return value;
  }

  void data_line(std::string_view text, const Word& whole) {
    if (whole.text == "META_START") return begin_meta();
    if (whole.text == "COVARIANCE_START") {
      part_ = Part::covariance;
      return;
    }
    const std::vector<Word> words = words_of(text);
    if (words.size() != 7 && words.size() != 10) {
      refuse(whole.column, fmt::format("this line has {} words", words.size()),
             "write time, position in km and velocity in km/s: 7 words, or 10 with an acceleration");
    }
    OemState state;
    state.epoch = epoch_of(words[0]);
    for (std::size_t i = 0; i < 3; ++i) state.position_m[i] = 1e3 * number(words[1 + i]);
    for (std::size_t i = 0; i < 3; ++i) state.velocity_m_s[i] = 1e3 * number(words[4 + i]);
    for (std::size_t i = 7; i < words.size(); ++i) static_cast<void>(number(words[i]));
    add(state, words[0].column);
  }

  void add(const OemState& state, int column) {
    std::vector<OemState>& states = message_.segments.back().states;
    if (!states.empty() && state.epoch <= states.back().epoch) {
      refuse(column, "this time is not after that of the line above", "sort the lines by time, each time once");
    }
    if (state.epoch < start_ || stop_ < state.epoch) {
      refuse(column, "this time is outside START_TIME to STOP_TIME", "correct the segment's times");
    }
    states.push_back(state);
  }

  void end_segment() {
    if (message_.segments.empty()) return;
    const OemSegment& segment = message_.segments.back();
    if (segment.states.empty()) {
      line_ = segment.line;
      refuse(1, "this segment has no states", "write lines of time, position and velocity below META_STOP");
    }
  }

  OemMessage message_;
  Part part_ = Part::header;
  int line_ = 0;
  Keys header_, meta_;
  struct TimeWord {
    Word word;
    int line = 0;
  };
  std::map<std::string, TimeWord> times_;
  std::string time_system_;
  Epoch start_, stop_;
};

}  // namespace

OemMessage read_oem_text(std::string_view text, const std::string& file) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Reader reader(file);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

OemMessage read_oem(const std::filesystem::path& path) { return read_oem_text(read_text_file(path), path.string()); }

}  // namespace cosmodrome
