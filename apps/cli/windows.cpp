#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_lunar_windows.hpp"
#include "cosmodrome/orbit/fly_on.hpp"
#include "launch_guess.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct WindowsArguments {
  std::filesystem::path mission;
  std::string from;         ///< first day; empty: of the month of the mission's lift-off
  std::string to;           ///< last day; empty: of the month of the first
  std::string flight_time;  ///< "5 d", or "4 d:6 d"; empty: that
  std::filesystem::path output;
  int jobs = 0;  ///< threads; 0: as many as the machine has
  bool json = false;
};

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
constexpr double day_s = 86400;
constexpr int most_days = 366;

// ---- what is asked

/// 0 h UTC of "2023-08-10".
Epoch option_day(const char* name, const std::string& text) {
  const char* remedy = "write a day as 2023-08-10, from 1990 to 2049";
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!shaped) throw InputError(fmt::format("{}: \"{}\" is no day", name, text), remedy);
  try {
    const Epoch day = Epoch::from_utc(text + "T00:00:00Z");
    const int year = day.to_utc().year;
    if (year < 1990 || year > 2049) throw InputError(fmt::format("{}: {} is outside the tables", name, text), remedy);
    return day;
  } catch (const std::invalid_argument&) {
    throw InputError(fmt::format("{}: \"{}\" is no day", name, text), remedy);
  }
}

/// 0 h UTC of the first day of a month, `later` months after the one of an instant.
Epoch first_of_month(const Epoch& at, int later) {
  const UtcTime utc = at.to_utc();
  const int months = utc.year * 12 + utc.month - 1 + later;
  return Epoch::from_utc(months / 12, months % 12 + 1, 1);
}

/// The month of the mission's lift-off, or from one day to another, both of them included. A day that begins with a
/// leap second's difference is a day still.
void choose_days(const WindowsArguments& arguments, const Mission& mission, LunarWindowsRequest& request) {
  request.first_day =
      arguments.from.empty() ? first_of_month(mission.liftoff, 0) : option_day("--from", arguments.from);
  const double span_s =
      (arguments.to.empty() ? first_of_month(request.first_day, 1) : option_day("--to", arguments.to) + day_s) -
      request.first_day;
  if (span_s < 0.5 * day_s)
    throw InputError(
        fmt::format("--to: {} is before {}", arguments.to, request.first_day.to_utc_string(0).substr(0, 10)),
        "give a later day");
  if (span_s > (most_days + 0.5) * day_s)
    throw InputError(fmt::format("these are {:.0f} days", span_s / day_s), fmt::format("{} are allowed", most_days));
  request.days = static_cast<int>(std::lround(span_s / day_s));
}

/// "5 d", or "4 d:6 d".
void choose_flight_times(const std::string& text, const Mission& mission, LunarWindowsRequest& request) {
  // Paths that come back by themselves are the faster ones.
  if (mission.moon && mission.moon->free_return)
    request.least_flight_s = 2.5 * day_s, request.most_flight_s = 4.5 * day_s;
  if (text.empty()) return;
  const auto colon = text.find(':');
  request.least_flight_s = option_value("--flight-time", text.substr(0, colon), "d");
  request.most_flight_s =
      colon == std::string::npos ? request.least_flight_s : option_value("--flight-time", text.substr(colon + 1), "d");
  if (request.least_flight_s < 2 * day_s || request.most_flight_s > 15 * day_s ||
      request.most_flight_s < request.least_flight_s) {
    throw InputError(fmt::format("--flight-time: \"{}\" is no time to the Moon", text),
                     "give one from 2 d to 15 d, or the least and the most, such as \"4 d:6 d\"");
  }
}

/// The ascent of the mission file, which every day's flight begins with.
Flight ascent(const Mission& mission, bool silent) {
  if (!mission.moon)
    throw InputError(fmt::format("{}: the mission does not go to the Moon", mission.file),
                     "add the section [moon], as missions/luna-25.toml has it");
  return fly(plan_with_progress(mission, silent));
}

