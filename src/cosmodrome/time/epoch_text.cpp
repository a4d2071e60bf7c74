// Epoch from and to ISO 8601 text.
#include <array>
#include <cstdio>
#include <stdexcept>

#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; ++i) number = 10 * number + digit();
    return number;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  /// Decimals of a second as nanoseconds, rounded to the nearest; 1e9 if they round up to a whole second.
  std::int64_t nanoseconds() {
    std::int64_t ns = digit(), unit = 100'000'000;
    ns *= unit;
    for (bool rounded = false; at_digit();) {
      const int d = digit();
      if (unit >= 10)
        ns += d * (unit /= 10);
      else if (!rounded)
        ns += d >= 5 ? 1 : 0, rounded = true;
    }
    return ns;
  }
  void expect_end() {
    if (!rest_.empty()) fail();
  }
  [[noreturn]] void fail() const {
    throw std::invalid_argument("time '" + std::string(text_.substr(0, 64)) +
                                "': expected UTC such as 2023-08-10T23:10:57Z or 2023-08-10T23:10:57.250Z");
  }

 private:
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  int digit() {
    if (!at_digit()) fail();
    const int d = rest_.front() - '0';
    rest_.remove_prefix(1);
    return d;
  }
  std::string_view text_, rest_;
};

}  // namespace

Epoch Epoch::from_utc(std::string_view iso_8601, const LeapSeconds& leap_seconds) {
  Reader in(iso_8601);
  UtcTime t;
  t.year = in.digits(4), in.expect('-'), t.month = in.digits(2), in.expect('-'), t.day = in.digits(2);
  if (!in.take('T')) in.expect(' ');
  t.hour = in.digits(2), in.expect(':'), t.minute = in.digits(2), in.expect(':'), t.second = in.digits(2);
  const std::int64_t ns = in.take('.') ? in.nanoseconds() : 0;
  in.take('Z');
  in.expect_end();
  try {
    return from_utc(t, leap_seconds).plus_ns(ns);
  } catch (const std::invalid_argument& fault) {
    throw std::invalid_argument("time '" + std::string(iso_8601) + "': " + fault.what());
  }
}

std::string Epoch::to_utc_string(int decimals, const LeapSeconds& leap_seconds) const {
  if (decimals < 0 || decimals > 9) throw std::invalid_argument("epoch: decimals outside 0 to 9");
  std::int64_t unit_ns = 1;
  for (int i = decimals; i < 9; ++i) unit_ns *= 10;
  // Rounding the instant, not the text: 23:59:59.9999 may become 23:59:60 or the next day, as the day has it.
  const UtcTime t = plus_ns(unit_ns / 2).to_utc(leap_seconds);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute,
                t.second);
  std::string result = text.data();
  if (decimals > 0) {
    std::snprintf(text.data(), text.size(), ".%0*d", decimals, static_cast<int>(t.nanosecond / unit_ns));
    result += text.data();
  }
  return result + "Z";
}

}  // namespace cosmodrome
