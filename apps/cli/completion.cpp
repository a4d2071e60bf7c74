#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "words.hpp"

// One script a shell, made from the words of the command line themselves, so that it cannot fall behind them.

namespace cosmodrome::cli {
namespace {

/// The text in single quotes, with `quote` in the place of one within.
std::string quoted(const std::string& text, const std::string& quote) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? quote : std::string(1, c);
  return result + "'";
}

std::string joined_names(const CommandWords& command) {
  std::string text;
  for (const std::string& own : command.commands) text += " " + own;
  for (const OptionWords& option : command.options) {
    for (const std::string& name : option.names) text += " " + name;
  }
  return text.empty() ? text : text.substr(1);
}

/// What goes by its place; empty if nothing does. A command with commands of its own shows entries of its kind.
std::string place_value(const CommandWords& command) {
  for (const OptionWords& option : command.options) {
    if (option.names.empty()) return option.value;
  }
  if (command.name == "vehicles") return "VEHICLE";
  if (command.name == "sites") return "SITE";
  return "";
}

std::string words_of_choice(std::string value) {
  for (char& c : value) c = c == '|' ? ' ' : c;
  return value;
}

/// A shell command that prints the ids, or empty for values that are no ids.
std::string ids_command(const std::string& value) {
  if (value == "VEHICLE") return "$(cosmodrome vehicles --ids 2>/dev/null)";
  if (value == "SITE") return "$(cosmodrome sites --ids 2>/dev/null)";
  if (value == "ENTRY") return "$(cosmodrome vehicles --ids 2>/dev/null; cosmodrome sites --ids 2>/dev/null)";
  return "";
}

bool is_choice(const std::string& value) { return value.find('|') != std::string::npos; }

/// `case` patterns of options with a value, and of commands for what goes by its place.
std::string bash_reply(const std::string& value) {
  if (is_choice(value)) return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$cur\"))", words_of_choice(value));
  if (!ids_command(value).empty())
    return fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$cur\"))", ids_command(value));
  if (value == "MISSION") {
    return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -X '!*.toml' -- \"$cur\") $(compgen -d -- "
           "\"$cur\"))";
  }
  if (value == "FILE") return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\"))";
  if (value == "FOLDER") return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$cur\"))";
  return "COMPREPLY=()";
}

std::string bash_command(const CommandWords& command) {
  std::string text = fmt::format("    {})\n", command.name);
  for (const OptionWords& option : command.options) {
    if (option.names.empty() || option.value.empty()) continue;
    std::string patterns;
    for (const std::string& name : option.names) patterns += (patterns.empty() ? "" : "|") + name;
    text += fmt::format("      case \"$prev\" in {}) {}; return ;; esac\n", patterns, bash_reply(option.value));
  }
  text += fmt::format("      if [[ $cur == -* {}]]; then COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return; fi\n",
                      command.commands.empty() ? "" : "|| $COMP_CWORD -eq 2 ", joined_names(command));
  return text + fmt::format("      {} ;;\n", bash_reply(place_value(command)));
}

std::string bash_script(const std::vector<CommandWords>& commands) {
  std::string names, cases;
  for (const CommandWords& command : commands) {
    names += command.name + " ";
    cases += bash_command(command);
  }
  return fmt::format(R"(# Completion of cosmodrome for bash. Once: source <(cosmodrome completion bash)
# For good: cosmodrome completion bash > ~/.local/share/bash-completion/completions/cosmodrome
_cosmodrome() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '{}--help --version' -- "$cur"))
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{}  esac
}}
complete -F _cosmodrome cosmodrome
)",
                     names, cases);
}

std::string zsh_reply(const std::string& value) {
  if (is_choice(value)) return fmt::format("compadd -- {}", words_of_choice(value));
  if (!ids_command(value).empty()) return fmt::format("compadd -- {}", ids_command(value));
  if (value == "MISSION") return "_files -g '*.toml'";
  if (value == "FILE") return "_files";
  if (value == "FOLDER") return "_files -/";
  return ":";
}

