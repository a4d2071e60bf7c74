#include "cosmodrome/io/field_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(at), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

class FieldCheck {
 public:
  FieldCheck(const Field& field, const std::string& path, std::vector<Problem>& problems)
      : field_(field), path_(path), problems_(problems) {}

  void value(const Value& v) {
    switch (field_.type) {
      case FieldType::text:
        text(v);
        break;
      case FieldType::texts:
        texts(v);
        break;
      case FieldType::word:
        word(v);
        break;
      case FieldType::quantity:
        quantity(v, field_.form);
        break;
      case FieldType::number:
        number(v);
        break;
      case FieldType::integer:
        integer(v);
        break;
      case FieldType::boolean:
        boolean(v);
        break;
      case FieldType::instant:
        instant(v);
        break;
      case FieldType::quantities:
        each(v, [&](const Value& item, std::size_t) { quantity(item, field_.form); });
        break;
      case FieldType::numbers:
        each(v, [&](const Value& item, std::size_t) { number(item); });
        break;
      case FieldType::number_rows:
        each(v,
             [&](const Value& row, std::size_t) { each(row, [&](const Value& item, std::size_t) { number(item); }); });
        break;
      case FieldType::rows:
        each(v, [&](const Value& item, std::size_t) { row(item); });
        break;
      case FieldType::polynomial:
        each(v, [&](const Value& item, std::size_t k) { quantity(item, coefficient_unit(field_, k)); });
        break;
      case FieldType::section:
      case FieldType::sections:
      case FieldType::free:
        break;
    }
  }

 private:
  void add(const Value& v, std::string found, std::string remedy) {
    problems_.push_back(problem_at(v.place, path_, std::move(found), std::move(remedy)));
  }

  void mismatch(const Value& v, std::string_view due) {
    add(v, fmt::format("found {}, {} is due", in_words(v), due),
        fmt::format("write for example {} = {}", key_of(field_), field_.example));
  }

  template <class F>
  void each(const Value& v, F&& check_item) {
    if (!v.is_list()) return mismatch(v, "a list");
    for (std::size_t i = 0; i < v.items.size(); ++i) check_item(v.items[i], i);
  }

  void text(const Value& v) {
    if (!v.is_text()) return mismatch(v, "a text");
    if (v.text.empty() && field_.required)
      add(v, "the text is empty", fmt::format("write for example {}", field_.example));
  }

  void texts(const Value& v) {
    if (v.is_text()) return;
    each(v, [&](const Value& item, std::size_t) { text(item); });
  }

  void word(const Value& v) {
    const std::vector<std::string> allowed = words_of(field_);
    if (!v.is_text()) return mismatch(v, "a word");
    if (std::find(allowed.begin(), allowed.end(), v.text) != allowed.end()) return;
    const std::string meant = nearest(v.text, allowed);
    add(v, fmt::format("found \"{}\"", shortened(v.text)),
        meant.empty() ? fmt::format("allowed: {}", joined(allowed, "or")) : fmt::format("did you mean \"{}\"?", meant));
  }

  void boolean(const Value& v) {
    if (v.kind != Value::Kind::boolean) mismatch(v, "true or false");
  }

  void quantity(const Value& v, std::string_view unit) {
    const Resolved resolved = resolve_quantity(v, unit);
    if (!resolved.ok) return add(v, resolved.found, resolved.remedy);
    const auto limit = [&](std::string_view text) { return si_value(text, unit); };
    if (!field_.least.empty() && resolved.si < limit(field_.least)) return outside(v);
    if (!field_.most.empty() && resolved.si > limit(field_.most)) return outside(v);
  }

  void number(const Value& v) {
    if (v.kind != Value::Kind::real && v.kind != Value::Kind::integer) return mismatch(v, "a number");
    if (!std::isfinite(v.real)) return add(v, fmt::format("found {}", v.real), "write a finite number");
    range(v);
  }

  void integer(const Value& v) {
    if (v.kind != Value::Kind::integer) return mismatch(v, "a whole number");
    range(v);
  }

  void range(const Value& v) {
    const auto limit = [](std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); };
    if (!field_.least.empty() && v.real < limit(field_.least)) return outside(v);
    if (!field_.most.empty() && v.real > limit(field_.most)) outside(v);
  }

  void outside(const Value& v) {
    const std::string remedy = field_.most.empty()    ? fmt::format("allowed: {} or more", field_.least)
                               : field_.least.empty() ? fmt::format("allowed: {} or less", field_.most)
                                                      : fmt::format("allowed: {} to {}", field_.least, field_.most);
    add(v, fmt::format("{} is outside the range", v.is_text() ? fmt::format("\"{}\"", shortened(v.text)) : in_words(v)),
        remedy);
  }

  void instant(const Value& v) {
    if (v.kind != Value::Kind::instant) return mismatch(v, "a date and time without quotation marks");
    if (!v.instant.has_date || !v.instant.has_time) return mismatch(v, "a date and time");
    if (!v.instant.has_offset) {
      return add(v, "this time does not say how far it is from UTC",
                 "end it with Z for UTC, or with +03:00 for Moscow");
    }
    if (v.instant.year < 1990 || v.instant.year >= 2050) {
      add(v,
          fmt::format("the year {} is outside the tables of the Sun, the Moon and the Earth's turning", v.instant.year),
          "allowed: 1990 to 2049");
    }
  }

  void row(const Value& v) {
    const Columns columns = columns_of(field_);
    if (!v.is_list()) return mismatch(v, "a row");
    if (v.items.size() < columns.needed || v.items.size() > columns.units.size()) {
      return add(v, fmt::format("this row has {} columns, {} are due", v.items.size(), columns.needed),
                 fmt::format("write for example {} = {}", key_of(field_), field_.example));
    }
    for (std::size_t i = 0; i < v.items.size(); ++i) quantity(v.items[i], columns.units[i]);
  }

  const Field& field_;
  const std::string& path_;
  std::vector<Problem>& problems_;
};

}  // namespace

void check_field(const Value& value, const Field& field, const std::string& path, std::vector<Problem>& problems) {
  FieldCheck(field, path, problems).value(value);
}

Columns columns_of(const Field& field) {
  Columns columns;
  columns.units = split(field.form, '|');
  for (std::string& unit : columns.units) {
    if (unit.back() == '?')
      unit.pop_back();
    else
      ++columns.needed;
  }
  return columns;
}

std::string coefficient_unit(const Field& field, std::size_t k) {
  std::string unit(field.form);
  if (k > 0) unit += k == 1 ? std::string("/s") : fmt::format("/s{}", k);
  return unit;
}

std::vector<std::string> words_of(const Field& field) { return split(field.form, '|'); }

}  // namespace cosmodrome
