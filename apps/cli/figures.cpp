#include "figures.hpp"

#include <fmt/format.h>

#include <array>

#include "cosmodrome/base/units.hpp"
#include "cosmodrome/io/checked_document.hpp"

namespace cosmodrome::cli {
namespace {

struct NamedUnit {
  Dimension dimension;  // length, mass, time, temperature, angle
  const char* name;
};
constexpr std::array<NamedUnit, 13> si_units{{{{{1, 0, 0, 0, 0}}, "m"},
                                              {{{0, 1, 0, 0, 0}}, "kg"},
                                              {{{0, 0, 1, 0, 0}}, "s"},
                                              {{{2, 0, 0, 0, 0}}, "m2"},
                                              {{{1, 0, -1, 0, 0}}, "m/s"},
                                              {{{1, 0, -2, 0, 0}}, "m/s2"},
                                              {{{1, 1, -2, 0, 0}}, "N"},
                                              {{{-1, 1, -2, 0, 0}}, "Pa"},
                                              {{{0, 1, -1, 0, 0}}, "kg/s"},
                                              {{{0, 1, -3, 0, 0}}, "W/m2"},
                                              {{{0, 0, 0, 1, 0}}, "K"},
                                              {{{0, 0, 0, 0, 1}}, "rad"},
                                              {{{0, 0, -1, 0, 1}}, "rad/s"}}};

std::string si_name(const Dimension& dimension) {
  for (const NamedUnit& unit : si_units) {
    if (unit.dimension == dimension) return unit.name;
  }
  return "";
}

bool is_figure(FieldType type) {
  using enum FieldType;
  return type == quantity || type == number || type == integer || type == quantities || type == numbers ||
         type == number_rows || type == rows || type == polynomial;
}

std::string text_at(const Value& table, std::string_view key) {
  const Value* value = table.is_table() ? table.find(key) : nullptr;
  return value != nullptr && value->is_text() ? value->text : std::string{};
}

void set_si(Figure& figure, const Value& value, const Field& field) {
  if (field.type == FieldType::integer || field.type == FieldType::number) {
    figure.si = value.kind == Value::Kind::integer ? static_cast<double>(value.integer) : value.real;
  } else if (field.type == FieldType::quantity && value.is_text()) {
    const ParsedQuantity parsed = parse_quantity(value.text);
    figure.si = parsed.value;
    figure.si_unit = si_name(parsed.dimension);
  }
}

/// A figure without a source of its own has that of its section, if the section has one.
void collect(const Value& table, DocumentKind kind, const std::string& schema_path, const std::string& path,
             std::vector<Figure>& figures) {
  for (const Entry& entry : table.entries) {
    const Field* field = find_field(kind, schema_path + entry.key);
    if (field == nullptr || field->path == "sequence") continue;
    const std::string below = path.empty() ? entry.key : path + "." + entry.key;
    if (field->type == FieldType::section) {
      collect(entry.value, kind, std::string(field->path) + ".", below, figures);
    } else if (field->type == FieldType::sections) {
      for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
        const Value& item = entry.value.items[i];
        collect(item, kind, std::string(field->path) + "[].", below + "." + item_name(item, i), figures);
      }
    } else if (is_figure(field->type)) {
      const Value& inner = unwrapped(entry.value);
      const Value& about = &inner == &entry.value ? table : entry.value;
      Figure figure{path,
                    entry.key,
                    as_written(inner),
                    {},
                    "",
                    text_at(about, "source"),
                    text_at(about, "confidence"),
                    text_at(about, "estimated"),
                    text_at(about, "note")};
      set_si(figure, inner, *field);
      figures.push_back(std::move(figure));
    }
  }
}

}  // namespace

std::string as_written(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return value.text;
    case Value::Kind::integer:
      return fmt::format("{}", value.integer);
    case Value::Kind::real:
      return fmt::format("{}", value.real);
    case Value::Kind::boolean:
      return value.boolean ? "true" : "false";
    case Value::Kind::instant:
      return "";
    case Value::Kind::list: {
      std::string text = "[";
      for (const Value& item : value.items) text += (text.size() > 1 ? ", " : "") + as_written(item);
      return text + "]";
    }
    case Value::Kind::table: {
      std::string text;
      for (const Entry& entry : value.entries) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", entry.key, as_written(entry.value));
      }
      return text;
    }
  }
  return "";
}

std::vector<Figure> figures_of(const Value& root, DocumentKind kind) {
  std::vector<Figure> figures;
  collect(root, kind, "", "", figures);
  return figures;
}

}  // namespace cosmodrome::cli
