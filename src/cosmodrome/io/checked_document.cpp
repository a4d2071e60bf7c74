#include "cosmodrome/io/checked_document.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cosmodrome/io/field_check.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

constexpr std::array<std::string_view, 4> comment_keys{"source", "confidence", "estimated", "note"};

bool is_comment_key(std::string_view key) {
  return std::find(comment_keys.begin(), comment_keys.end(), key) != comment_keys.end();
}

/// Nobody reads more, and a file of millions of slips must not fill the memory with what is said of them.
constexpr std::size_t enough_problems = 100;

std::string text_of(const Value* value) { return value != nullptr && value->is_text() ? value->text : std::string{}; }

class Walk {
 public:
  explicit Walk(DocumentKind kind) : kind_(kind) {}

  void table(const Value& value, const std::string& schema_path, const std::string& path) {
    for (const Entry& entry : value.entries) {
      if (result.problems.size() >= enough_problems) return;
      const Field* field = find_field(kind_, schema_path + entry.key);
      if (field == nullptr) {
        if (schema_path.empty() || !is_comment_key(entry.key))
          unknown_key(entry, schema_path, path);
        else
          comment(entry, path);
        continue;
      }
      entry_value(entry, *field, path.empty() ? entry.key : path + "." + entry.key);
    }
    for (const Field& field : fields(kind_)) {
      if (field.required && section_of(field) == schema_path && value.find(key_of(field)) == nullptr) {
        missing_key(value, field, path);
      }
    }
    section_source(value, schema_path, path);
  }

  CheckedDocument result;

 private:
  void entry_value(const Entry& entry, const Field& field, const std::string& path) {
    result.places[path] = entry.value.place;
    if (field.type == FieldType::section) {
      section(entry.value, field, path);
    } else if (field.type == FieldType::sections) {
      sections(entry.value, field, path);
    } else if (field.type == FieldType::free) {
      if (!entry.value.is_table()) wrong(entry.value, path, "a table is due", fmt::format("write [{}]", entry.key));
    } else {
      const Value& inner = unwrapped(entry.value);
      if (&inner != &entry.value) sourced(entry.value, inner, path);
      check_field(inner, field, path, result.problems);
    }
  }

  void section(const Value& value, const Field& field, const std::string& path) {
    if (!value.is_table()) {
      wrong(value, path, "a table is due", fmt::format("write {} = {{ ... }} or [{}]", key_of(field), field.path));
      return;
    }
    table(value, std::string(field.path) + ".", path);
  }

  void sections(const Value& value, const Field& field, const std::string& path) {
    if (!value.is_list()) {
      const bool inlined = std::count(field.path.begin(), field.path.end(), '.') > 0;
      wrong(value, path, inlined ? "a list of tables is due" : "there may be several of these",
            inlined ? fmt::format("write {} = [{{ ... }}, ...]", key_of(field))
                    : fmt::format("write [[{0}]] with two brackets, not [{0}]", key_of(field)));
      return;
    }
    for (std::size_t i = 0; i < value.items.size() && result.problems.size() < enough_problems; ++i) {
      const Value& item = value.items[i];
      const std::string item_path = path + "." + item_name(item, i);
      if (!item.is_table()) {
        wrong(item, item_path, "a table is due", "write { ... }");
        continue;
      }
      result.places[item_path] = item.place;  // of two with one name the second is at fault
      table(item, std::string(field.path) + "[].", item_path);
    }
  }

  void sourced(const Value& outer, const Value& inner, const std::string& path) {
    for (const Entry& entry : outer.entries) {
      if (entry.key == "value") continue;
      if (!is_comment_key(entry.key)) {
        unknown(entry, path, {"value", "source", "confidence", "estimated", "note"});
      } else {
        comment(entry, path);
      }
    }
    result.provenance.push_back({path, inner.is_text() ? inner.text : in_words(inner), text_of(outer.find("source")),
                                 text_of(outer.find("confidence")), text_of(outer.find("estimated")),
                                 text_of(outer.find("note"))});
  }

