#include "cosmodrome/io/write_manoeuvres.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/manoeuvre_words.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

/// A figure as people write it: its factor from SI, unit and digits.
struct Writing {
  double factor;
  const char* unit;
  const char* json_unit;
  int digits;
};

Writing writing_of(OrbitQuantity quantity) {
  if (is_number(quantity)) return {1, "", "", 7};
  if (quantity == OrbitQuantity::time) return {1, "s", "_s", 3};
  if (is_angle(quantity)) return {to_degrees(1), "deg", "_deg", 6};
  return {1e-3, "km", "_m", 4};
}

std::string utc(const FlownManoeuvres& flown, double t_s) {
  return (flown.orbit.world.reference + t_s).to_utc_string(3);
}

/// Calls visit(moment, goal, reached) for each goal; reached is NaN where the flight did not come so far.
template <class Visit>
void visit_goals(const ManoeuvreSolution& solution, Visit&& visit) {
  std::size_t next = 0;
  for (const GoalMoment& moment : solution.plan.moments) {
    for (const PlannedGoal& goal : moment.goals) {
      const auto& reached = solution.flight.reached;
      visit(moment, goal, next < reached.size() ? reached[next] : std::nan(""));
      ++next;
    }
  }
}

std::string burns_text(const FlownManoeuvres& flown) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "  {:<20}{:<26}{:>12}{:>10}{:>11}{:>11}{:>11}{:>11}\n", "Burn", "begins (UTC)", "T+ s", "for s",
                 "m/s", "first", "second", "third");
  for (const FlownBurn& burn : flown.solution.flight.burns) {
    fmt::format_to(out, "  {:<20}{:<26}{:>12.1f}{:>10.2f}{:>11.3f}{:>11.3f}{:>11.3f}{:>11.3f}\n", burn.name,
                   utc(flown, burn.ignition_s), burn.ignition_s, burn.duration_s, norm(burn.change_m_s),
                   burn.change_m_s.x, burn.change_m_s.y, burn.change_m_s.z);
  }
  return fmt::to_string(text);
}

std::string goals_text(const ManoeuvreSolution& solution) {
  if (solution.goals.empty()) return "";
  std::string text = fmt::format("  {:<36}{:>18}{:>18}{:>12}\n", "Goal", "asked", "reached", "within");
  visit_goals(solution, [&](const GoalMoment& moment, const PlannedGoal& goal, double reached) {
    const Writing as = writing_of(goal.quantity);
    const auto number = [&](double value) { return fmt::format("{:.{}f} {}", value * as.factor, as.digits, as.unit); };
    text += fmt::format("  {:<36}{:>18}{:>18}{:>12.2g}{}\n", fmt::format("{}.{}", moment.name, name_of(goal.quantity)),
                        number(goal.wanted), number(reached), goal.tolerance * as.factor,
                        std::abs(reached - goal.wanted) <= goal.tolerance ? "" : "  NOT met");
  });
  return text;
}

}  // namespace

std::string write_manoeuvres_json(const FlownManoeuvres& flown) {
  const ManoeuvreSolution& solution = flown.solution;
  Json json = {{"object_name", flown.orbit.request.start.object_name},
               {"model", flown.file.model.name},
               {"start_utc", utc(flown, 0)},
               {"met", flown.shortfall().empty()},
               {"shortfall", flown.shortfall()},
               {"iterations", solution.target.iterations},
               {"flights", solution.target.flights},
               {"change_m_s", solution.flight.change_m_s},
               {"propellant_kg", solution.flight.propellant_kg},
               {"burns", Json::array()},
               {"goals", Json::array()}};
  for (const FlownBurn& burn : solution.flight.burns) {
    json["burns"].push_back({{"name", burn.name},
                             {"ignition_s", burn.ignition_s},
                             {"ignition_utc", utc(flown, burn.ignition_s)},
                             {"duration_s", burn.duration_s},
                             {"change_m_s", {burn.change_m_s.x, burn.change_m_s.y, burn.change_m_s.z}},
                             {"propellant_kg", burn.propellant_kg}});
  }
  visit_goals(solution, [&](const GoalMoment& moment, const PlannedGoal& goal, double reached) {
    const Writing as = writing_of(goal.quantity);
    const double factor = is_angle(goal.quantity) ? as.factor : 1;
    const auto key = [&](const char* what) { return std::string(what) + as.json_unit; };
    json["goals"].push_back({{"name", moment.name},
                             {"quantity", name_of(goal.quantity)},
                             {key("asked"), goal.wanted * factor},
                             {key("reached"), reached * factor},
                             {key("tolerance"), goal.tolerance * factor}});
  });
  Json names = Json::array(), values = Json::array();
  for (std::size_t i = 0; i < solution.controls.size(); ++i) {
    names.push_back(solution.controls[i].name);
    if (i < solution.target.controls.size()) values.push_back(solution.target.controls[i]);
  }
  json["varied"] = {{"names", names}, {"values", values}};
  json["jacobian"] = solution.target.jacobian;  // SI and radians: rows are goals, columns what was varied
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_manoeuvres_summary(const FlownManoeuvres& flown) {
  const ManoeuvreSolution& solution = flown.solution;
  std::string text = fmt::format("{}: {} burns\n", flown.file.name, solution.plan.burns.size());
  text += burns_text(flown) + goals_text(solution);
  text += fmt::format("  Together {:.3f} m/s, {:.2f} kg of propellant\n", solution.flight.change_m_s,
                      solution.flight.propellant_kg);
  if (!solution.controls.empty()) {
    text += fmt::format("  Found in {} rounds, {} flights, and flown again with finer steps\n",
                        solution.target.iterations, solution.target.flights);
    if (!solution.target.jacobian.empty())
      text += "  What each does, in m, s and rad for each s and m/s:\n" +
              jacobian_text(solution.controls, solution.goals, solution.target.jacobian);
  }
  if (const std::string why = flown.shortfall(); !why.empty()) text += fmt::format("  NOT as asked: {}\n", why);
  return text + write_orbit_summary(flown.analysis());
}

std::vector<FileText> manoeuvre_files(const FlownManoeuvres& flown, const std::string& creation_utc) {
  std::vector<FileText> files = orbit_files(flown.analysis(), creation_utc);
  files.push_back({"manoeuvres.json", write_manoeuvres_json(flown)});
  return files;
}

}  // namespace cosmodrome
