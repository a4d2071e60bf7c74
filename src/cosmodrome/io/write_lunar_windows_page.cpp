#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/io/fill_page.hpp"
#include "cosmodrome/io/write_lunar_windows.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400, hour_s = 3600;

class Picture {
 public:
  explicit Picture(const LunarCalendar& calendar) : calendar_(calendar), best_(best_window(calendar)) {
    width_ = std::clamp(1000.0 / calendar.request.days, 10.0, 60.0);
    for (const LunarWindow& window : calendar.windows) {
      if (!window.met) continue;
      least_m_s_ = std::min(least_m_s_, window.total_m_s());
      most_m_s_ = std::max(most_m_s_, window.total_m_s());
    }
    step_m_s_ = most_m_s_ - least_m_s_ > 600 ? 200 : most_m_s_ - least_m_s_ > 250 ? 100 : 50;
    least_m_s_ = step_m_s_ * std::floor(least_m_s_ / step_m_s_);
    most_m_s_ = std::max(step_m_s_ * std::ceil(most_m_s_ / step_m_s_), least_m_s_ + step_m_s_);
  }

  std::string text() const {
    const double width = left + calendar_.request.days * width_ + right;
    std::string svg = fmt::format(
        "<svg class=\"windows\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Velocity and lift-off by "
        "day\">\n",
        width, clock_top + clock_height + bottom);
    svg += axes();
    for (const LunarWindow& window : calendar_.windows) svg += day(window);
    return svg + mission_ring() + "</svg>\n";
  }

 private:
  static constexpr double left = 76, right = 20, cost_top = 14, cost_height = 190, clock_top = 244, clock_height = 240,
                          bottom = 52;

  double since_first_s(const Epoch& epoch) const { return epoch - calendar_.request.first_day; }
  double x_of(const Epoch& liftoff) const { return left + (std::floor(since_first_s(liftoff) / day_s) + 0.5) * width_; }
  double cost_y(double total_m_s) const {
    return cost_top + cost_height * (most_m_s_ - total_m_s) / (most_m_s_ - least_m_s_);
  }
  /// Midnight is at the bottom.
  double clock_y(double second_of_day_s) const {
    return clock_top + clock_height * (1 - std::clamp(second_of_day_s / day_s, 0.0, 1.0));
  }

  std::string horizontal(double y, const std::string& label) const {
    return fmt::format(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/><text class=\"small\" "
        "x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>\n",
        left, left + calendar_.request.days * width_, y, left - 8, y + 4, label);
  }

  std::string axes() const {
    std::string svg;
    for (double level = least_m_s_; level <= most_m_s_ + 1; level += step_m_s_)
      svg += horizontal(cost_y(level), fmt::format("{:.0f} m/s", level));
    for (int hour = 0; hour <= 24; hour += 4) svg += horizontal(clock_y(hour * hour_s), fmt::format("{:02}:00", hour));
    const int every = std::max(1, static_cast<int>(std::ceil(26 / width_)));
    for (int day = 0; day < calendar_.request.days; day += every) {
      const std::string date = (calendar_.request.first_day + (day + 0.5) * day_s).to_utc_string(0);
      svg += fmt::format("<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
                         left + (day + 0.5) * width_, clock_top + clock_height + 20, date.substr(8, 2));
    }
    const std::string from = calendar_.request.first_day.to_utc_string(0).substr(0, 10);
    const std::string to =
        (calendar_.request.first_day + (calendar_.request.days - 0.5) * day_s).to_utc_string(0).substr(0, 10);
    return svg + fmt::format(
                     "<text class=\"soft\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">day of lift-off (UTC), {} "
                     "to {}</text>\n",
                     left + calendar_.request.days * width_ / 2, clock_top + clock_height + 42, from, to);
  }

  std::string title(const LunarWindow& window) const {
    std::string text = fmt::format("{}: {:.2f} d, ", window.liftoff.to_utc_string(0), window.impulses.flight_s / day_s);
    if (!window.met) return text + safe_in_html(window.cause);
    return text + fmt::format("injection {:.0f}, corrections {:.0f}, capture {:.0f}, all {:.0f} m/s",
                              window.injection_m_s, window.corrections_m_s, window.capture_m_s, window.total_m_s());
  }

