#pragma once
#include <string>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// Holds one value to its row of the table; `path` says where it is. Adds what is wrong to `problems`.
void check_field(const Value& value, const Field& field, const std::string& path, std::vector<Problem>& problems);

/// The units of the columns of rows: "s|deg|deg?" gives s, deg, deg; `needed` of them must be there.
struct Columns {
  std::vector<std::string> units;
  std::size_t needed = 0;
};
Columns columns_of(const Field& field);

/// The unit of the k-th coefficient of a polynomial: "deg", "deg/s", "deg/s2".
std::string coefficient_unit(const Field& field, std::size_t k);

/// The words of FieldType::word.
std::vector<std::string> words_of(const Field& field);

}  // namespace cosmodrome
