#include "words.hpp"

#include <CLI/CLI.hpp>

namespace cosmodrome::cli {
namespace {

OptionWords words_of(const CLI::Option& option) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.help = option.get_description();
  if (option.get_items_expected_max() > 0) words.value = option.get_type_name();
  return words;
}

}  // namespace

std::vector<CommandWords> words_of(const CLI::App& app) {
  std::vector<CommandWords> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    CommandWords words{command->get_name(), command->get_description(), {}, {}};
    for (const CLI::Option* option : command->get_options()) words.options.push_back(words_of(*option));
    for (const CLI::App* own : command->get_subcommands([](const CLI::App*) { return true; })) {
      words.commands.push_back(own->get_name());
    }
    commands.push_back(std::move(words));
  }
  return commands;
}

}  // namespace cosmodrome::cli
