// Two-line elements. Columns: T. S. Kelso, "NORAD Two-Line Element Set Format"; letters in catalogue numbers:
// "Alpha-5", Space-Track.org. Columns count from 1, as there.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t line_length = 69;
constexpr std::string_view alpha_5 = "ABCDEFGHJKLMNPQRSTUVWXYZ";  // without I and O
constexpr long long largest_alpha_5 = 339'999;

/// The sum of all digits, a minus counting 1, modulo 10.
int check_sum(std::string_view line) {
  int sum = 0;
  for (const char c : line.substr(0, line_length - 1)) {
    if (c >= '0' && c <= '9') sum += c - '0';
    if (c == '-') ++sum;
  }
  return sum % 10;
}

/// One of the two lines, with its columns.
class TleLine {
 public:
  TleLine(std::string_view text, int number, const std::string& file) : text_(text), number_(number), file_(&file) {}

  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    refuse_at(*file_, number_, column, std::move(found), std::move(remedy));
  }

  [[nodiscard]] std::string_view raw(int from, int to) const {
    return text_.substr(static_cast<std::size_t>(from - 1), static_cast<std::size_t>(to - from + 1));
  }
  [[nodiscard]] std::string_view columns(int from, int to) const { return trimmed(raw(from, to)).text; }

  void check(char first) const {
    if (text_.size() != line_length) {
      refuse(1, fmt::format("this line has {} characters", text_.size()), "a line of a TLE has 69");
    }
    if (text_[0] != first || text_[1] != ' ')
      refuse(1, fmt::format("line {} of a TLE is due", first), fmt::format("begin it with \"{} \"", first));
    const int sum = check_sum(text_);
    if (text_[line_length - 1] != static_cast<char>('0' + sum)) {
      refuse(69, fmt::format("the check sum is {}, that of the line {}", text_[line_length - 1], sum),
             "get the line anew: a character of it is wrong");
    }
  }

  /// Digits, perhaps with a sign, around the point that stands in its column: "-.00000084" as "-0.00000084".
  [[nodiscard]] std::string decimal(int from, int to, int point, std::string_view name) const {
    const std::string_view field = raw(from, to);
    const auto at = static_cast<std::size_t>(point - from);
    std::string whole(trimmed(field.substr(0, at)).text);
    const std::string_view part = field.substr(at + 1);
    const bool negative = whole.starts_with('-');
    if (negative || whole.starts_with('+')) whole.erase(0, 1);
    constexpr std::string_view digits = "0123456789";
    const bool sound = field[at] == '.' && whole.find_first_not_of(digits) == std::string::npos &&
                       part.find_first_not_of(digits) == std::string_view::npos;
    if (!sound) {
      refuse(from, fmt::format("\"{}\" is no {}", printable(field), name),
             fmt::format("write digits with the point in column {}", point));
    }
    return fmt::format("{}{}.{}", negative ? "-" : "", whole.empty() ? "0" : whole, part);
  }

  /// Digits behind a point that is not written: "1859667" as "0.1859667".
  [[nodiscard]] std::string fraction(int from, int to, std::string_view name) const {
    return "0." + digits(from, to, name);
  }

  /// " 28098-4": five digits behind a point that is not written, and an exponent.
  [[nodiscard]] std::string with_exponent(int from, int to, std::string_view name) const {
    std::string text(raw(from, to));
    if (trimmed(text).text.empty()) return "0";
    const bool sound = text.size() == 8 && (text[6] == '-' || text[6] == '+' || text[6] == ' ') && text[7] >= '0' &&
                       text[7] <= '9' && text.find_first_not_of("0123456789", 1) == 6 &&
                       (text[0] == ' ' || text[0] == '-' || text[0] == '+');
    if (!sound)
      refuse(from, fmt::format("\"{}\" is no {}", printable(text), name),
             "write a sign, five digits, a sign and one digit: 28098-4");
    const std::string mantissa = text.substr(1, 5);
    const char sign = text[6] == ' ' ? '+' : text[6];
    return fmt::format("{}0.{}E{}{}", text[0] == '-' ? "-" : "", mantissa, sign, text[7]);
  }

  [[nodiscard]] std::string digits(int from, int to, std::string_view name) const {
    std::string text(raw(from, to));
    for (char& c : text) {
      if (c == ' ') c = '0';
      if (c < '0' || c > '9')
        refuse(from, fmt::format("\"{}\" is no {}", printable(raw(from, to)), name), "write digits");
    }
    return text;
  }

  [[nodiscard]] long long count(int from, int to, std::string_view name) const {
    return *whole_number(digits(from, to, name));
  }

  [[nodiscard]] long long catalogue_number() const {
    const std::string_view text = raw(3, 7);
    const auto letter = alpha_5.find(text[0]);
    const long long rest = count(4, 7, "catalogue number");
    if (letter != std::string_view::npos) return static_cast<long long>(letter + 10) * 10'000 + rest;
    return count(3, 7, "catalogue number");
  }

 private:
  std::string_view text_;
  int number_;
  const std::string* file_;
};

