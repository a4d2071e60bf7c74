#include "cosmodrome/io/ccsds_time.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

namespace cosmodrome {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;

/// Takes digits and marks off the front of a text; once something does not fit, all that follows fails.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
        good_ = false;
        return 0;
      }
      value = 10 * value + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  bool mark(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void due(char c) { good_ = mark(c) && good_; }

  /// Decimals of a second as nanoseconds; what is beyond them is cut off.
  std::int64_t nanoseconds() {
    std::int64_t ns = 0;
    std::int64_t place = ns_per_s / 10;
    const std::size_t before = rest_.size();
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      ns += (rest_.front() - '0') * place;
      place /= 10;
    }
    good_ = good_ && rest_.size() < before;
    return ns;
  }

  [[nodiscard]] bool day_of_year_follows() const { return rest_.size() >= 4 && rest_[3] == 'T'; }
  [[nodiscard]] bool finished() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

struct Written {
  std::chrono::sys_days day;
  int hour = 0, minute = 0, second = 0;
  std::int64_t nanosecond = 0;
};

std::optional<Written> parsed(std::string_view text) {
  using namespace std::chrono;
  Scan scan(text);
  Written written;
  const year in_year{scan.digits(4)};
  scan.due('-');
  if (scan.day_of_year_follows()) {
    const int number = scan.digits(3);
    if (number < 1 || number > (in_year.is_leap() ? 366 : 365)) return std::nullopt;
    written.day = sys_days(in_year / January / 1) + days(number - 1);
  } else {
    const int in_month = scan.digits(2);
    scan.due('-');
    const int on_day = scan.digits(2);
    const year_month_day date = in_year / in_month / on_day;
    if (!date.ok()) return std::nullopt;
    written.day = sys_days(date);
  }
  scan.due('T');
  written.hour = scan.digits(2);
  scan.due(':');
  written.minute = scan.digits(2);
  scan.due(':');
  written.second = scan.digits(2);
  if (scan.mark('.')) written.nanosecond = scan.nanoseconds();
  scan.mark('Z');
  if (!scan.finished() || written.hour > 23 || written.minute > 59 || written.second > 60) return std::nullopt;
  return written;
}

/// The count of nanoseconds since 2000-01-01T12:00:00 on a scale without leap seconds.
std::int64_t uniform_ns(const Written& written) {
  using namespace std::chrono;
  const auto day = (written.day - sys_days(year(2000) / January / 1)).count();
  const std::int64_t second =
      (std::int64_t{day} * 24 + written.hour - 12) * 3600 + written.minute * 60 + written.second;
  return second * ns_per_s + written.nanosecond;
}

Epoch utc_epoch(const Written& written) {
  const std::chrono::year_month_day date(written.day);
  const UtcTime whole{static_cast<int>(date.year()),
                      static_cast<int>(static_cast<unsigned>(date.month())),
                      static_cast<int>(static_cast<unsigned>(date.day())),
                      written.hour,
                      written.minute,
                      written.second,
                      0};
  return Epoch::from_utc(whole).plus_ns(written.nanosecond);
}

}  // namespace

bool is_ccsds_date(std::string_view text, std::string_view system) {
  const auto written = parsed(text);
  if (!written) return false;
  constexpr std::chrono::year utc_begins{1960};
  const bool in_utc = system == "UTC" && std::chrono::year_month_day(written->day).year() >= utc_begins;
  if (!in_utc) return written->second < 60;
  return ccsds_epoch(text, system).has_value();
}

namespace {

/// The instant of UTC or TAI whose calendar reads as the system's does at this one.
Epoch read_as_tai(const Epoch& epoch, std::string_view system) {
  if (system == "GPS") return epoch.plus_ns(-19 * ns_per_s);
  const Epoch tt = epoch.plus_ns(32'184'000'000);
  if (system == "TT") return tt;
  if (system == "TDB") return tt + epoch.tdb_minus_tt_s();
  return epoch;
}

std::string uniform_text(std::int64_t ns) {
  using namespace std::chrono;
  const std::int64_t since_midnight = ns + 12 * 3600 * ns_per_s;  // of 2000-01-01
  constexpr std::int64_t day_ns = 86400 * ns_per_s;
  const std::int64_t day = since_midnight >= 0 ? since_midnight / day_ns : -((day_ns - 1 - since_midnight) / day_ns);
  const std::int64_t of_day = since_midnight - day * day_ns;
  const year_month_day date(sys_days(year(2000) / January / 1) + days(day));
  const std::int64_t second = of_day / ns_per_s;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:09}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second / 3600,
                     second / 60 % 60, second % 60, of_day % ns_per_s);
}

}  // namespace

std::string ccsds_time_text(const Epoch& epoch, std::string_view system) {
  std::string text = system == "UTC" ? epoch.to_utc_string(9) : uniform_text(read_as_tai(epoch, system).tai_ns());
  if (text.ends_with('Z')) text.pop_back();
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text += '0';
  return text;
}

bool is_known_time_system(std::string_view system) {
  return system == "UTC" || system == "TAI" || system == "TT" || system == "GPS" || system == "TDB";
}

std::optional<Epoch> ccsds_epoch(std::string_view text, std::string_view system) {
  const auto written = parsed(text);
  if (!written) return std::nullopt;
  try {
    if (system == "UTC") return utc_epoch(*written);
    const std::chrono::year year = std::chrono::year_month_day(written->day).year();
    constexpr std::chrono::year first{1709}, last{2291};  // whole years that an Epoch can tell
    if (written->second > 59 || year < first || year > last) return std::nullopt;
    const Epoch as_tai = Epoch::from_tai_ns(uniform_ns(*written));
    if (system == "TAI") return as_tai;
    if (system == "GPS") return as_tai.plus_ns(19 * ns_per_s);  // GPS = TAI - 19 s, IS-GPS-200
    const Epoch as_tt = as_tai.plus_ns(-32'184'000'000);        // TT = TAI + 32.184 s, IAU 1991
    if (system == "TT") return as_tt;
    if (system == "TDB") return as_tt - as_tt.tdb_minus_tt_s();  // which changes by 4e-11 in the 2 ms between them
  } catch (const std::exception&) {
    return std::nullopt;  // a date outside the scale, or a leap second that never was
  }
  return std::nullopt;
}

}  // namespace cosmodrome
