#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/orbit/lifetime.hpp"
#include "launch_guess.hpp"

namespace cosmodrome::cli {
namespace {

struct LifetimeArguments {
  std::filesystem::path input;
  std::string mass, drag_area;  ///< empty: as the file says
  double flux = 0;              ///< at 10.7 cm, steady; 0: the table of past and forecast
  double years = 100;           ///< at most
  bool json = false;
};

constexpr double year_s = 365.25 * 86400;
/// IADC guidelines of 2002 and ISO 24113; the United States' rule (FCC 22-74) since 2022.
constexpr double old_rule_years = 25, new_rule_years = 5;

struct Asked {
  SpacecraftState state;
  LifetimeRequest request;
  double mass_kg = 0, drag_area_m2 = 0;
};

/// An option's value in place of the file's, whose `word` it is.
double figure(const std::filesystem::path& file, const char* word, const char* name, const std::string& text,
              const char* unit, std::optional<double> of_file, const char* remedy) {
  const double value = text.empty() ? of_file.value_or(0) : option_value(name, text, unit);
  if (value > 0) return value;
  if (text.empty()) throw InputError(Problem{file.string(), 0, 0, "", fmt::format("it says no {}", word), remedy});
  throw InputError(fmt::format("{}: {} is not above 0", name, text), remedy);
}

Asked asked_of(const LifetimeArguments& arguments) {
  Asked asked{read_spacecraft_state(arguments.input), {}};
  asked.mass_kg =
      figure(arguments.input, "mass", "--mass", arguments.mass, "kg", asked.state.mass_kg, "give --mass \"120 kg\"");
  asked.drag_area_m2 =
      figure(arguments.input, "drag area", "--drag-area", arguments.drag_area, "m2", asked.state.drag_area_m2,
             "give --drag-area \"1.8 m2\": the mean area times a drag coefficient of some 2.2");
  LifetimeRequest& request = asked.request;
  request.epoch = asked.state.epoch;
  request.state = {asked.state.position_m, asked.state.velocity_m_s};
  request.drag_m2_kg = asked.drag_area_m2 / asked.mass_kg;
  request.most_years = arguments.years;
  if (arguments.flux > 0) request.f107 = arguments.flux;
  return asked;
}

Lifetime life_of(const Asked& asked, const std::filesystem::path& file) {
  try {
    return orbit_lifetime(asked.request, SpaceWeather::shipped());
  } catch (const std::invalid_argument& error) {
    throw InputError(Problem{file.string(), 0, 0, "", error.what(), "a lifetime is that of a closed orbit"});
  }
}

std::string json_text(const Asked& asked, const Lifetime& life) {
  nlohmann::ordered_json json = {{"object_name", asked.state.object_name},
                                 {"epoch_utc", asked.state.epoch.to_utc_string(3)},
                                 {"mass_kg", asked.mass_kg},
                                 {"drag_area_m2", asked.drag_area_m2},
                                 {"came_down", life.came_down},
                                 {"lifetime_years", life.seconds / year_s},
                                 {"within_25_years", life.came_down && life.seconds <= old_rule_years * year_s},
                                 {"within_5_years", life.came_down && life.seconds <= new_rule_years * year_s}};
  json["history"] = nlohmann::ordered_json::array();
  for (const LifetimePoint& point : life.history) {
    json["history"].push_back({{"t_s", point.t_s},
                               {"perigee_altitude_m", point.perigee_altitude_m},
                               {"apogee_altitude_m", point.apogee_altitude_m}});
  }
  return json.dump(2) + "\n";
}

std::string rule_text(const Lifetime& life, double years, const char* whose) {
  const bool kept = life.came_down && life.seconds <= years * year_s;
  return fmt::format("  {:.0f} years ({}): {}\n", years, whose, kept ? "kept" : "not kept, the orbit is too high");
}

std::string summary(const Asked& asked, const Lifetime& life) {
  const LifetimePoint& first = life.history.front();
  std::string text =
      fmt::format("{}, from {}\n  {:.1f} x {:.1f} km (mean), {:.1f} kg, {:.2f} m2 with drag coefficient\n",
                  asked.state.object_name, asked.state.origin, first.perigee_altitude_m / 1e3,
                  first.apogee_altitude_m / 1e3, asked.mass_kg, asked.drag_area_m2);
  if (life.came_down) {
    text += fmt::format("  Comes down after {:.2f} years, about {}\n", life.seconds / year_s,
                        (asked.state.epoch + life.seconds).to_utc_string(0).substr(0, 10));
  } else {
    const LifetimePoint& last = life.history.back();
    text += fmt::format("  Still aloft after {:.0f} years, at {:.1f} x {:.1f} km\n", life.seconds / year_s,
                        last.perigee_altitude_m / 1e3, last.apogee_altitude_m / 1e3);
  }
  return text + rule_text(life, old_rule_years, "IADC, ISO 24113") + rule_text(life, new_rule_years, "FCC, ESA");
}

int run_lifetime(const LifetimeArguments& arguments) {
  const Asked asked = asked_of(arguments);
  const Lifetime life = life_of(asked, arguments.input);
  std::fputs(arguments.json ? json_text(asked, life).c_str() : summary(asked, life).c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_lifetime(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<LifetimeArguments>();
  CLI::App* command = app.add_subcommand("lifetime", "Say how long an orbit lasts, beside the rules of 25 and 5 years");
  command->add_option("input", wanted->input, "OPM, OEM, SP3 or flight (its last state), TLE or OMM")
      ->required()
      ->type_name("FILE");
  command->add_option("--mass", wanted->mass, "In place of the file's")->type_name("MASS");
  command->add_option("--drag-area", wanted->drag_area, "Mean area with drag coefficient, in place of the file's")
      ->type_name("AREA");
  command
      ->add_option("--flux", wanted->flux,
                   "Steady solar flux at 10.7 cm, 70 quiet, 150 mean, 230 active (default: measured and forecast)")
      ->check(CLI::Range(60.0, 400.0).description(""))
      ->type_name("NUMBER");
  command->add_option("--years", wanted->years, "Look no farther")
      ->check(CLI::Range(0.01, 200.0).description(""))
      ->type_name("NUMBER")
      ->capture_default_str();
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome lifetime out/luna-25/flight.opm --drag-area \"22 m2\"\n"
      "Exit codes: 0 done; 2 wrong input.");
  command->callback([&run, wanted] { run = [wanted] { return run_lifetime(*wanted); }; });
}

}  // namespace cosmodrome::cli
