#include "cosmodrome/io/read_box.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// What a side may be: half its width from and to, and where its centre may be.
struct SideRule {
  BoxQuantity quantity;
  const char* unit;
  double least, most;
  double lowest, highest;
  const char* range;
  const char* example;
};

const std::vector<SideRule>& rules() {
  static const std::vector<SideRule> all{
      {BoxQuantity::longitude, "deg", 1e-3 * degree_rad, 5 * degree_rad, -360 * degree_rad, 360 * degree_rad,
       "half a width of 0.001 deg to 5 deg", "longitude=75.0+-0.05deg"},
      {BoxQuantity::latitude, "deg", 2e-3 * degree_rad, 15 * degree_rad, 0, 0,
       "half a width of 0.002 deg to 15 deg about the equator", "latitude=0.05deg"},
      {BoxQuantity::track, "km", 10, 500e3, 0, 0, "half a width of 10 m to 500 km about the reference", "track=1km"},
      {BoxQuantity::altitude, "km", 20, 200e3, 150e3, 30e6, "half a width of 20 m to 200 km, 150 km to 30000 km up",
       "altitude=705+-0.5km"},
      {BoxQuantity::local_time, "s", 1, 6 * 3600, 0, 86400, "half a width of 1 s to 6 h", "local-time=10:30+-5min"},
      {BoxQuantity::inclination, "deg", 2e-3 * degree_rad, 10 * degree_rad, 0, 180 * degree_rad,
       "half a width of 0.002 deg to 10 deg", "inclination=98.2+-0.01deg"}};
  return all;
}

[[noreturn]] void refuse(const std::string& what, const std::string& found, const std::string& remedy) {
  throw InputError(fmt::format("{}: {}", what, found), remedy);
}

const SideRule& rule_of(const std::string& what, const std::string& name) {
  std::vector<std::string> names;
  for (const SideRule& rule : rules()) {
    if (name == name_of(rule.quantity)) return rule;
    names.emplace_back(name_of(rule.quantity));
  }
  const std::string meant = nearest(name, names);
  refuse(what, fmt::format("\"{}\" is no side of a box", shortened(name)),
         meant.empty() ? fmt::format("give {}", joined(names, "or")) : fmt::format("did you mean \"{}\"?", meant));
}

std::string trimmed_text(const std::string& text) { return std::string(trimmed(text).text); }

/// "0.05deg" as number and unit; the unit may be missing.
std::pair<std::string, std::string> split_unit(const std::string& text) {
  const auto unit = std::find_if(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z' && c != 'e') || (c >= 'A' && c <= 'Z' && c != 'E') ||
           static_cast<unsigned char>(c) > 127;
  });
  return {trimmed_text({text.begin(), unit}), trimmed_text({unit, text.end()})};
}

double centre_of(const std::string& what, const SideRule& rule, const std::string& text,
                 const std::string& unit_of_width) {
  const std::string name = fmt::format("{} {}", what, name_of(rule.quantity));
  if (rule.quantity == BoxQuantity::local_time) return read_local_time_s(name, text);
  const auto [number, unit] = split_unit(text);
  const double centre = quantity_of(name, number + " " + (unit.empty() ? unit_of_width : unit), rule.unit);
  if (centre >= rule.lowest && centre <= rule.highest) return centre;
  refuse(what, fmt::format("{}: {} lies outside", name_of(rule.quantity), shortened(text)), rule.range);
}

BoxSide side_of(const std::string& what, const std::string& text) {
  const auto equals = text.find('=');
  const SideRule& rule = rule_of(what, trimmed_text(text.substr(0, equals)));
  const std::string value = equals == std::string::npos ? "" : trimmed_text(text.substr(equals + 1));
  const auto sign = value.find("+-");
  const std::string width = trimmed_text(sign == std::string::npos ? value : value.substr(sign + 2));
  const auto [number, unit] = split_unit(width);
  if (number.empty() || unit.empty())
    refuse(what, fmt::format("\"{}\" has no width with a unit", shortened(text)),
           fmt::format("write {}", rule.example));
  BoxSide side{rule.quantity, {}, 0};
  const std::string name = fmt::format("{} {}", what, name_of(rule.quantity));
  side.half_width = quantity_of(name, number + " " + unit, rule.unit);
  if (!(side.half_width >= rule.least && side.half_width <= rule.most))
    refuse(what, fmt::format("{}: {} will not do", name_of(rule.quantity), shortened(width)),
           fmt::format("give {}", rule.range));
  const std::string centre = sign == std::string::npos ? "" : trimmed_text(value.substr(0, sign));
  if (!centre.empty()) side.centre = centre_of(what, rule, centre, unit);
  return side;
}

/// Both ways of writing it: "+-" is what every keyboard has.
std::string with_plain_signs(std::string text) {
  const std::string sign = "\u00b1";
  for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
    text.replace(at, sign.size(), "+-");
  return text;
}

}  // namespace

std::vector<BoxSide> read_box(const std::string& what, const std::string& given) {
  const std::string text = with_plain_signs(given);
  std::vector<BoxSide> box;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const BoxSide side = side_of(what, text.substr(from, to - from));
    const bool twice =
        std::any_of(box.begin(), box.end(), [&](const BoxSide& one) { return one.quantity == side.quantity; });
    if (twice) refuse(what, fmt::format("{} is given twice", name_of(side.quantity)), "give it once");
    box.push_back(side);
    from = to + 1;
  }
  return box;
}

std::pair<int, int> read_repetition(const std::string& what, const std::string& text) {
  const auto stroke = text.find('/');
  const auto revolutions = whole_number(text.substr(0, stroke));
  const auto days = stroke == std::string::npos ? std::optional<long long>(1) : whole_number(text.substr(stroke + 1));
  const bool possible = revolutions && days && *revolutions >= 1 && *days >= 1 && *days <= 60 &&
                        *revolutions <= 17 * *days && std::gcd(*revolutions, *days) == 1;
  if (possible) return {static_cast<int>(*revolutions), static_cast<int>(*days)};
  const char* remedy = "write revolutions and days without a common divisor, such as 233/16";
  if (revolutions && days && *revolutions > 17 * *days) remedy = "no orbit has more than 17 revolutions a day";
  if (days && *days > 60) remedy = "give a repetition of 60 days or less";
  throw InputError(fmt::format("{}: \"{}\" will not do", what, shortened(text)), remedy);
}

double read_local_time_s(const std::string& what, const std::string& text) {
  const auto colon = text.find(':');
  const auto hours = whole_number(text.substr(0, colon));
  const auto minutes = colon == std::string::npos ? std::optional<double>(0) : decimal_number(text.substr(colon + 1));
  const bool possible = hours && minutes && *hours >= 0 && *hours < 24 && *minutes >= 0 && *minutes < 60;
  if (possible) return 3600 * static_cast<double>(*hours) + 60 * *minutes;
  throw InputError(fmt::format("{}: \"{}\" will not do", what, shortened(text)),
                   "write the mean local time of the ascending node, such as 22:30");
}

}  // namespace cosmodrome