std::string progress_text(std::size_t done, int all, Clock::time_point began) {
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return fmt::format("launch windows: {} of {} days, {:.0f} s left", done, all,
                     seconds * (all - static_cast<double>(done)) / static_cast<double>(done));
}

std::vector<LunarWindow> searched(const LunarWindowsRequest& request, bool silent) {
  ProgressLine line(!silent);
  const auto began = Clock::now();
  std::size_t done = 0;
  const Interruptible interruptible;
  return lunar_windows(request, OrbitData::shipped(), [&](int, const LunarWindow&) {
    ++done;
    if (line.due()) line.show(progress_text(done, request.days, began));
  });
}

std::vector<FileText> files_of(const LunarCalendar& calendar) {
  std::vector<FileText> files{{"windows.csv", write_windows_csv(calendar)},
                              {"windows.json", write_windows_json(calendar)}};
  if (const std::string page = windows_template(); !page.empty())
    files.push_back({"windows.html", write_windows_page(calendar, page)});
  return files;
}

int run_windows(const WindowsArguments& arguments) {
  const auto began = Clock::now();
  const Mission mission = load_mission(arguments.mission);
  LunarWindowsRequest request;
  choose_days(arguments, mission, request);
  choose_flight_times(arguments.flight_time, mission, request);
  const Flight flight = ascent(mission, arguments.json);
  if (flight.outcome != Outcome::target_met) {
    std::fputs(fmt::format("the first orbit was not reached: {}\n", flight.cause).c_str(), stderr);
    return exit_target_missed;
  }
  request.departure = departure_of(flight, mission.moon->stage);
  request.moon = *mission.moon;
  request.liftoff = mission.liftoff;
  request.threads = arguments.jobs > 0 ? arguments.jobs : static_cast<int>(std::thread::hardware_concurrency());
  request.stop = [] { return Interruptible::asked(); };
  const auto windows = searched(request, arguments.json);
  if (static_cast<int>(windows.size()) < request.days) {
    std::fputs(fmt::format("stopped after {} of {} days, nothing written\n", windows.size(), request.days).c_str(),
               stderr);
    return exit_interrupted;
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const LunarCalendar calendar{mission, request, windows, seconds};
  const auto folder = arguments.output.empty() ? fs::path("out") / (mission.id + "-windows") : arguments.output;
  {
    const Undisturbed undisturbed;
    replace_files(folder, files_of(calendar));
  }
  if (arguments.json) {
    std::fputs(write_windows_json(calendar).c_str(), stdout);
  } else {
    fmt::print("{}: each day's best lift-off for the Moon\n\n{}\n{} days in {:.1f} s\nPicture: {}\n", mission.name,
               write_windows_table(calendar), request.days, seconds,
               (folder / (windows_template().empty() ? "windows.csv" : "windows.html")).string());
  }
  return best_window(calendar) != nullptr ? exit_done : exit_target_missed;
}

}  // namespace

void add_windows(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<WindowsArguments>();
  CLI::App* command = app.add_subcommand("windows", "Find each day's best lift-off for a flight to the Moon");
  command->add_option("mission", wanted->mission, "Mission file with a section [moon]")
      ->required()
      ->type_name("MISSION");
  command->add_option("--from", wanted->from, "First day (default: of the month of the mission's lift-off)")
      ->type_name("DAY");
  command->add_option("--to", wanted->to, "Last day (default: of the month of the first)")->type_name("DAY");
  command
      ->add_option(
          "--flight-time", wanted->flight_time,
          "From lift-off to the Moon: one, or LEAST:MOST (default: \"4 d:6 d\", of a free return \"2.5 d:4.5 d\")")
      ->type_name("TIME");
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/MISSION-windows)")
      ->type_name("FOLDER");
  add_jobs_option(*command, wanted->jobs);
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the table");
  command->footer(
      "Example: cosmodrome windows missions/luna-25.toml --from 2023-08-05 --to 2023-08-20\n"
      "Writes windows.csv, windows.json and windows.html.\n"
      "Exit codes: 0 found on some day; 2 wrong input; 3 on no day, or the first orbit was missed; 130 stopped by "
      "Ctrl-C, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_windows(*wanted); }; });
}

}  // namespace cosmodrome::cli
