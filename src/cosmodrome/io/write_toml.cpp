#include "cosmodrome/io/write_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cosmodrome {

std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (code < 0x20 || code == 0x7F) {
      quoted += fmt::format("\\u{:04X}", code);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string key_text(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), is_bare) ? key : toml_text(key);
}

/// A real number keeps its point, so that it is read as one again.
std::string real_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string instant_text(const WrittenInstant& at) {
  std::string text;
  if (at.has_date) text = fmt::format("{:04}-{:02}-{:02}", at.year, at.month, at.day);
  if (!at.has_time) return text;
  text += fmt::format("{}{:02}:{:02}:{:02}", at.has_date ? "T" : "", at.hour, at.minute, at.second);
  if (at.nanosecond != 0) text += fmt::format(".{:09}", at.nanosecond);
  if (!at.has_offset) return text;
  if (at.offset_minutes == 0) return text + "Z";
  const int minutes = std::abs(at.offset_minutes);
  return text + fmt::format("{}{:02}:{:02}", at.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string value_text(const Value& value);

std::string list_text(const Value& list) {
  const bool of_rows = !list.items.empty() && list.items.front().is_list();
  std::string text;
  for (const Value& item : list.items) {
    text += fmt::format("{}{}", text.empty() ? "" : (of_rows ? ",\n  " : ", "), value_text(item));
  }
  return of_rows ? fmt::format("[\n  {},\n]", text) : fmt::format("[{}]", text);
}

std::string table_text(const Value& table) {
  std::string text;
  for (const Entry& entry : table.entries) {
    text += fmt::format("{} {} = {}", text.empty() ? "" : ",", key_text(entry.key), value_text(entry.value));
  }
  return text.empty() ? "{}" : fmt::format("{{{} }}", text);
}

std::string value_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return toml_text(value.text);
    case Value::Kind::integer:
      return fmt::format("{}", value.integer);
    case Value::Kind::real:
      return real_text(value.real);
    case Value::Kind::boolean:
      return value.boolean ? "true" : "false";
    case Value::Kind::instant:
      return instant_text(value.instant);
    case Value::Kind::list:
      return list_text(value);
    case Value::Kind::table:
      return table_text(value);
  }
  return "";
}

std::string section_text(const std::string& head, const Value& table) {
  std::string text = fmt::format("\n{}\n", head);
  for (const Entry& entry : table.entries)
    text += fmt::format("{} = {}\n", key_text(entry.key), value_text(entry.value));
  return text;
}

bool is_list_of_tables(const Value& value) {
  return value.is_list() && !value.items.empty() &&
         std::all_of(value.items.begin(), value.items.end(), [](const Value& item) { return item.is_table(); });
}

}  // namespace

std::string write_toml(const Value& root) {
  std::string values, sections;
  for (const Entry& entry : root.entries) {
    const std::string key = key_text(entry.key);
    if (entry.value.is_table()) {
      sections += section_text(fmt::format("[{}]", key), entry.value);
    } else if (is_list_of_tables(entry.value)) {
      for (const Value& item : entry.value.items) sections += section_text(fmt::format("[[{}]]", key), item);
    } else {
      values += fmt::format("{} = {}\n", key, value_text(entry.value));
    }
  }
  return values + sections;
}

}  // namespace cosmodrome
