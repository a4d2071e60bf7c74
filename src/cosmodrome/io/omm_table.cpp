// OMM as catalogues publish it: JSON and CSV, whose names are the keywords of the message.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/json_text.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;
using Json = nlohmann::ordered_json;

constexpr int deepest_json = 4;

NdmMessage checked(const Fields& fields, const std::string& file, int line) {
  NdmMessage omm = omm_of_fields(fields, file, line);
  check_ndm(omm);
  return omm;
}

std::string value_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return "";
  return value.dump();
}

/// A row of cells, which quotes may hold together: RFC 4180.
std::vector<std::string> cells_of(std::string_view line, int number, const std::string& file) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (quoted) refuse_at(file, number, 1, "a quote in this row does not end", "write \" at its end");
  return cells;
}

std::string cell_text(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// The keywords and values of a message; user-defined ones under the name that they had.
Fields fields_of(const NdmMessage& omm) {
  Fields fields;
  const auto add = [&](const NdmBlock& block) {
    for (const NdmItem& item : block.items) {
      if (item.kind != NdmItem::Kind::field) continue;
      const bool user = item.key.starts_with(user_defined_prefix);
      fields.emplace_back(user ? item.key.substr(user_defined_prefix.size()) : item.key, item.value);
    }
  };
  if (const auto comments = omm.header.comments(); !comments.empty()) {
    fields.emplace_back("COMMENT", fmt::format("{}", fmt::join(comments, "; ")));
  }
  fields.emplace_back("CCSDS_OMM_VERS", omm.version);
  add(omm.header);
  for (const NdmSegment& segment : omm.segments) std::for_each(segment.blocks.begin(), segment.blocks.end(), add);
  return fields;
}

bool is_number(std::string_view key) {
  for (const NdmBlockRule& block : ndm_rule(NdmKind::omm).blocks) {
    const NdmKey* known = block.find(key);
    if (known != nullptr) return known->type == NdmType::number || known->type == NdmType::whole;
  }
  return false;
}

}  // namespace

std::vector<NdmMessage> read_omm_json(std::string_view text, const std::string& file) {
  refuse_bad_bytes(text, file);
  const Json read = parse_json(text, file, deepest_json, "write an array of objects");
  const Json list = read.is_array() ? read : Json::array({read});
  if (list.empty()) refuse_at(file, 0, 0, "the array is empty", "put elements into it");
  std::vector<NdmMessage> found;
  for (const Json& one : list) {
    if (!one.is_object())
      refuse_at(file, 0, 0, fmt::format("element {} of the array is no object", found.size() + 1),
                "write {\"OBJECT_NAME\": ...}");
    Fields fields;
    for (const auto& [key, value] : one.items()) {
      if (value.is_structured())
        refuse_at(file, 0, 0, fmt::format("{} of element {} is no value", shortened(key), found.size() + 1),
                  "write a number or a text");
      fields.emplace_back(key, value_text(value));
    }
    found.push_back(checked(fields, file, 0));
  }
  return found;
}

std::vector<NdmMessage> read_omm_csv(std::string_view text, const std::string& file) {
  refuse_bad_bytes(text, file);
  std::vector<NdmMessage> found;
  std::vector<std::string> names;
  Lines lines(text);
  while (const auto line = lines.next()) {
    if (trimmed(*line).text.empty()) continue;
    std::vector<std::string> cells = cells_of(*line, lines.number(), file);
    if (names.empty()) {
      names = std::move(cells);
      continue;
    }
    if (cells.size() != names.size()) {
      refuse_at(file, lines.number(), 1, fmt::format("this row has {} cells", cells.size()),
                fmt::format("write {}, as the first line has names", names.size()));
    }
    Fields fields;
    for (std::size_t i = 0; i < cells.size(); ++i) fields.emplace_back(trimmed(names[i]).text, trimmed(cells[i]).text);
    found.push_back(checked(fields, file, lines.number()));
  }
  if (found.empty()) refuse_at(file, 0, 0, "the table has no rows", "write one below the names");
  return found;
}

std::string write_omm_json(const std::vector<NdmMessage>& omms) {
  std::string text = "[";
  for (const NdmMessage& omm : omms) {
    text += text.size() > 1 ? ",\n{" : "{";
    bool first = true;
    for (const auto& [key, value] : fields_of(omm)) {
      if (!first) text += ',';
      first = false;
      // A number is written as it stands if JSON knows it so: ".5" and "+1" it does not.
      const bool as_number = is_number(key) && Json::accept(value);
      const std::string quoted = Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
      text += fmt::format("\n  \"{}\": {}", key,
                          as_number                                 ? value
                          : is_number(key) && decimal_number(value) ? number_text(*decimal_number(value))
                                                                    : quoted);
    }
    text += "\n}";
  }
  return text + "]\n";
}

std::string write_omm_csv(const std::vector<NdmMessage>& omms) {
  std::vector<std::string> names;
  std::vector<Fields> rows;
  for (const NdmMessage& omm : omms) {
    rows.push_back(fields_of(omm));
    for (const auto& [key, value] : rows.back()) {
      if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
    }
  }
  std::string text = fmt::format("{}\n", fmt::join(names, ","));
  for (const Fields& row : rows) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto at = std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == names[i]; });
      if (i > 0) text += ',';
      if (at != row.end()) text += cell_text(at->second);
    }
    text += '\n';
  }
  return text;
}

}  // namespace cosmodrome