std::string zsh_command(const CommandWords& command) {
  std::string text = fmt::format("    {})\n", command.name);
  for (const OptionWords& option : command.options) {
    if (option.names.empty() || option.value.empty()) continue;
    std::string patterns;
    for (const std::string& name : option.names) patterns += (patterns.empty() ? "" : "|") + name;
    text += fmt::format("      case $words[CURRENT-1] in ({}) {}; return ;; esac\n", patterns, zsh_reply(option.value));
  }
  text += fmt::format("      if [[ $PREFIX == -* {}]]; then compadd -- {}; return; fi\n",
                      command.commands.empty() ? "" : "|| $CURRENT -eq 3 ", joined_names(command));
  return text + fmt::format("      {} ;;\n", zsh_reply(place_value(command)));
}

std::string zsh_script(const std::vector<CommandWords>& commands) {
  std::string names, cases;
  for (const CommandWords& command : commands) {
    names += fmt::format("      {}\n", quoted(command.name + ":" + command.help, R"('\'')"));
    cases += zsh_command(command);
  }
  return fmt::format(R"(#compdef cosmodrome
# Completion of cosmodrome for zsh. Once: source <(cosmodrome completion zsh)
# For good: cosmodrome completion zsh > a folder of $fpath, as _cosmodrome
_cosmodrome() {{
  if (( CURRENT == 2 )); then
    local -a commands=(
{}    )
    _describe command commands
    return
  fi
  case $words[2] in
{}  esac
}}
if [[ $funcstack[1] == _cosmodrome ]]; then _cosmodrome "$@"; else compdef _cosmodrome cosmodrome; fi
)",
                     names, cases);
}

std::string fish_arguments(const std::string& value) {
  if (is_choice(value)) return words_of_choice(value);
  if (value == "VEHICLE") return "(cosmodrome vehicles --ids 2>/dev/null)";
  if (value == "SITE") return "(cosmodrome sites --ids 2>/dev/null)";
  if (value == "ENTRY") return "(cosmodrome vehicles --ids 2>/dev/null; cosmodrome sites --ids 2>/dev/null)";
  if (value == "MISSION") return "(__fish_complete_suffix .toml)";
  if (value == "FILE") return "(__fish_complete_path)";
  if (value == "FOLDER") return "(__fish_complete_directories)";
  return "";
}

std::string fish_command(const CommandWords& command) {
  const std::string quote = R"(\')";
  std::string text = fmt::format("complete -c cosmodrome -n __fish_use_subcommand -a {} -d {}\n", command.name,
                                 quoted(command.help, quote));
  const std::string here = fmt::format("complete -c cosmodrome -n '__fish_seen_subcommand_from {}'", command.name);
  for (const std::string& own : command.commands) text += fmt::format("{} -a {}\n", here, own);
  for (const OptionWords& option : command.options) {
    if (option.names.empty()) continue;
    std::string names;
    for (const std::string& name : option.names) {
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    const std::string value = option.value.empty() ? "" : fmt::format(" -x -a '{}'", fish_arguments(option.value));
    text += fmt::format("{}{}{} -d {}\n", here, names, value, quoted(option.help, quote));
  }
  const std::string value = fish_arguments(place_value(command));
  return value.empty() ? text : text + fmt::format("{} -a '{}'\n", here, value);
}

std::string fish_script(const std::vector<CommandWords>& commands) {
  std::string text =
      "# Completion of cosmodrome for fish. Once: cosmodrome completion fish | source\n"
      "# For good: cosmodrome completion fish > ~/.config/fish/completions/cosmodrome.fish\n"
      "complete -c cosmodrome -f\n";
  for (const CommandWords& command : commands) text += fish_command(command);
  return text;
}

int run_completion(const std::string& shell, const std::vector<CommandWords>& commands) {
  const std::string script = shell == "bash"  ? bash_script(commands)
                             : shell == "zsh" ? zsh_script(commands)
                                              : fish_script(commands);
  std::fputs(script.c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_completion(CLI::App& app, Run& run) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Print a script that lets a shell complete commands and names");
  command->add_option("shell", *shell, "Shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
      ->type_name("bash|zsh|fish");
  command->footer("Example: source <(cosmodrome completion bash)\nExit codes: 0 printed; 2 no such shell.");
  command->callback([&app, &run, shell] { run = [&app, shell] { return run_completion(*shell, words_of(app)); }; });
}

}  // namespace cosmodrome::cli
