#include "cosmodrome/io/read_criteria.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

[[noreturn]] void refuse(const Place& place, std::string found, std::string remedy) {
  throw InputError(*place.file, place.line, place.column, std::move(found), std::move(remedy));
}

const Value& need(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  if (value == nullptr) {
    refuse(table.place, fmt::format("a criterion without \"{}\"", key), "write key, name, limit and source");
  }
  return *value;
}

std::string text(const Value& table, std::string_view key) {
  const Value& value = need(table, key);
  if (!value.is_text()) refuse(value.place, fmt::format("{} is {}", key, in_words(value)), "write a text in quotes");
  return value.text;
}

RiskCriterion criterion(const Value& table) {
  static const std::vector<std::string> fields{"key", "name", "limit", "source", "clause", "estimated"};
  if (!table.is_table()) refuse(table.place, in_words(table) + " for a criterion", "write [[criterion]]");
  for (const Entry& entry : table.entries) {
    if (std::find(fields.begin(), fields.end(), entry.key) == fields.end()) {
      refuse(entry.key_place, fmt::format("the unknown key \"{}\"", shortened(entry.key)),
             "a criterion has " + joined(fields));
    }
  }
  RiskCriterion found{text(table, "key"), text(table, "name"), 0, text(table, "source"),
                      table.find("clause") != nullptr ? text(table, "clause") : ""};
  const auto& keys = risk_criterion_keys();
  if (std::find(keys.begin(), keys.end(), found.key) == keys.end()) {
    refuse(need(table, "key").place, fmt::format("no analysis has a figure \"{}\"", shortened(found.key)),
           "write one of " + joined(keys, "or"));
  }
  const Value& limit = need(table, "limit");
  const bool number = limit.kind == Value::Kind::real || limit.kind == Value::Kind::integer;
  found.limit = limit.kind == Value::Kind::integer ? static_cast<double>(limit.integer) : limit.real;
  if (!number || !(found.limit > 0))
    refuse(limit.place, "limit is " + in_words(limit), "write a number above 0, such as 1e-4");
  return found;
}

}  // namespace

const std::vector<std::string>& risk_criterion_keys() {
  static const std::vector<std::string> keys{"collective", "individual", "conditional", "ship", "aircraft"};
  return keys;
}

std::vector<RiskCriterion> read_criteria(const std::filesystem::path& path) {
  return read_criteria_text(read_text_file(path), path);
}

std::vector<RiskCriterion> read_criteria_text(std::string_view text, const std::filesystem::path& file) {
  const Value root = parse_document(text, file.string());
  const Value* list = root.find("criterion");
  if (list == nullptr || !list->is_list() || list->items.empty()) {
    refuse(root.place, "no criterion", "write [[criterion]] with key, name, limit and source");
  }
  for (const Entry& entry : root.entries) {
    if (entry.key != "criterion") {
      refuse(entry.key_place, fmt::format("the unknown key \"{}\"", shortened(entry.key)), "write [[criterion]] only");
    }
  }
  std::vector<RiskCriterion> criteria;
  for (const Value& item : list->items) criteria.push_back(criterion(item));
  return criteria;
}

std::vector<RiskCriterion> shipped_criteria() { return read_criteria(data_directory() / "safety" / "criteria.toml"); }

}  // namespace cosmodrome