  void section_source(const Value& value, const std::string& schema_path, const std::string& path) {
    if (schema_path.empty() || (value.find("source") == nullptr && value.find("estimated") == nullptr)) return;
    result.provenance.push_back({path, "", text_of(value.find("source")), text_of(value.find("confidence")),
                                 text_of(value.find("estimated")), text_of(value.find("note"))});
  }

  void comment(const Entry& entry, const std::string& path) {
    if (!entry.value.is_text()) {
      wrong(entry.value, path + "." + entry.key, "a text is due", fmt::format("write {} = \"...\"", entry.key));
    }
  }

  void wrong(const Value& value, const std::string& path, std::string_view due, std::string remedy) {
    result.problems.push_back(
        problem_at(value.place, path, fmt::format("found {}, {}", in_words(value), due), std::move(remedy)));
  }

  void unknown(const Entry& entry, const std::string& path, const std::vector<std::string>& known) {
    const std::string meant = nearest(entry.key, known);
    const std::string remedy =
        meant.empty() ? fmt::format("known here: {}", joined(known)) : fmt::format("did you mean \"{}\"?", meant);
    result.problems.push_back(
        problem_at(entry.key_place, path, fmt::format("unknown key \"{}\"", shortened(entry.key)), remedy));
  }

  void unknown_key(const Entry& entry, const std::string& schema_path, const std::string& path) {
    std::vector<std::string> known;
    std::string elsewhere;
    for (const Field& field : fields(kind_)) {
      if (section_of(field) == schema_path) known.emplace_back(key_of(field));
      if (key_of(field) == entry.key && elsewhere.empty()) elsewhere = section_of(field);
    }
    if (nearest(entry.key, known).empty() && !elsewhere.empty()) {
      elsewhere.pop_back();
      const bool several = elsewhere.size() > 2 && elsewhere.substr(elsewhere.size() - 2) == "[]";
      if (several) elsewhere.resize(elsewhere.size() - 2);
      result.problems.push_back(problem_at(
          entry.key_place, path, fmt::format("unknown key \"{}\"", entry.key),
          several ? fmt::format("it belongs in [[{}]]", elsewhere) : fmt::format("it belongs in [{}]", elsewhere)));
      return;
    }
    unknown(entry, path, known);
  }

  void missing_key(const Value& value, const Field& field, const std::string& path) {
    const std::string key(key_of(field));
    const std::string remedy = field.type == FieldType::section    ? fmt::format("write [{}]", field.path)
                               : field.type == FieldType::sections ? fmt::format("write [[{}]]", field.path)
                                                                   : fmt::format("write {} = {}", key, field.example);
    result.problems.push_back(problem_at(value.place, path, fmt::format("\"{}\" is missing", key), remedy));
  }

  DocumentKind kind_;
};

}  // namespace

CheckedDocument check_document(const Value& root, DocumentKind kind) {
  Walk walk(kind);
  walk.table(root, "", "");
  return std::move(walk.result);
}

void throw_if_any(std::vector<Problem> problems) {
  if (problems.empty()) return;
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tuple(a.file, a.line, a.column) < std::tuple(b.file, b.line, b.column);
  });
  constexpr std::size_t most = 10;
  if (problems.size() > most) problems.resize(most);
  throw InputError(std::move(problems));
}

Problem problem_at(const Place& place, std::string where, std::string found, std::string remedy) {
  return {place.file ? *place.file : std::string{},
          place.line,
          place.column,
          printable(where),
          std::move(found),
          std::move(remedy)};
}

const Value& unwrapped(const Value& value) {
  const Value* inner = value.is_table() ? value.find("value") : nullptr;
  return inner != nullptr ? *inner : value;
}

std::string item_name(const Value& item, std::size_t index) {
  for (const std::string_view key : {"id", "event", "at", "name"}) {
    const Value* name = item.find(key);
    if (name != nullptr && name->is_text() && !name->text.empty()) return shortened(name->text);
  }
  return std::to_string(index + 1);
}

}  // namespace cosmodrome