/// "58002B  " as "1958-002B": years from 57 are of the 20th century.
std::string designator(const TleLine& line) {
  const std::string_view text = line.columns(10, 17);
  if (text.empty()) return "";
  if (text.size() < 6)
    line.refuse(10, fmt::format("\"{}\" is no international designator", printable(text)), "write one such as 98067A");
  const long long year = line.count(10, 11, "year of launch");
  return fmt::format("{}{:02}-{}", year < 57 ? 20 : 19, year, printable(text.substr(2)));
}

/// Year and day with eight decimals, which are 864 microseconds each, so that microseconds tell it exactly.
std::string epoch_text(const TleLine& line) {
  const long long year_2 = line.count(19, 20, "year");
  const long long year = (year_2 < 57 ? 2000 : 1900) + year_2;
  const long long day = line.count(21, 23, "day of the year");
  if (line.raw(24, 24) != ".") line.refuse(24, "the point of the day is missing", "write the day as 179.78495062");
  const long long microseconds = line.count(25, 32, "part of the day") * 864;
  const long long second = microseconds / 1'000'000;
  const std::string by_day = fmt::format("{:04}-{:03}T{:02}:{:02}:{:02}.{:06}", year, day, second / 3600,
                                         second / 60 % 60, second % 60, microseconds % 1'000'000);
  const auto epoch = ccsds_epoch(by_day, "UTC");
  if (!epoch) line.refuse(21, fmt::format("day {} is not in {}", day, year), "write a day from 1 to 365 or 366");
  std::string text = epoch->to_utc_string(6);
  text.pop_back();  // Z
  return text;
}

NdmMessage omm_of(const TleLine& one, const TleLine& two, std::string_view name, const std::string& file, int line) {
  one.check('1');
  two.check('2');
  const long long number = one.catalogue_number();
  if (two.catalogue_number() != number)
    two.refuse(3, "this line is of another satellite than the line above",
               "put the two lines of one satellite together");
  const std::string_view type = one.columns(63, 63);
  return omm_of_fields({{"OBJECT_NAME", name.empty() ? "UNKNOWN" : std::string(name)},
                        {"OBJECT_ID", designator(one)},
                        {"EPOCH", epoch_text(one)},
                        {"MEAN_MOTION", two.decimal(53, 63, 55, "mean motion")},
                        {"ECCENTRICITY", two.fraction(27, 33, "eccentricity")},
                        {"INCLINATION", two.decimal(9, 16, 12, "inclination")},
                        {"RA_OF_ASC_NODE", two.decimal(18, 25, 21, "right ascension")},
                        {"ARG_OF_PERICENTER", two.decimal(35, 42, 38, "argument of perigee")},
                        {"MEAN_ANOMALY", two.decimal(44, 51, 47, "mean anomaly")},
                        {"EPHEMERIS_TYPE", type.empty() ? "0" : std::to_string(one.count(63, 63, "type"))},
                        {"CLASSIFICATION_TYPE", one.columns(8, 8).empty() ? "U" : std::string(one.columns(8, 8))},
                        {"NORAD_CAT_ID", std::to_string(number)},
                        {"ELEMENT_SET_NO", std::to_string(one.count(65, 68, "number of the set"))},
                        {"REV_AT_EPOCH", std::to_string(two.count(64, 68, "revolution"))},
                        {"BSTAR", one.with_exponent(54, 61, "drag term")},
                        {"MEAN_MOTION_DOT", one.decimal(34, 43, 35, "rate of the mean motion")},
                        {"MEAN_MOTION_DDOT", one.with_exponent(45, 52, "second rate of the mean motion")}},
                       file, line);
}

