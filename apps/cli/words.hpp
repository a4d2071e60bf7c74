#pragma once
// The words of the command line as plain values, for completion and for guessing what was meant.
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cosmodrome::cli {

/// A word of the command line.
struct OptionWords {
  std::vector<std::string> names;  ///< "-o", "--output"; empty: it goes by its place
  std::string help;
  std::string
      value;  ///< what its value is: "MISSION", "VEHICLE", "FOLDER", "mission|vehicle|site|safety"; empty: a flag
};
struct CommandWords {
  std::string name;
  std::string help;
  std::vector<OptionWords> options;
  std::vector<std::string> commands;  ///< of its own: "show"
};

/// All commands of the command line.
std::vector<CommandWords> words_of(const CLI::App& app);

}  // namespace cosmodrome::cli
