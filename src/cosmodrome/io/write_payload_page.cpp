#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/fill_page.hpp"
#include "cosmodrome/io/write_payload_map.hpp"

namespace cosmodrome {
namespace {

// ---- colours

struct Colour {
  double red, green, blue;
};

/// From dark blue over grey to yellow, of even steps in lightness and for all eyes: the ends and the middle of cividis
/// (Nunez, Anderton and Renslow, PLOS ONE 13 (7), 2018).
Colour colour_of(double share) {
  constexpr std::array<Colour, 5> stops{{{0, 34, 78}, {66, 78, 107}, {124, 123, 120}, {187, 174, 109}, {254, 232, 56}}};
  const double at = std::clamp(share, 0.0, 1.0) * (stops.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  const double part = at - static_cast<double>(i);
  const Colour &a = stops[i], &b = stops[i + 1];
  return {a.red + part * (b.red - a.red), a.green + part * (b.green - a.green), a.blue + part * (b.blue - a.blue)};
}

std::string in_css(const Colour& c) { return fmt::format("rgb({:.0f},{:.0f},{:.0f})", c.red, c.green, c.blue); }

// ---- the picture

struct Place {
  double x, y;
};

class Picture {
 public:
  explicit Picture(const PayloadMap& map)
      : map_(map),
        columns_(static_cast<int>(map.request.inclinations_rad.size())),
        rows_(static_cast<int>(map.request.orbits.size())) {
    width_ = std::clamp(1000.0 / columns_, 30.0, 120.0);
    for (const auto& [number, point] : map_.points) {
      if (!point.solved) continue;
      least_kg_ = std::min(least_kg_, point.payload_kg);
      most_kg_ = std::max(most_kg_, point.payload_kg);
    }
  }

  std::string text() const {
    const double height = top + rows_ * height_ + bottom, width = left + columns_ * width_ + right;
    std::string svg = fmt::format(
        "<svg class=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Payload "
        "by altitude and inclination\">\n",
        width, height);
    for (int point = 0; point < map_.request.points(); ++point) svg += field(point);
    svg += contours();
    for (int point = 0; point < map_.request.points(); ++point) svg += label(point);
    svg += axes() + legend();
    return svg + "</svg>\n";
  }

 private:
  static constexpr double left = 96, top = 12, bottom = 56, right = 96, height_ = 34;

  [[nodiscard]] const MapPoint* at(int row, int column) const {
    const auto found = map_.points.find(map_.request.number(row, column));
    return found == map_.points.end() ? nullptr : &found->second;
  }

  /// The lowest orbit is at the bottom.
  [[nodiscard]] Place centre(double row, double column) const {
    return {left + (column + 0.5) * width_, top + (rows_ - row - 0.5) * height_};
  }

  [[nodiscard]] double share(double payload_kg) const {
    return most_kg_ > least_kg_ ? (payload_kg - least_kg_) / (most_kg_ - least_kg_) : 0.5;
  }

  [[nodiscard]] std::string title(int number, const MapPoint* point) const {
    std::string text = fmt::format("{}, {:.5g} deg: ", apsides_text(map_.request.orbit_of(number)),
                                   to_degrees(map_.request.inclination_rad_of(number)));
    if (point == nullptr) return text + "not computed";
    if (!point->solved) return text + safe_in_html(point->why);
    text += fmt::format("{:.1f} kg", point->payload_kg);
    return text + (point->confirmed ? ", confirmed" : ", not confirmed: " + safe_in_html(point->why));
  }

  [[nodiscard]] std::string field(int number) const {
    const int row = number / columns_, column = number % columns_;
    const MapPoint* point = at(row, column);
    const Place middle = centre(row, column);
    const bool has = point != nullptr && point->solved;
    const double part = has ? share(point->payload_kg) : 0;
    const std::string paint =
        has ? fmt::format("fill=\"{}\"", in_css(colour_of(part))) : std::string("class=\"blank\"");
    std::string svg = fmt::format(
        "<g class=\"field\"><title>{}</title><rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" "
        "height=\"{:.2f}\" {}/>",
        title(number, point), middle.x - width_ / 2, middle.y - height_ / 2, width_, height_, paint);
    return svg + "</g>\n";
  }

  /// What stands in a field, above the lines.
  [[nodiscard]] std::string label(int number) const {
    const int row = number / columns_, column = number % columns_;
    const MapPoint* point = at(row, column);
    const Place middle = centre(row, column);
    const bool has = point != nullptr && point->solved;
    const double part = has ? share(point->payload_kg) : 0;
    std::string mark = has && width_ >= 40 ? fmt::format("{:.2f}", point->payload_kg / 1e3) : "";
    if (point != nullptr && !point->confirmed) mark = "\u00D7";
    if (mark.empty()) return "";
    const char* ink = !has ? "soft" : part < 0.6 ? "light" : "dark";
    return fmt::format(
        "<text class=\"small {}\" x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"middle\" pointer-events=\"none\">{}</text>\n",
        ink, middle.x, middle.y + 4, mark);
  }

  /// Payloads at which lines are drawn: round, five to ten of them.
  [[nodiscard]] std::vector<double> levels_kg() const {
    std::vector<double> levels;
    const double range = most_kg_ - least_kg_;
    if (!(range > 0)) return levels;
    const double power = std::pow(10.0, std::floor(std::log10(range)));
    double step = power;
    for (const double factor : {0.1, 0.2, 0.5, 1.0}) {
      step = factor * power;
      if (range / step <= 10) break;
    }
    for (double level = std::ceil(least_kg_ / step) * step; level < most_kg_; level += step) levels.push_back(level);
    return levels;
  }

  /// Where a level crosses the sides of the square between four fields: marching squares, linear along the sides.
  void cross(int row, int column, double level, std::string& path) const {
    const std::array<std::pair<int, int>, 4> corners{
        {{row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}}};
    std::array<double, 4> value{};
    for (std::size_t i = 0; i < 4; ++i) {
      const MapPoint* point = at(corners[i].first, corners[i].second);
      if (point == nullptr || !point->solved) return;
      value[i] = point->payload_kg - level;
    }
    std::vector<Place> ends;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t j = (i + 1) % 4;
      if ((value[i] < 0) == (value[j] < 0)) continue;
      const double part = value[i] / (value[i] - value[j]);
      const Place a = centre(corners[i].first, corners[i].second), b = centre(corners[j].first, corners[j].second);
      ends.push_back({a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)});
    }
    for (std::size_t k = 0; k + 1 < ends.size(); k += 2) {
      path += fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", ends[k].x, ends[k].y, ends[k + 1].x, ends[k + 1].y);
    }
  }

