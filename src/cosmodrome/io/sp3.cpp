#include "cosmodrome/io/sp3.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

constexpr double absent_clock = 999999.0;  // the format writes it as 999999.999999

/// Systems whose time is that of GPS or counts with it; GLONASS counts with UTC.
std::string_view scale_of(std::string_view system) {
  if (system == "GPS" || system == "GAL" || system == "QZS" || system == "IRN") return "GPS";
  if (system == "UTC" || system == "GLO") return "UTC";
  if (system == "TAI") return "TAI";
  return {};
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  void line(std::string_view text, int number) {
    text_ = text;
    line_ = number;
    if (ended_ || trimmed(text).text.empty()) return;
    if (number == 1) return head();
    if (number == 2) return second();
    if (text.starts_with("EOF")) {
      ended_ = true;
    } else if (text.starts_with("++") || text.starts_with("%f") || text.starts_with("%i")) {
      return;  // accuracies and reserved numbers
    } else if (text.starts_with('+')) {
      satellites();
    } else if (text.starts_with("%c")) {
      time_system();
    } else if (text.starts_with("/*") || text.starts_with("%/*")) {
      comment();
    } else if (text.starts_with("* ")) {
      epoch();
    } else if (text.starts_with('P')) {
      position();
    } else if (text.starts_with('V')) {
      velocity();
    } else if (!text.starts_with("EP") && !text.starts_with("EV")) {
      refuse(1, fmt::format("found \"{}\"", shortened(text.substr(0, 2))),
             "lines of an SP3 begin with +, %, /*, *, P, V, EP, EV or EOF");
    }
  }

  Sp3File finish() {
    if (line_ == 0) refuse_at(file_, 0, 0, "the file is empty", "give an SP3 file");
    // Some files lack the EOF; those that are whole have as many epochs as their first line says.
    if (!ended_ && epochs_ != epochs_due_)
      refuse_at(file_, line_, 0, "the file does not end with EOF", "get it anew: it may be cut off");
    const bool any = std::any_of(result_.satellites.begin(), result_.satellites.end(),
                                 [](const auto& one) { return !one.states.empty(); });
    if (!any) refuse_at(file_, 0, 0, "the file has no positions", "give one with positions");
    return std::move(result_);
  }

 private:
  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    refuse_at(file_, line_, column, std::move(found), std::move(remedy));
  }

  /// Columns, counted from 1; less if the line is shorter.
  [[nodiscard]] std::string_view columns(int from, int to) const {
    const auto begin = std::min(static_cast<std::size_t>(from - 1), text_.size());
    const auto end = std::min(static_cast<std::size_t>(to), text_.size());
    return trimmed(text_, begin, end).text;
  }

  [[nodiscard]] double number(int from, int to, std::string_view what) const {
    const auto value = decimal_number(columns(from, to));
    if (!value)
      refuse(from, fmt::format("\"{}\" is no {}", shortened(columns(from, to)), what),
             "write a number in these columns");
    return *value;
  }

  void head() {
    if (!looks_like_sp3(text_)) refuse(1, "this is no SP3 file", "it begins with #a, #c or #d and P or V");
    result_.version = text_[1];
    epochs_due_ = whole_number(columns(33, 39)).value_or(-1);
    result_.coordinate_system = columns(47, 51);
    result_.orbit_type = columns(53, 55);
    result_.agency = columns(57, 60);
    if (result_.version == 'a') result_.time_system = "GPS";  // it knows no other
  }

  void second() const {
    if (!text_.starts_with("##"))
      refuse(1, "the line with week and interval is missing", "write ## below the first line");
  }

  void satellites() {
    // 17 in a line from column 10, three characters each.
    for (int i = 0; i < 17; ++i) {
      const std::string_view id = columns(10 + 3 * i, 12 + 3 * i);
      if (id.empty() || id == "0") continue;
      std::string name(id);
      std::replace(name.begin(), name.end(), ' ', '0');
      if (!index_.emplace(name, result_.satellites.size()).second)
        refuse(10 + 3 * i, fmt::format("{} is listed twice", printable(name)), "list it once");
      result_.satellites.push_back({name, {}});
    }
  }

  void time_system() {
    if (result_.version == 'a' || !result_.time_system.empty()) return;
    result_.time_system = columns(10, 12);
    if (scale_of(result_.time_system).empty()) {
      refuse(10, fmt::format("the time system {} is unknown", shortened(result_.time_system)),
             "GPS, GAL, QZS, IRN, GLO, UTC and TAI are read");
    }
  }

  void comment() {
    const std::string_view text = trimmed(text_.substr(text_.find('*') + 1)).text;
    if (!text.empty()) result_.comments.emplace_back(text);
  }

  void epoch() {
    if (result_.time_system.empty())
      refuse(1, "the time system is missing", "write it in columns 10 to 12 of the first %c line");
    const auto part = [&](int from, int to) { return number(from, to, "part of a date"); };
    const std::string second = fmt::format("{:011.8f}", part(21, 31));
    const std::string text = fmt::format("{:04.0f}-{:02.0f}-{:02.0f}T{:02.0f}:{:02.0f}:{}", part(4, 7), part(9, 10),
                                         part(12, 13), part(15, 16), part(18, 19), second);
    const auto read = ccsds_epoch(text, scale_of(result_.time_system));
    if (!read) refuse(4, fmt::format("there is no time {} in {}", text, result_.time_system), "correct the date");
    if (epoch_ && *read <= *epoch_) refuse(4, "this epoch is not after the last one", "sort the epochs, each once");
    epoch_ = *read;
    ++epochs_;
  }

  Sp3Satellite& satellite() {
    std::string name(text_.substr(1, 3));
    std::replace(name.begin(), name.end(), ' ', '0');
    if (result_.version == 'a' && name[0] == '0') name = std::string(trimmed(text_.substr(1, 3)).text);
    const auto at = index_.find(name);
    if (at == index_.end())
      refuse(2, fmt::format("the satellite {} is not listed above", printable(name)), "list it in the + lines");
    return result_.satellites[at->second];
  }

  void position() {
    if (!epoch_) refuse(1, "a position stands above the first epoch", "write a line with * and the time above it");
    std::vector<Sp3State>& states = satellite().states;
    Sp3State state;
    state.epoch = *epoch_;
    bool absent = true;
    for (int i = 0; i < 3; ++i) {
      state.position_km[i] = number(5 + 14 * i, 18 + 14 * i, "coordinate in km");
      absent = absent && state.position_km[i] == 0;
    }
    if (const double clock = columns(47, 60).empty() ? absent_clock : number(47, 60, "clock"); clock < absent_clock)
      state.clock_us = clock;
    state.manoeuvre = columns(79, 79) == "M";
    state.predicted = columns(80, 80) == "P";
    if (absent) return;  // so the format marks what is not known
    if (!states.empty() && states.back().epoch == *epoch_)
      refuse(2, "this satellite has two positions at one epoch", "give it one");
    states.push_back(state);
  }

  void velocity() {
    std::vector<Sp3State>& states = satellite().states;
    if (states.empty() || !epoch_ || states.back().epoch != *epoch_) return;  // its position is marked as absent
    Sp3State& state = states.back();
    for (int i = 0; i < 3; ++i) state.velocity_dm_s[i] = number(5 + 14 * i, 18 + 14 * i, "velocity in dm/s");
    if (const double rate = columns(47, 60).empty() ? absent_clock : number(47, 60, "clock rate"); rate < absent_clock)
      state.clock_rate = rate;
    state.has_velocity = true;
  }

  const std::string& file_;
  Sp3File result_;
  std::map<std::string, std::size_t> index_;
  std::optional<Epoch> epoch_;
  std::string_view text_;
  int line_ = 0;
  long long epochs_ = 0, epochs_due_ = -1;
  bool ended_ = false;
};

}  // namespace

bool looks_like_sp3(std::string_view text) {
  return text.size() >= 55 && text[0] == '#' && (text[1] == 'a' || text[1] == 'c' || text[1] == 'd') &&
         (text[2] == 'P' || text[2] == 'V');
}

Sp3File read_sp3_text(std::string_view text, const std::string& file) {
  refuse_bad_bytes(text, file);
  Reader reader(file);
  Lines lines(text);
  while (const auto line = lines.next()) reader.line(*line, lines.number());
  return reader.finish();
}

}  // namespace cosmodrome
