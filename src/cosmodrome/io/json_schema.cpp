#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/field_check.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "cosmodrome/io/schema.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view quantity_pattern = R"(^\s*[-+\u2212]?[0-9_]*\.?[0-9_]+([eE][-+]?[0-9]+)?\s*[^\s0-9].*$)";

Json text_type() { return {{"type", "string"}}; }

Json quantity_type(std::string_view unit) {
  return {{"type", "string"}, {"pattern", quantity_pattern}, {"description", due_for(unit)}};
}

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json number_type(const Field& field, std::string_view type) {
  Json json{{"type", type}};
  if (!field.least.empty()) json["minimum"] = std::strtod(std::string(field.least).c_str(), nullptr);
  if (!field.most.empty()) json["maximum"] = std::strtod(std::string(field.most).c_str(), nullptr);
  return json;
}

Json row_type(const Field& field) {
  const Columns columns = columns_of(field);
  Json units = Json::array();
  for (const std::string& unit : columns.units) units.push_back(quantity_type(unit));
  return {{"type", "array"}, {"prefixItems", units}, {"minItems", columns.needed}, {"maxItems", columns.units.size()}};
}

Json plain_type(const Field& field) {
  switch (field.type) {
    case FieldType::text:
      return text_type();
    case FieldType::texts:
      return {{"oneOf", Json::array({text_type(), list_of(text_type())})}};
    case FieldType::word:
      return {{"enum", words_of(field)}};
    case FieldType::quantity:
      return quantity_type(field.form);
    case FieldType::number:
      return number_type(field, "number");
    case FieldType::integer:
      return number_type(field, "integer");
    case FieldType::boolean:
      return {{"type", "boolean"}};
    case FieldType::instant:
      return {{"type", "string"}, {"format", "date-time"}};
    case FieldType::quantities:
      return list_of(quantity_type(field.form));
    case FieldType::polynomial:
      return list_of({{"type", "string"}, {"pattern", quantity_pattern}});
    case FieldType::numbers:
      return list_of(number_type(field, "number"));
    case FieldType::number_rows:
      return list_of(list_of(number_type(field, "number")));
    case FieldType::rows:
      return list_of(row_type(field));
    case FieldType::section:
    case FieldType::sections:
    case FieldType::free:
      break;
  }
  return Json::object();
}

/// Any figure may be written with its source: { value = ..., source = ... }.
Json sourced_type(const Json& plain) {
  Json properties{{"value", plain}};
  for (const std::string_view key : {"source", "confidence", "estimated", "note"})
    properties[std::string(key)] = text_type();
  const Json table{
      {"type", "object"}, {"properties", properties}, {"required", {"value"}}, {"additionalProperties", false}};
  return {{"anyOf", Json::array({plain, table})}};
}

Json section_type(DocumentKind kind, const std::string& path);

Json field_type(DocumentKind kind, const Field& field) {
  Json json;
  if (field.type == FieldType::section) {
    json = section_type(kind, std::string(field.path) + ".");
  } else if (field.type == FieldType::sections) {
    json = list_of(section_type(kind, std::string(field.path) + "[]."));
  } else if (field.type == FieldType::free) {
    json = {{"type", "object"}};
  } else {
    json = sourced_type(plain_type(field));
  }
  json["description"] = field.meaning;
  if (!field.fallback.empty()) json["default"] = field.fallback;
  return json;
}

Json section_type(DocumentKind kind, const std::string& path) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Field& field : fields(kind)) {
    if (section_of(field) != path) continue;
    properties[std::string(key_of(field))] = field_type(kind, field);
    if (field.required) required.push_back(key_of(field));
  }
  for (const std::string_view key : {"source", "confidence", "estimated", "note"}) {
    if (!path.empty() && !properties.contains(key)) properties[std::string(key)] = text_type();
  }
  Json json{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty()) json["required"] = required;
  return json;
}

}  // namespace

std::string json_schema(DocumentKind kind) {
  Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"title", fmt::format("Cosmodrome {} file", name_of(kind))}};
  json.update(section_type(kind, ""));
  return json.dump(2) + "\n";
}

}  // namespace cosmodrome
