#pragma once
// Reads the reference tables of the tests: lines of numbers after # comments and one heading.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace cosmodrome {

inline std::vector<std::vector<double>> reference_rows(const std::string& file) {
  std::vector<std::vector<double>> rows;
  std::ifstream in(std::string(COSMODROME_SOURCE_DIR) + "/tests/validation/" + file);
  bool heading_seen = false;
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text[0] == '#') continue;
    if (!heading_seen) {
      heading_seen = true;
      continue;
    }
    std::vector<double> row;
    std::istringstream cells(text);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(std::stod(cell));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace cosmodrome
