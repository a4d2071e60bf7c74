#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cosmodrome {

/// One thing that is wrong with the user's input, in the user's words.
struct Problem {
  std::string file;
  int line = 0;        ///< from 1; 0: the file as a whole
  int column = 0;      ///< from 1, in characters
  std::string where;   ///< dotted path in the file: "stage.core.dry_mass"; may be empty
  std::string found;   ///< what is there and why it will not do
  std::string remedy;  ///< what would do
};

/// "missions/a.toml:12:8: payload.luna.mass: found 1750 without a unit; write for example "1750 kg"".
inline std::string describe(const Problem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  if (!text.empty()) text += ": ";
  if (!problem.where.empty()) text += problem.where + ": ";
  text += problem.found;
  if (!problem.remedy.empty()) text += "; " + problem.remedy;
  return text;
}

/// The input cannot be used. Holds at least one problem, in the order of the file. The command ends with
/// exit code 2 on it, before anything is written.
class InputError : public std::runtime_error {
 public:
  explicit InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}
  explicit InputError(std::vector<Problem> problems)
      : std::runtime_error(describe_all(problems)), problems_(std::move(problems)) {}

  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }
  [[nodiscard]] const Problem& first() const { return problems_.front(); }

 private:
  static std::string describe_all(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
      if (!text.empty()) text += '\n';
      text += describe(problem);
    }
    return text;
  }

  std::vector<Problem> problems_;
};

}  // namespace cosmodrome