// --- writing

/// Puts a text into a field of so many characters, right-aligned; throws if it is longer.
std::string fitted(const std::string& text, std::size_t width, std::string_view what) {
  if (text.size() > width)
    throw InputError(fmt::format("a TLE has no room for the {} {}", what, text), "write OMM: omm, xml, json or csv");
  return fmt::format("{:>{}}", text, width);
}

std::string catalogue_text(long long number) {
  if (number < 0 || number > largest_alpha_5) {
    throw InputError(fmt::format("a TLE has no catalogue number {}", number),
                     "TLEs end with 339999: write OMM: omm, xml, json or csv");
  }
  if (number < 100'000) return fmt::format("{:05}", number);
  return fmt::format("{}{:04}", alpha_5[static_cast<std::size_t>(number / 10'000 - 10)], number % 10'000);
}

/// "0.00000023" as " .00000023".
std::string rate_text(double value) {
  std::string text = fmt::format("{:.8f}", std::abs(value));
  if (text[0] != '0')
    throw InputError(fmt::format("a TLE has no room for the rate of the mean motion {}", value),
                     "write OMM: omm, xml, json or csv");
  return (std::signbit(value) && value != 0 ? "-" : " ") + text.substr(1);
}

/// 2.8098e-05 as " 28098-4".
std::string exponent_text(double value, std::string_view what) {
  if (value == 0) return " 00000+0";
  const std::string text = fmt::format("{:.4e}", std::abs(value));  // d.dddde+xx
  const long long exponent = *whole_number(text.substr(text.find('e') + 1)) + 1;
  if (exponent > 9)
    throw InputError(fmt::format("a TLE has no room for the {} {}", what, value), "write OMM: omm, xml, json or csv");
  if (exponent < -9) return " 00000+0";
  return fmt::format("{}{}{}{}{}", value < 0 ? '-' : ' ', text[0], text.substr(2, 4), exponent <= 0 ? '-' : '+',
                     std::abs(exponent));
}

/// "1998-067A" as "98067A  ".
std::string short_designator(const std::string& id) {
  const bool fits = id.empty() || (id.size() >= 6 && id.size() <= 11 && id[4] == '-');
  if (!fits) {
    throw InputError(fmt::format("a TLE has no room for the OBJECT_ID {}", shortened(id)),
                     "write one such as 1998-067A");
  }
  return fmt::format("{:<8}", id.empty() ? id : id.substr(2, 2) + id.substr(5));
}

/// The year's last two digits and the day with eight decimals.
std::string epoch_columns(const Epoch& epoch) {
  const Epoch rounded = epoch.plus_ns(432'000);  // half of the last decimal
  const UtcTime utc = rounded.to_utc();
  const Epoch midnight = Epoch::from_utc(UtcTime{utc.year, utc.month, utc.day, 0, 0, 0, 0});
  const Epoch new_year = Epoch::from_utc(UtcTime{utc.year, 1, 1, 0, 0, 0, 0});
  const auto days = std::llround((midnight - new_year) / 86400.0);
  if (utc.year < 1957 || utc.year > 2056)
    throw InputError(fmt::format("a TLE has no year {}", utc.year), "TLEs know 1957 to 2056");
  const long long part =
      (std::int64_t{utc.hour} * 3600 + utc.minute * 60 + utc.second) * 1'000'000'000LL + utc.nanosecond;
  return fmt::format("{:02}{:03}.{:08}", utc.year % 100, days + 1, std::min(part / 864'000, 99'999'999LL));
}

std::string with_check_sum(std::string line) {
  line += ' ';
  line.back() = static_cast<char>('0' + check_sum(line));
  return line;
}

std::array<std::string, 2> lines_of(const MeanElements& e) {
  const std::string number = catalogue_text(e.norad_cat_id);
  const std::string fraction = fmt::format("{:.7f}", e.eccentricity);
  if (fraction[0] != '0')
    throw InputError(fmt::format("a TLE has no eccentricity {}", e.eccentricity), "only ellipses have TLEs");
  const auto angle = [](double degrees, std::string_view what) {
    return fitted(fmt::format("{:.4f}", degrees), 8, what);
  };
  return {with_check_sum(fmt::format("1 {}{} {} {} {} {} {} {:1} {:>4}", number,
                                     fitted(e.classification, 1, "classification"), short_designator(e.object_id),
                                     epoch_columns(e.epoch), rate_text(e.mean_motion_dot_rev_day2),
                                     exponent_text(e.mean_motion_ddot_rev_day3, "second rate of the mean motion"),
                                     exponent_text(e.bstar_per_earth_radius, "drag term"), e.ephemeris_type,
                                     fitted(std::to_string(e.element_set_no), 4, "number of the set"))),
          with_check_sum(fmt::format("2 {} {} {} {} {} {} {}{}", number, angle(e.inclination_deg, "inclination"),
                                     angle(e.ra_of_asc_node_deg, "right ascension"), fraction.substr(2),
                                     angle(e.arg_of_pericenter_deg, "argument of perigee"),
                                     angle(e.mean_anomaly_deg, "mean anomaly"),
                                     fitted(fmt::format("{:.8f}", e.mean_motion_rev_day), 11, "mean motion"),
                                     fitted(std::to_string(e.rev_at_epoch % 100'000), 5, "revolution")))};
}

/// Whether the elements that the lines hold are the same numbers.
bool same(const MeanElements& a, const MeanElements& b) {
  const auto figures = [](const MeanElements& e) {
    return std::array{
        e.mean_motion_rev_day,      e.eccentricity,     e.inclination_deg,        e.ra_of_asc_node_deg,
        e.arg_of_pericenter_deg,    e.mean_anomaly_deg, e.bstar_per_earth_radius, e.mean_motion_dot_rev_day2,
        e.mean_motion_ddot_rev_day3};
  };
  return figures(a) == figures(b) && a.epoch == b.epoch && a.rev_at_epoch == b.rev_at_epoch;
}

}  // namespace

std::vector<NdmMessage> read_tle_text(std::string_view text, const std::string& file) {
  refuse_bad_bytes(text, file);
  std::vector<NdmMessage> found;
  std::string_view name;
  std::optional<TleLine> first;
  Lines lines(text);
  while (const auto line = lines.next()) {
    const std::string_view whole = line->substr(0, line->find_last_not_of(" \t\r") + 1);
    if (whole.empty()) continue;
    const TleLine here(whole, lines.number(), file);
    if (first) {
      found.push_back(omm_of(*first, here, name, file, lines.number() - 1));
      check_ndm(found.back());
      first.reset();
      name = {};
    } else if (whole.starts_with("1 ") && whole.size() > 24) {
      first = here;
    } else if (name.empty() && !whole.starts_with("2 ")) {
      name = whole.starts_with("0 ") ? whole.substr(2) : whole;
    } else {
      here.refuse(1, "line 1 of a TLE is due", "write a name, line 1 and line 2 below each other");
    }
  }
  if (first || !name.empty() || found.empty())
    refuse_at(file, lines.number(), 0, "the file ends within a TLE", "write line 1 and line 2");
  return found;
}

TleText write_tle(const std::vector<NdmMessage>& omms) {
  TleText result;
  int rounded = 0;
  for (const NdmMessage& omm : omms) {
    const MeanElements elements = mean_elements(omm);
    const auto [one, two] = lines_of(elements);
    const std::string text = fmt::format("{}\n{}\n{}\n", elements.object_name, one, two);
    if (!same(elements, mean_elements(read_tle_text(text, "TLE").front()))) ++rounded;
    result.text += text;
  }
  if (rounded > 0)
    result.notes.push_back(
        fmt::format("{} of {} elements were rounded to the digits that a TLE has", rounded, omms.size()));
  return result;
}

}  // namespace cosmodrome
