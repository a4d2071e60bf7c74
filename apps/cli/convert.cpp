#include "cosmodrome/io/convert_file.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

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

std::optional<Epoch> liftoff_of(const ConvertArguments& arguments) {
  if (arguments.liftoff.empty()) return std::nullopt;
  try {
    return Epoch::from_utc(arguments.liftoff);
  } catch (const std::exception& error) {
    throw InputError(fmt::format("--liftoff: {}", error.what()), "write it as 2023-08-10T23:10:57Z");
  }
}

void refuse_same_file(const ConvertArguments& arguments) {
  std::error_code ignored;
  if (!fs::equivalent(arguments.input, arguments.output, ignored)) return;
  throw InputError(Problem{arguments.output, 0, 0, "", "this is the file that is read", "choose another name"});
}

std::string now_utc() {
  const auto now = std::chrono::system_clock::now();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

}  // namespace

int run_convert(const ConvertArguments& arguments) {
  const std::string format = format_of(arguments);
  const ConvertOptions options{liftoff_of(arguments), arguments.message_version, now_utc()};
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

}  // namespace cosmodrome::cli
