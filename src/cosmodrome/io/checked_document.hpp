#pragma once
#include <map>
#include <string>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// What the checks of a document leave behind: every problem, the source of every figure, and the place of every
/// value by its dotted path (`stage.core.dry_mass`: items of an array of tables go by their name).
struct CheckedDocument {
  std::vector<Problem> problems;
  std::vector<Provenance> provenance;
  std::map<std::string, Place> places;
};

/// Holds a document to the table of its kind: unknown and missing keys, types, dimensions, ranges.
CheckedDocument check_document(const Value& root, DocumentKind kind);

/// Throws InputError with at most ten problems, if there are any.
void throw_if_any(std::vector<Problem> problems);

/// The problem of a value at a place.
Problem problem_at(const Place& place, std::string where, std::string found, std::string remedy);

/// The value itself where it is written with its source, as { value = "85.6 tf", source = "..." }.
const Value& unwrapped(const Value& value);

/// How an item of an array of tables is called in paths: its id, name, event or `at`, else its number from 1.
std::string item_name(const Value& item, std::size_t index);

}  // namespace cosmodrome