  std::string day(const LunarWindow& window) const {
    const double x = x_of(window.liftoff);
    const double midnight_s = day_s * std::floor(since_first_s(window.liftoff) / day_s);
    const auto second = [&](const Epoch& epoch) { return since_first_s(epoch) - midnight_s; };
    std::string svg = fmt::format(
        "<g class=\"day\"><title>{}</title><rect class=\"reach\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
        "height=\"{:.1f}\"/>",
        title(window), x - width_ / 2, cost_top, width_, clock_top + clock_height - cost_top);
    const double size = std::min(5.0, 0.35 * width_);
    const char* kind = &window == best_ ? "best" : "dot";
    if (window.opens && window.closes) {
      const double top = clock_y(second(*window.closes)), end = clock_y(second(*window.opens));
      svg += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\"/>",
                         x - size, top, 2 * size, end - top);
    }
    if (window.met) {
      svg += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>", kind, x,
                         cost_y(window.total_m_s()), size);
      svg += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>", kind, x,
                         clock_y(second(window.liftoff)), 0.7 * size);
    } else {
      svg += fmt::format("<text class=\"small soft\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">\u00D7</text>", x,
                         cost_top + cost_height - 4);
    }
    return svg + "</g>\n";
  }

  std::string mission_ring() const {
    const Epoch& liftoff = calendar_.mission.liftoff;
    const double since_s = since_first_s(liftoff);
    if (since_s < 0 || since_s >= calendar_.request.days * day_s) return "";
    return fmt::format(
        "<circle class=\"ring\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"7\"><title>Lift-off of the mission file: "
        "{}</title></circle>\n",
        x_of(liftoff), clock_y(since_s - day_s * std::floor(since_s / day_s)), liftoff.to_utc_string(0));
  }

  const LunarCalendar& calendar_;
  const LunarWindow* best_;
  double width_ = 0, step_m_s_ = 50;
  double least_m_s_ = 1e5, most_m_s_ = 0;
};

std::string figures(const LunarCalendar& calendar) {
  std::string text;
  if (const LunarWindow* best = best_window(calendar)) {
    text += figure_in_html("Best lift-off", best->liftoff.to_utc_string(0).substr(0, 10),
                           best->liftoff.to_utc_string(0).substr(11, 8) + " UTC");
    text += figure_in_html("It takes", fmt::format("{:.0f} m/s", best->total_m_s()),
                           fmt::format("{:.2f} days to the Moon", best->impulses.flight_s / day_s));
  }
  const auto met = std::count_if(calendar.windows.begin(), calendar.windows.end(), [](const auto& w) { return w.met; });
  text += figure_in_html("Days with a way", fmt::format("{} of {}", met, calendar.windows.size()),
                         "flown with the propellant of the stage");
  return text;
}

std::string table(const LunarCalendar& calendar) {
  std::string rows;
  for (const LunarWindow& window : calendar.windows) {
    const auto time = [](const std::optional<Epoch>& at) { return at ? at->to_utc_string(0).substr(11, 5) : ""; };
    const auto speed = [&](double value) { return window.met ? fmt::format("{:.0f}", value) : ""; };
    rows += fmt::format(
        "<tr><td class=\"text\">{}</td><td>{}</td><td>{}</td><td>{:.2f}</td><td class=\"text\">{}</td><td>{}</td>"
        "<td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"text\">{}</td></tr>\n",
        window.liftoff.to_utc_string(0), time(window.opens), time(window.closes), window.impulses.flight_s / day_s,
        window.arrival.to_utc_string(0), speed(window.injection_m_s), speed(window.corrections_m_s),
        speed(window.capture_m_s), speed(window.total_m_s()), speed(window.propellant_left_kg),
        safe_in_html(window.cause));
  }
  return "<table><thead><tr><th class=\"text\">Lift-off (UTC)</th><th>Opens</th><th>Closes</th><th>Flight<span "
         "class=\"unit\">d</span></th><th class=\"text\">Arrival</th><th>Injection<span class=\"unit\">m/s</span></th>"
         "<th>Corrections<span class=\"unit\">m/s</span></th><th>Capture<span "
         "class=\"unit\">m/s</span></th><th>All<span "
         "class=\"unit\">m/s</span></th><th>Left<span class=\"unit\">kg</span></th><th></th></tr></thead><tbody>\n" +
         rows + "</tbody></table>";
}

}  // namespace

std::string write_windows_page(const LunarCalendar& calendar, const std::string& page) {
  if (page.find("@PICTURE@") == std::string::npos)
    throw std::invalid_argument("windows page: no place for the picture");
  const Mission& mission = calendar.mission;
  return filled_page(
      page, {{"@NAME@", safe_in_html(mission.name)},
             {"@ABOUT@", safe_in_html(fmt::format("{} from {}: each day's best lift-off for the orbit around the Moon.",
                                                  mission.vehicle.name, mission.site.name))},
             {"@FIGURES@", figures(calendar)},
             {"@PICTURE@", Picture(calendar).text()},
             {"@TABLE@", table(calendar)}});
}

}  // namespace cosmodrome
