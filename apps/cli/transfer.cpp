#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/write_manoeuvre_plan.hpp"
#include "cosmodrome/io/write_transfer.hpp"
#include "launch_guess.hpp"
#include "orbit_options.hpp"

namespace cosmodrome::cli {
namespace {

struct TransferArguments {
  std::string kind;
  std::string from, to, via, turn, ahead, revolutions, time;
  std::string start, target, body;  ///< files, "moon"
  std::string model;                ///< empty: accurate
  std::string plan, thrust, isp;    ///< the plan's file; empty: none
  bool json = false;
};

constexpr const char* circles = "hohmann bi-elliptic plane-change phasing";
constexpr const char* all_kinds = "hohmann bi-elliptic plane-change phasing lambert";
constexpr TransferNames names{"--from", "--to", "--via", "--turn", "--ahead", "--revolutions"};

/// Which kinds an option belongs to, and which cannot do without it.
struct TransferOption {
  const char* name;
  std::string TransferArguments::*text;
  const char* kinds;
  const char* due;
  const char* type;
  const char* help;
};
constexpr TransferOption options[] = {
    {"--from", &TransferArguments::from, circles, "", "ALTITUDE",
     "Of the circle that it begins from, above the equatorial radius (the Moon's mean radius)"},
    {"--to", &TransferArguments::to, "hohmann bi-elliptic plane-change", "hohmann bi-elliptic", "ALTITUDE",
     "Of the circle that it ends in; a plane-change without it stays at its altitude"},
    {"--via", &TransferArguments::via, "bi-elliptic", "bi-elliptic", "ALTITUDE", "Of the far point"},
    {"--turn", &TransferArguments::turn, "plane-change", "plane-change", "ANGLE",
     "Of the plane; negative lowers the inclination"},
    {"--ahead", &TransferArguments::ahead, "phasing", "phasing", "ANGLE",
     "How far along the circle the place is; negative: behind"},
    {"--revolutions", &TransferArguments::revolutions, "phasing lambert", "", "NUMBER",
     "Of phasing (default: 1); the most of lambert (default: 0)"},
    {"--start", &TransferArguments::start, all_kinds, "lambert", "FILE",
     "State to begin from, in place of --from: OPM, OEM, SP3 or flight (its last state), TLE or OMM"},
    {"--target", &TransferArguments::target, "lambert", "lambert", "FILE", "State to arrive at, as --start"},
    {"--time", &TransferArguments::time, "lambert", "", "TIME",
     "Of flight; the target flies on until then (default: until the target's epoch)"},
    {"--body", &TransferArguments::body, circles, "", "earth|moon", "Around which (default: earth)"},
    {"--model", &TransferArguments::model, all_kinds, "", "accurate|fast|two-body",
     "Forces that the plan is flown under (default: accurate)"},
    {"--plan", &TransferArguments::plan, all_kinds, "", "FILE",
     "Write a plan there that cosmodrome manoeuvre corrects and flies; it needs --start"},
    {"--thrust", &TransferArguments::thrust, all_kinds, "", "FORCE", "Of the plan's engine (default: burns at once)"},
    {"--isp", &TransferArguments::isp, all_kinds, "", "TIME", "Its specific impulse"},
};

bool is_among(const std::string& kind, const std::string& kinds) {
  return (" " + kinds + " ").find(" " + kind + " ") != std::string::npos;
}

void check_options(const TransferArguments& arguments) {
  for (const TransferOption& option : options) {
    const bool given = !(arguments.*option.text).empty();
    if (given && !is_among(arguments.kind, option.kinds))
      throw InputError(fmt::format("{}: {} has no use for it", option.name, arguments.kind), "leave it out");
    if (!given && is_among(arguments.kind, option.due))
      throw InputError(fmt::format("{}: it is not given", option.name),
                       fmt::format("{} needs it; see cosmodrome transfer --help", arguments.kind));
  }
  const bool lambert = arguments.kind == "lambert";
  if (!lambert && arguments.from.empty() == arguments.start.empty())
    throw InputError(
        arguments.from.empty() ? "neither --from nor --start is given" : "--from and --start are both given",
        "give one of them: an altitude such as \"500 km\", or a state's file");
  if (!arguments.plan.empty() && arguments.start.empty())
    throw InputError("--plan: there is no state that it begins from",
                     "give --start with a file in place of --from; cosmodrome design -o writes one");
  if (arguments.body == "moon" && !arguments.start.empty())
    throw InputError("--body: the state of --start is around the Earth", "give --from, or leave --body out");
  const bool engine = !arguments.thrust.empty() || !arguments.isp.empty();
  if (engine && (arguments.thrust.empty() || arguments.isp.empty() || arguments.plan.empty()))
    throw InputError("an engine is half given, or there is no plan that uses it",
                     "give --thrust, --isp and --plan together");
  if (!arguments.model.empty() && arguments.plan.empty())
    throw InputError("--model: closed forms know no other forces", "give it with --plan, or leave it out");
}

int whole_number(const std::string& text, int usual, int least, int most) {
  if (text.empty()) return usual;
  const bool digits =
      text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const int number = digits ? std::stoi(text) : -1;
  if (number >= least && number <= most) return number;
  throw InputError(fmt::format("--revolutions: \"{}\" will not do", shortened(text)),
                   fmt::format("give a whole number from {} to {}", least, most));
}

TransferRequest request_of(const TransferArguments& arguments) {
  TransferRequest request;
  for (const auto kind :
       {TransferKind::hohmann, TransferKind::bi_elliptic, TransferKind::plane_change, TransferKind::phasing}) {
    if (arguments.kind == name_of(kind)) request.kind = kind;
  }
  if (arguments.body == "moon") request.body = Body::moon;
  const auto value = [](const char* name, const std::string& text, const char* unit) {
    return text.empty() ? 0.0 : option_value(name, text, unit);
  };
  request.from_altitude_m = value("--from", arguments.from, "km");
  if (!arguments.to.empty()) request.to_altitude_m = value("--to", arguments.to, "km");
  request.via_altitude_m = value("--via", arguments.via, "km");
  request.turn_rad = value("--turn", arguments.turn, "deg"),
  request.ahead_rad = value("--ahead", arguments.ahead, "deg");
  request.revolutions = whole_number(arguments.revolutions, 1, 1, 1000);
  return request;
}

OrbitModel model_of(const TransferArguments& arguments) {
  return OrbitModel::named(arguments.model.empty() ? "accurate" : arguments.model);
}

TransferPlanning planning_of(const TransferArguments& arguments, const SpacecraftState& start) {
  TransferPlanning planning{start, arguments.start, model_of(arguments), {}};
  if (!arguments.thrust.empty())
    planning.engine =
        SpaceEngine{.thrust_N = option_within("--thrust", arguments.thrust, "N", 1e-4, 1e8, "0.1 mN to 100 MN"),
                    .isp_s = option_within("--isp", arguments.isp, "s", 10, 1e5, "10 s to 100000 s")};
  return planning;
}

void write_plan(const TransferArguments& arguments, const ManoeuvreFile& plan) {
  std::error_code ignored;
  for (const std::string& read : {arguments.start, arguments.target}) {
    if (!read.empty() && std::filesystem::equivalent(read, arguments.plan, ignored))
      throw InputError(fmt::format("--plan: {} is the file of a state", arguments.plan), "choose another name");
  }
  const std::string comment =
      fmt::format("A {} transfer, by closed forms; cosmodrome manoeuvre corrects and flies it.", arguments.kind);
  write_file(arguments.plan, write_manoeuvre_plan(plan, arguments.plan, comment));
}

/// Prints what was found; the plan, if one is asked for, is written before.
template <class Found>
int tell(const TransferArguments& arguments, const Found& found) {
  std::fputs((arguments.json ? write_transfer_json(found) : write_transfer_summary(found)).c_str(), stdout);
  if (!arguments.plan.empty() && !arguments.json)
    fmt::print("Plan: {0}. Correct and fly it: cosmodrome manoeuvre {0}\n", arguments.plan);
  return exit_done;
}

int run_circles(const TransferArguments& arguments) {
  TransferRequest request = request_of(arguments);
  std::optional<SpacecraftState> start;
  if (!arguments.start.empty()) {
    start = read_spacecraft_state(arguments.start);
    request.from_altitude_m = circle_altitude_m(*start);
  }
  const SolvedTransfer solved = solve_transfer(request, names);
  if (!arguments.plan.empty()) write_plan(arguments, plan_transfer(solved, planning_of(arguments, *start)));
  return tell(arguments, solved);
}

int run_lambert(const TransferArguments& arguments) {
  const SpacecraftState from = read_spacecraft_state(arguments.start), to = read_spacecraft_state(arguments.target);
  std::optional<double> time_s;
  if (!arguments.time.empty()) time_s = option_value("--time", arguments.time, "h");
  const LambertReport report =
      solve_lambert_transfer(from, to, time_s, whole_number(arguments.revolutions, 0, 0, 100), "--time");
  if (!arguments.plan.empty()) write_plan(arguments, plan_lambert_transfer(report, planning_of(arguments, from)));
  return tell(arguments, report);
}

int run_transfer(const TransferArguments& arguments) {
  check_options(arguments);
  try {
    return arguments.kind == "lambert" ? run_lambert(arguments) : run_circles(arguments);
  } catch (const std::out_of_range& error) {
    throw InputError(Problem{arguments.start, 0, 0, "", error.what(), "Sun and Moon are known from 1990 to 2050"});
  }
}

}  // namespace

void add_transfer(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<TransferArguments>();
  CLI::App* command =
      app.add_subcommand("transfer", "What a change of orbit costs, by closed forms, and a plan of its burns");
  command->add_option("kind", wanted->kind, "What kind of change")
      ->required()
      ->check(CLI::IsMember({"hohmann", "bi-elliptic", "plane-change", "phasing", "lambert"}).description(""))
      ->type_name("hohmann|bi-elliptic|plane-change|phasing|lambert");
  for (const TransferOption& option : options) {
    CLI::Option* added = command->add_option(option.name, (*wanted).*option.text, option.help)->type_name(option.type);
    if (std::string_view(option.type).find('|') == std::string_view::npos) continue;
    const std::string_view type = option.type;
    std::vector<std::string> choices;
    for (std::size_t at = 0; at <= type.size();) {
      const std::size_t end = std::min(type.find('|', at), type.size());
      choices.emplace_back(type.substr(at, end - at)), at = end + 1;
    }
    added->check(CLI::IsMember(choices).description(""));
  }
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the table");
  command->footer(
      "Example: cosmodrome transfer hohmann --from \"500 km\" --to \"35786 km\"\n"
      "         cosmodrome transfer plane-change --from \"200 km\" --to \"35786 km\" --turn \"-28.5 deg\"\n"
      "         cosmodrome transfer phasing --start station.opm --ahead \"20 deg\" --revolutions 3 --plan catch.toml\n"
      "         cosmodrome transfer lambert --start tug.opm --target station.opm --time \"6 h\" --revolutions 3\n"
      "Burns are at once, around a point; cosmodrome manoeuvre flies the plan under all forces.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_transfer(*wanted); }; });
}

}  // namespace cosmodrome::cli
