#include "cosmodrome/io/section.hpp"

#include <cstdlib>
#include <stdexcept>

#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/field_check.hpp"
#include "cosmodrome/io/quantity.hpp"

namespace cosmodrome {
namespace {

double in_si(const Value& value, std::string_view unit) { return resolve_quantity(value, unit).si; }

}  // namespace

const Field& Section::field(std::string_view key) const {
  const Field* found = find_field(kind_, path_ + std::string(key));
  if (found == nullptr) throw std::logic_error("no such field: " + path_ + std::string(key));
  return *found;
}

const Value* Section::value(std::string_view key) const {
  static_cast<void>(field(key));
  const Value* found = table_->find(key);
  return found == nullptr ? nullptr : &unwrapped(*found);
}

bool Section::has(std::string_view key) const { return value(key) != nullptr; }

std::string Section::text(std::string_view key) const {
  const Value* v = value(key);
  return v != nullptr ? v->text : std::string(field(key).fallback);
}

std::vector<std::string> Section::texts(std::string_view key) const {
  std::vector<std::string> result;
  const Value* v = value(key);
  if (v == nullptr) return result;
  if (v->is_text()) result.push_back(v->text);
  for (const Value& item : v->items) result.push_back(item.text);
  return result;
}

double Section::quantity(std::string_view key) const {
  const Field& row = field(key);
  const Value* v = value(key);
  if (v != nullptr) return in_si(*v, row.form);
  return row.fallback.empty() ? 0 : si_value(row.fallback, row.form);
}

double Section::number(std::string_view key) const {
  const Field& row = field(key);
  const Value* v = value(key);
  if (v != nullptr) return v->real;
  return row.fallback.empty() ? 0 : std::strtod(std::string(row.fallback).c_str(), nullptr);
}

std::optional<double> Section::given(std::string_view key) const {
  const Value* v = value(key);
  if (v == nullptr) return std::nullopt;
  return in_si(*v, field(key).form);
}

int Section::integer(std::string_view key) const {
  const Value* v = value(key);
  return v != nullptr ? static_cast<int>(v->integer) : std::atoi(std::string(field(key).fallback).c_str());
}

bool Section::boolean(std::string_view key) const {
  const Value* v = value(key);
  return v != nullptr ? v->boolean : field(key).fallback == "true";
}

WrittenInstant Section::instant(std::string_view key) const {
  const Value* v = value(key);
  return v != nullptr ? v->instant : WrittenInstant{};
}

std::vector<double> Section::quantities(std::string_view key) const {
  std::vector<double> result;
  const Field& row = field(key);
  const Value* v = value(key);
  if (v == nullptr) return result;
  for (std::size_t k = 0; k < v->items.size(); ++k) {
    const std::string unit = row.type == FieldType::polynomial ? coefficient_unit(row, k) : std::string(row.form);
    result.push_back(in_si(v->items[k], unit));
  }
  return result;
}

std::vector<double> Section::numbers(std::string_view key) const {
  std::vector<double> result;
  const Value* v = value(key);
  if (v == nullptr) return result;
  for (const Value& item : v->items) result.push_back(item.real);
  return result;
}

std::vector<std::vector<double>> Section::number_rows(std::string_view key) const {
  std::vector<std::vector<double>> result;
  const Value* v = value(key);
  if (v == nullptr) return result;
  for (const Value& row : v->items) {
    result.emplace_back();
    for (const Value& item : row.items) result.back().push_back(item.real);
  }
  return result;
}

std::vector<std::vector<double>> Section::columns(std::string_view key) const {
  const Columns columns = columns_of(field(key));
  std::vector<std::vector<double>> result(columns.units.size());
  const Value* v = value(key);
  if (v == nullptr) return result;
  for (const Value& row : v->items) {
    for (std::size_t k = 0; k < row.items.size(); ++k) result[k].push_back(in_si(row.items[k], columns.units[k]));
  }
  return result;
}

Section Section::section(std::string_view key) const {
  static const Value empty;
  const Value* v = table_->find(key);
  return {kind_, v != nullptr ? *v : empty, std::string(field(key).path) + "."};
}

std::vector<Section> Section::sections(std::string_view key) const {
  std::vector<Section> result;
  const std::string path = std::string(field(key).path) + "[].";
  const Value* v = table_->find(key);
  if (v == nullptr) return result;
  for (const Value& item : v->items) result.push_back(Section(kind_, item, path));
  return result;
}

}  // namespace cosmodrome
