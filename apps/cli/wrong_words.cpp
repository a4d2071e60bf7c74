#include "wrong_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome::cli {
namespace {

std::string suggestion(const std::string& word, const std::vector<std::string>& known, const std::string& help) {
  const std::string meant = nearest(word, known);
  return meant.empty() ? help : fmt::format("did you mean {}? {}", meant, help);
}

std::vector<std::string> option_names(const CommandWords& command) {
  std::vector<std::string> names;
  for (const OptionWords& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

bool is_among(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string wrong_words(const std::vector<std::string>& words, const std::vector<CommandWords>& commands,
                        const std::string& otherwise) {
  const std::string help = "see cosmodrome --help";
  if (words.empty()) return fmt::format("cosmodrome: a command is missing; {}", help);
  std::vector<std::string> names;
  for (const CommandWords& command : commands) names.push_back(command.name);
  const std::string& first = words.front();
  const auto command = std::find_if(commands.begin(), commands.end(), [&](const auto& c) { return c.name == first; });
  if (command == commands.end()) {
    const bool is_option = first.starts_with('-');
    return fmt::format("cosmodrome: there is no {} {}; {}", is_option ? "option" : "command", shortened(first),
                       is_option ? help : suggestion(first, names, help));
  }
  const std::string own_help = fmt::format("see cosmodrome {} --help", first);
  const auto known = option_names(*command);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string word = words[i].substr(0, words[i].find('='));
    const bool is_option = word.size() > 1 && word.starts_with('-');
    if (is_option && !is_among(word, known)) {
      return fmt::format("cosmodrome {}: there is no option {}; {}", first, shortened(word),
                         suggestion(word, known, own_help));
    }
  }
  if (!command->commands.empty() && words.size() > 1 && !is_among(words[1], command->commands)) {
    return fmt::format("cosmodrome {}: there is no {}; {}", first, shortened(words[1]),
                       suggestion(words[1], command->commands, own_help));
  }
  return fmt::format("cosmodrome {}: {}; {}", first, otherwise, own_help);
}

}  // namespace cosmodrome::cli
