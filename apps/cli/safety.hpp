#pragma once
#include <filesystem>
#include <string>

namespace cosmodrome::cli {

struct SafetyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;       ///< empty: out/<mission>-safety
  std::string ballistic_coefficient;  ///< "100 kg/m2"; empty: no falls through the air
  bool json = false;
};
int run_safety(const SafetyArguments& arguments);

}  // namespace cosmodrome::cli