  [[nodiscard]] std::string contours() const {
    std::string svg;
    for (const double level : levels_kg()) {
      std::string path;
      for (int row = 0; row + 1 < rows_; ++row) {
        for (int column = 0; column + 1 < columns_; ++column) cross(row, column, level, path);
      }
      if (path.empty()) continue;
      svg += fmt::format(
          "<path class=\"line under\" pointer-events=\"none\" d=\"{0}\"/><path class=\"line\" "
          "pointer-events=\"none\" d=\"{0}\"/>\n",
          path);
    }
    return svg;
  }

  [[nodiscard]] std::string axes() const {
    std::string svg;
    for (int row = 0; row < rows_; ++row) {
      svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", left - 10,
                         centre(row, 0).y + 4.5, apsides_text(map_.request.orbits[static_cast<std::size_t>(row)]));
    }
    for (int column = 0; column < columns_; ++column) {
      const double inclination = to_degrees(map_.request.inclinations_rad[static_cast<std::size_t>(column)]);
      svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.4g}\u00B0</text>\n",
                         centre(0, column).x, top + rows_ * height_ + 20, inclination);
    }
    svg += fmt::format("<text class=\"soft\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">inclination</text>\n",
                       left + columns_ * width_ / 2, top + rows_ * height_ + 44);
    return svg;
  }

  [[nodiscard]] std::string legend() const {
    if (!(most_kg_ > least_kg_)) return "";
    constexpr int steps = 40;
    const double x = left + columns_ * width_ + 18, height = std::max(rows_ * height_, 120.0);
    std::string svg;
    for (int i = 0; i < steps; ++i) {
      svg += fmt::format("<rect x=\"{:.1f}\" y=\"{:.2f}\" width=\"14\" height=\"{:.2f}\" fill=\"{}\"/>", x,
                         top + height * (steps - 1 - i) / steps, height / steps + 0.4,
                         in_css(colour_of((i + 0.5) / steps)));
    }
    for (const double level : levels_kg()) {
      svg += fmt::format("<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\">{:g} t</text>\n", x + 20,
                         top + height * (1 - share(level)) + 4, level / 1e3);
    }
    return svg;
  }

  const PayloadMap& map_;
  int columns_, rows_;
  double width_ = 0;
  double least_kg_ = 1e300, most_kg_ = 0;
};

