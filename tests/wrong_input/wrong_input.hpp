#pragma once
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome::wrong_input {

/// One way to spoil a file that is right: `right` is replaced by `wrong`. In `wrong`, ¦ marks the place that the
/// message must name; without a mark the file is wrong as a whole and only the texts are compared.
struct Case {
  std::string_view name;
  std::string_view file;  ///< mission.toml, rocket.toml, upper.toml or port.toml
  std::string_view right;
  std::string_view wrong;
  std::string_view found;         ///< what the message must say was found
  std::string_view remedy;        ///< what it must say would do
  std::string_view told_in = {};  ///< the file the message must name, if it is another
};

/// How GoogleTest names a case when it fails.
inline void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::vector<Case> wrong_values();
std::vector<Case> wrong_names();
std::vector<Case> wrong_campaigns();
std::vector<Case> wrong_moons();
std::vector<Case> wrong_deployments();

/// Four files that are right, in a folder of their own that is removed at the end.
class Files {
 public:
  Files();
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  void write(std::string_view name, std::string_view text) const;
  static std::string right(std::string_view name);
  [[nodiscard]] std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }

 private:
  std::string folder_;
};

}  // namespace cosmodrome::wrong_input
