#include "cosmodrome/io/write_manoeuvre_plan.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/manoeuvre_words.hpp"
#include "cosmodrome/io/write_toml.hpp"

namespace cosmodrome {
namespace {

std::string in_quotes(std::string_view text) { return toml_text(std::string(text)); }
std::string line(std::string_view key, const std::string& value) { return fmt::format("{} = {}\n", key, value); }
std::string seconds(double t_s) { return fmt::format("\"{:.3f} s\"", t_s); }

std::string optional_line(const char* key, const std::optional<double>& value, const char* unit) {
  return value ? line(key, fmt::format("\"{} {}\"", *value, unit)) : "";
}

/// A figure of a goal, or its tolerance, with its unit.
std::string figure(OrbitQuantity quantity, double value, bool is_tolerance) {
  if (is_number(quantity)) return is_tolerance ? fmt::format("{}", value) : fmt::format("{:.12f}", value);
  if (is_angle(quantity)) return fmt::format("\"{:.9f} deg\"", to_degrees(value));
  if (quantity == OrbitQuantity::time) return fmt::format("\"{:.6f} s\"", value);
  return is_tolerance ? fmt::format("\"{} m\"", value) : fmt::format("\"{:.6f} km\"", value / 1e3);
}

using EngineKey = std::tuple<double, double, double, double, double>;
EngineKey key_of(const SpaceEngine& engine) {
  return {engine.thrust_N, engine.isp_s, engine.settling_thrust_N, engine.settling_isp_s, engine.settling_s};
}

class PlanText {
 public:
  explicit PlanText(const ManoeuvreFile& file) : file_(file) {}

  std::string of(const std::string& state) {
    std::string text = "\n[start]\n" + line("state", in_quotes(state)) + line("model", in_quotes(file_.model.name)) +
                       line("length", seconds(file_.plan.length_s));
    text += optional_line("mass", file_.mass_kg, "kg") + optional_line("drag_area", file_.drag_area_m2, "m2") +
            optional_line("light_area", file_.light_area_m2, "m2");
    if (file_.plan.propellant_kg < 1e299) text += optional_line("propellant", file_.plan.propellant_kg, "kg");
    text += engines();
    for (const PlannedBurn& burn : file_.plan.burns) text += "\n[[burn]]\n" + burn_text(burn);
    for (const GoalMoment& goal : file_.plan.moments) text += "\n[[goal]]\n" + goal_text(goal);
    if (!file_.least_change) text += "\n[solve]\nleast_change = false\n";
    return text;
  }

 private:
  std::string engines() {
    std::string text;
    for (const PlannedBurn& burn : file_.plan.burns) {
      if (!burn.engine) continue;
      const std::string id = fmt::format("engine-{}", ids_.size() + 1);
      if (!ids_.emplace(key_of(*burn.engine), id).second) continue;
      const SpaceEngine& engine = *burn.engine;
      text += "\n[[engine]]\n" + line("id", in_quotes(id)) + optional_line("thrust", engine.thrust_N, "N") +
              optional_line("isp", engine.isp_s, "s");
      if (engine.settling_s > 0) {
        text += optional_line("settling_thrust", engine.settling_thrust_N, "N") +
                optional_line("settling_isp", engine.settling_isp_s, "s") +
                optional_line("settling_time", engine.settling_s, "s");
      }
    }
    return text;
  }

  std::string moment_text(const std::string& name, const PlannedMoment& moment) const {
    return line("name", in_quotes(name)) + line("at", in_quotes(word_for(moment_words, moment.what))) +
           line("after", seconds(moment.after_s));
  }

  std::string burn_text(const PlannedBurn& burn) const {
    std::string text = moment_text(burn.name, burn.moment);
    if (burn.shift_s != 0) text += line("shift", seconds(burn.shift_s));
    text += line("axes", in_quotes(word_for(axes_words, burn.axes)));
    const auto& change = burn.change_m_s;
    text += line("change", fmt::format(R"(["{:.6f} m/s", "{:.6f} m/s", "{:.6f} m/s"])", change.x, change.y, change.z));
    if (burn.engine) text += line("engine", in_quotes(ids_.at(key_of(*burn.engine))));
    if (burn.at_once) text += line("at_once", "true");
    if (!burn.centred) text += line("centred", "false");
    std::string varies = burn.time_varies ? in_quotes("time") : "";
    for (std::size_t i = 0; i < 3; ++i) {
      if (burn.change_varies[i]) varies += (varies.empty() ? "" : ", ") + in_quotes(change_parts[i]);
    }
    return varies.empty() ? text : text + line("vary", "[" + varies + "]");
  }

  std::string goal_text(const GoalMoment& goal) const {
    std::string text = moment_text(goal.name, goal.moment);
    std::map<std::string, PlannedGoal> strictest;  // of each kind of figure: a goal has one tolerance for all of it
    for (const PlannedGoal& one : goal.goals) {
      text += line(name_of(one.quantity), figure(one.quantity, one.wanted, false));
      PlannedGoal& kept = strictest.emplace(tolerance_key(one.quantity), one).first->second;
      kept.tolerance = std::min(kept.tolerance, one.tolerance);
    }
    for (const auto& [key, one] : strictest) text += line(key, figure(one.quantity, one.tolerance, true));
    return text;
  }

  const ManoeuvreFile& file_;
  std::map<EngineKey, std::string> ids_;
};

}  // namespace

std::string write_manoeuvre_plan(const ManoeuvreFile& plan, const std::filesystem::path& file,
                                 const std::string& comment) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::absolute(file).parent_path();
  const std::string state =
      plan.state.is_absolute() ? plan.state.string() : fs::proximate(fs::absolute(plan.state), folder).generic_string();
  return "# " + comment + "\n" + PlanText(plan).of(state);
}

}  // namespace cosmodrome