// ---- words and figures

std::string figures(const PayloadMap& map) {
  const auto lighter = [](const auto& a, const auto& b) { return a.second.payload_kg < b.second.payload_kg; };
  const auto most = std::max_element(map.points.begin(), map.points.end(), lighter);
  std::string text;
  if (most != map.points.end() && most->second.solved) {
    text += figure_in_html("Heaviest", fmt::format("{:.0f} kg", most->second.payload_kg),
                           fmt::format("to {}, {:.5g} deg", apsides_text(map.request.orbit_of(most->first)),
                                       to_degrees(map.request.inclination_rad_of(most->first))));
  }
  const auto confirmed =
      std::count_if(map.points.begin(), map.points.end(), [](const auto& entry) { return entry.second.confirmed; });
  text += figure_in_html("Confirmed by a flight", fmt::format("{} of {}", confirmed, map.request.points()), "points");
  if (map.seconds > 0) {
    text += figure_in_html("Computed in", fmt::format("{:.1f} s", map.seconds),
                           fmt::format("on {} thread{}", map.request.threads, map.request.threads == 1 ? "" : "s"));
  }
  return text;
}

std::string table(const PayloadMap& map) {
  std::string rows;
  for (const auto& [number, point] : map.points) {
    rows += fmt::format(
        "<tr><td>{}</td><td>{:.5g}</td><td>{}</td><td class=\"text\">{}</td><td>{:.1e}</td>"
        "<td>{}</td></tr>\n",
        apsides_text(map.request.orbit_of(number)), to_degrees(map.request.inclination_rad_of(number)),
        point.solved ? fmt::format("{:.1f}", point.payload_kg) : "",
        point.confirmed ? "yes" : "no: " + safe_in_html(point.why), point.reflight_error, point.iterations);
  }
  return "<table><thead><tr><th>Orbit</th><th>Inclination<span class=\"unit\">deg</span></th><th>Payload<span "
         "class=\"unit\">kg</span></th><th class=\"text\">Confirmed</th><th>Flown again<span class=\"unit\">of the "
         "whole</span></th><th>Iterations</th></tr></thead><tbody>\n" +
         rows + "</tbody></table>";
}

}  // namespace

std::string write_payload_page(const PayloadMap& map, const std::string& page) {
  if (page.find("@PICTURE@") == std::string::npos)
    throw std::invalid_argument("payload page: no place for the picture");
  const Mission& mission = map.request.mission;
  return filled_page(page,
                     {{"@NAME@", safe_in_html(mission.vehicle.name)},
                      {"@ABOUT@", safe_in_html(fmt::format("From {}. What it carries at most, each orbit flown by "
                                                           "its own optimal ascent.",
                                                           mission.site.name))},
                      {"@FIGURES@", figures(map)},
                      {"@PICTURE@", Picture(map).text()},
                      {"@TABLE@", table(map)}});
}

}  // namespace cosmodrome
