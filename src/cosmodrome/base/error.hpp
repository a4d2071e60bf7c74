#pragma once
#include <exception>
#include <string>
#include <vector>

namespace cosmodrome {

/// One thing that is wrong with what the user wrote: where it stands, what was found, and what would do.
struct Problem {
  std::string file;
  int line = 0;        ///< from 1; 0: the file as a whole
  int column = 0;      ///< from 1, in characters
  std::string where;   ///< dotted path in the file: "stage.core.dry_mass"; may be empty
  std::string found;   ///< what is there and why it will not do
  std::string remedy;  ///< what would do
};

/// "missions/a.toml:12:8: payload.luna.mass: found the number 1750 without a unit; write a mass in kg".
std::string describe(const Problem& problem);

/// Something the user wrote that cannot be used. Thrown by what reads input, once, at the edge; kernels do not throw.
///
/// Holds at least one problem, in the order of the file. The members are those of the first; `what()` tells all, one
/// a line. `line` and `column` count from 1; 0 means that the place is not known, as an empty `file` does.
struct InputError : std::exception {
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;  ///< what was found: "stage.core.dry_mass: \"85.6 s\" is a time"
  std::string remedy;   ///< what would do: "give a mass, such as \"85.6 t\""

  explicit InputError(Problem problem);
  explicit InputError(std::vector<Problem> problems);
  explicit InputError(std::string message_, std::string remedy_ = {});
  InputError(std::string file_, int line_, int column_, std::string message_, std::string remedy_ = {});

  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<Problem> problems_;
  std::string text_;
};

}  // namespace cosmodrome
