#include "cosmodrome/io/convert_file.hpp"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/turn_covariance.hpp"
#include "orbit_options.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct ConvertArguments {
  std::filesystem::path input;
  std::string output;           ///< "-": standard output
  std::string to;               ///< format; empty: by the output's ending
  std::string liftoff;          ///< dates a table that stands alone
  std::string message_version;  ///< of CCSDS messages; empty: as read
  std::string from, until;      ///< of the path that mean elements become; empty: as MeanSpan has it
  std::string step;
  std::string covariance_axes;  ///< empty: as read
};

namespace fs = std::filesystem;

std::string format_of(const ConvertArguments& arguments) {
  std::string name = arguments.to;
  if (name.empty()) name = fs::path(arguments.output).extension().string();
  if (name.starts_with('.')) name.erase(0, 1);
  const auto& names = convert_format_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return name;
  throw InputError(name.empty() ? fmt::format("{}: the name does not tell the format", arguments.output)
                                : fmt::format("\"{}\" is no format", shortened(name)),
                   fmt::format("give --to with one of {}", joined(names)));
}

std::optional<Epoch> date_of(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  try {
    return Epoch::from_utc(text);
  } catch (const std::exception& error) {
    throw InputError(fmt::format("{}: {}", option, error.what()), "write it as 2023-08-10T23:10:57Z");
  }
}

MeanSpan span_of(const ConvertArguments& arguments) {
  MeanSpan span{date_of("--from", arguments.from), date_of("--until", arguments.until), std::nullopt};
  constexpr double longest_s = 398 * 86400.0;
  if (!arguments.step.empty())
    span.step_s = option_within("--step", arguments.step, "s", 1e-3, longest_s, "0.001 s to 398 d");
  return span;
}

void refuse_same_file(const ConvertArguments& arguments) {
  std::error_code ignored;
  if (!fs::equivalent(arguments.input, arguments.output, ignored)) return;
  throw InputError(Problem{arguments.output, 0, 0, "", "this is the file that is read", "choose another name"});
}

int run_convert(const ConvertArguments& arguments) {
  const std::string format = format_of(arguments);
  const ConvertOptions options{date_of("--liftoff", arguments.liftoff), arguments.message_version, now_utc(),
                               span_of(arguments), arguments.covariance_axes};
  const auto [text, notes] = convert_file(arguments.input, format, options);
  for (const std::string& note : notes) {
    std::fputs(fmt::format("{}: {}\n", arguments.input.string(), note).c_str(), stderr);
  }
  if (arguments.output == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return exit_done;
  }
  refuse_same_file(arguments);
  const fs::path output(arguments.output);
  const Undisturbed undisturbed;
  replace_files(output.has_parent_path() ? output.parent_path() : fs::path("."), {{output.filename().string(), text}});
  return exit_done;
}

}  // namespace

void add_convert(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<ConvertArguments>();
  CLI::App* command = app.add_subcommand("convert", "Turn an orbit file or a flight into another format");
  command
      ->add_option("input", wanted->input,
                   "CCSDS message, SP3, SPK, TLE, OMM as JSON or CSV, flight.csv or flight.json")
      ->required()
      ->type_name("FILE");
  command->add_option("-o,--output", wanted->output, "File to write, - for the terminal; its ending is the format")
      ->required()
      ->type_name("FILE");
  command->add_option("--to", wanted->to, "Format, if the ending does not tell it")
      ->check(CLI::IsMember(convert_format_names()).description(""))
      ->type_name(fmt::format("{}", fmt::join(convert_format_names(), "|")));
  command->add_option("--message-version", wanted->message_version, "Version of the CCSDS message that is written")
      ->check(CLI::IsMember({"1.0", "2.0", "3.0"}).description(""))
      ->type_name("1.0|2.0|3.0");
  command->add_option("--liftoff", wanted->liftoff, "Date and time of t = 0 of a flight.csv that stands alone")
      ->type_name("TIME");
  command->add_option("--from", wanted->from, "Begin of the path of a TLE or OMM (default: epoch of its elements)")
      ->type_name("TIME");
  command->add_option("--until", wanted->until, "Its end (default: a day later)")->type_name("TIME");
  command->add_option("--step", wanted->step, "Between its points (default: 60 s)")->type_name("TIME");
  command->add_option("--covariance-axes", wanted->covariance_axes, "Turn covariances along these axes")
      ->check(CLI::IsMember(covariance_axes_names()).description(""))
      ->type_name(fmt::format("{}", fmt::join(covariance_axes_names(), "|")));
  command->footer(
      "Example: cosmodrome convert out/luna-25/flight.oem -o luna-25.czml\n"
      "          cosmodrome convert station.tle -o station.oem --from 2026-01-02T00:00:00Z --step \"30 s\"\n"
      "A message becomes XML, keyword form or another version with all that it says; ephemerides become paths on "
      "maps,\n"
      "and so do TLE and OMM, by SGP4.\n"
      "Exit codes: 0 written; 2 wrong input, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_convert(*wanted); }; });
}

}  // namespace cosmodrome::cli
