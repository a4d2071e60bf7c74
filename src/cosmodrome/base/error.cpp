#include "cosmodrome/base/error.hpp"

#include <utility>

namespace cosmodrome {
namespace {

std::string with_path(const Problem& problem) {
  return problem.where.empty() ? problem.found : problem.where + ": " + problem.found;
}

}  // namespace

std::string describe(const Problem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) {
    text += (text.empty() ? "line " : ":") + std::to_string(problem.line);
    if (problem.column > 0) text += ":" + std::to_string(problem.column);
  }
  if (!text.empty()) text += ": ";
  text += with_path(problem);
  if (!problem.remedy.empty()) text += "; " + problem.remedy;
  return text;
}

InputError::InputError(std::vector<Problem> problems)
    : file(problems.front().file),
      line(problems.front().line),
      column(problems.front().column),
      message(with_path(problems.front())),
      remedy(problems.front().remedy),
      problems_(std::move(problems)) {
  for (const Problem& problem : problems_) {
    if (!text_.empty()) text_ += '\n';
    text_ += describe(problem);
  }
}

InputError::InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}

InputError::InputError(std::string message_, std::string remedy_)
    : InputError(Problem{{}, 0, 0, {}, std::move(message_), std::move(remedy_)}) {}

InputError::InputError(std::string file_, int line_, int column_, std::string message_, std::string remedy_)
    : InputError(Problem{std::move(file_), line_, column_, {}, std::move(message_), std::move(remedy_)}) {}

}  // namespace cosmodrome
