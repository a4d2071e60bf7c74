#include "cosmodrome/io/write_lunar_windows.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cosmodrome/io/csv_text.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;
constexpr double day_s = 86400;

std::string zulu(const Epoch& epoch) { return epoch.to_utc_string(0); }

/// "04:12", of an edge of a window; empty if there is none.
std::string clock(const std::optional<Epoch>& epoch) {
  return epoch ? epoch->to_utc_string(0).substr(11, 5) : std::string();
}

std::string line(const LunarWindow& window, bool best) {
  const std::string liftoff = window.liftoff.to_utc_string(0), arrival = window.arrival.to_utc_string(0);
  const std::string head = fmt::format("{} {}  {:>5} {:>5}  {:>6.2f}  {} {}", liftoff.substr(0, 10),
                                       liftoff.substr(11, 8), clock(window.opens), clock(window.closes),
                                       window.impulses.flight_s / day_s, arrival.substr(0, 10), arrival.substr(11, 5));
  if (!window.met) return fmt::format("{}  {}\n", head, window.cause);
  return fmt::format("{} {:>9.0f} {:>7.0f} {:>7.0f} {:>7.0f} {:>8.0f}{}\n", head, window.injection_m_s,
                     window.corrections_m_s, window.capture_m_s, window.total_m_s(), window.propellant_left_kg,
                     best ? "  best" : "");
}

Json json_of(const LunarWindow& window) {
  Json json{{"liftoff_utc", zulu(window.liftoff)},
            {"opens_utc", nullptr},
            {"closes_utc", nullptr},
            {"flight_s", window.impulses.flight_s},
            {"arrival_utc", zulu(window.arrival)},
            {"met", window.met}};
  if (window.opens) json["opens_utc"] = zulu(*window.opens);
  if (window.closes) json["closes_utc"] = zulu(*window.closes);
  if (!window.met) json["cause"] = window.cause;
  if (window.met) {
    json["injection_t_s"] = window.ignition_s;
    json["injection_m_s"] = window.injection_m_s;
    json["corrections_m_s"] = window.corrections_m_s;
    json["capture_m_s"] = window.capture_m_s;
    json["total_m_s"] = window.total_m_s();
    json["propellant_left_kg"] = window.propellant_left_kg;
  }
  json["impulses"] = {{"injection_t_s", window.impulses.ignition_s},
                      {"injection_m_s", window.impulses.injection_m_s},
                      {"v_infinity_m_s", window.impulses.v_infinity_m_s},
                      {"capture_m_s", window.impulses.capture_m_s}};
  return json;
}

}  // namespace

const LunarWindow* best_window(const LunarCalendar& calendar) {
  const LunarWindow* best = nullptr;
  for (const LunarWindow& window : calendar.windows)
    if (window.met && (best == nullptr || window.total_m_s() < best->total_m_s())) best = &window;
  return best;
}

std::string write_windows_table(const LunarCalendar& calendar) {
  std::string text =
      fmt::format("{:<19}  {:>5} {:>5}  {:>6}  {:<16} {:>9} {:>7} {:>7} {:>7} {:>8}\n", "lift-off (UTC)", "opens",
                  "shuts", "flight", "arrival", "injection", "correct", "capture", "all", "left");
  text += fmt::format("{:<19}  {:>5} {:>5}  {:>6}  {:<16} {:>9} {:>7} {:>7} {:>7} {:>8}\n", "", "", "", "d", "", "m/s",
                      "m/s", "m/s", "m/s", "kg");
  const LunarWindow* best = best_window(calendar);
  for (const LunarWindow& window : calendar.windows) text += line(window, &window == best);
  return text;
}

std::string write_windows_csv(const LunarCalendar& calendar) {
  std::string text =
      "liftoff_utc,opens_utc,closes_utc,flight_s,arrival_utc,met,injection_t_s,injection_m_s,corrections_m_s,"
      "capture_m_s,total_m_s,propellant_left_kg,impulse_injection_m_s,impulse_capture_m_s,v_infinity_m_s,cause\n";
  for (const LunarWindow& window : calendar.windows) {
    text += fmt::format("{},{},{},{:.0f},{},{},", zulu(window.liftoff), window.opens ? zulu(*window.opens) : "",
                        window.closes ? zulu(*window.closes) : "", window.impulses.flight_s, zulu(window.arrival),
                        window.met ? 1 : 0);
    if (window.met) {
      text += fmt::format("{:.1f},{:.3f},{:.3f},{:.3f},{:.3f},{:.2f},", window.ignition_s, window.injection_m_s,
                          window.corrections_m_s, window.capture_m_s, window.total_m_s(), window.propellant_left_kg);
    } else {
      text += ",,,,,,";
    }
    text += fmt::format("{:.3f},{:.3f},{:.3f},{}\n", window.impulses.injection_m_s, window.impulses.capture_m_s,
                        window.impulses.v_infinity_m_s, window.met ? "" : csv_text(window.cause));
  }
  return text;
}

std::string write_windows_json(const LunarCalendar& calendar) {
  const Mission& mission = calendar.mission;
  Json json{{"mission", {{"id", mission.id}, {"name", mission.name}, {"liftoff_utc", zulu(mission.liftoff)}}},
            {"vehicle", {{"id", mission.vehicle.id}, {"name", mission.vehicle.name}}},
            {"site", {{"id", mission.site.id}, {"name", mission.site.name}}},
            {"seconds", calendar.seconds},
            {"days", Json::array()}};
  for (const LunarWindow& window : calendar.windows) json["days"].push_back(json_of(window));
  if (const LunarWindow* best = best_window(calendar)) json["best_liftoff_utc"] = zulu(best->liftoff);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
