#include <fmt/format.h>

#include "cosmodrome/io/field_check.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

std::string quoted_words(const Field& field) {
  std::vector<std::string> words = words_of(field);
  for (std::string& word : words) word = fmt::format("`\"{}\"`", word);
  return joined(words, "or");
}

std::string rows_in_words(const Field& field) {
  const Columns columns = columns_of(field);
  std::vector<std::string> units;
  for (std::size_t k = 0; k < columns.units.size(); ++k) {
    units.push_back(due_for(columns.units[k]) + (k < columns.needed ? "" : " (optional)"));
  }
  return "rows of " + joined(units);
}

std::string written_as(const Field& field) {
  switch (field.type) {
    case FieldType::text:
      return "text";
    case FieldType::texts:
      return "text or list of texts";
    case FieldType::word:
      return quoted_words(field);
    case FieldType::quantity:
      return due_for(field.form);
    case FieldType::number:
      return "number";
    case FieldType::integer:
      return "whole number";
    case FieldType::boolean:
      return "`true` or `false`";
    case FieldType::instant:
      return "date and time with offset";
    case FieldType::quantities:
      return "list, each " + due_for(field.form);
    case FieldType::numbers:
      return "list of numbers";
    case FieldType::number_rows:
      return "list of lists of numbers";
    case FieldType::rows:
      return rows_in_words(field);
    case FieldType::polynomial:
      return fmt::format("list: {}, {}, ...", coefficient_unit(field, 0), coefficient_unit(field, 1));
    case FieldType::section:
    case FieldType::sections:
    case FieldType::free:
      break;
  }
  return "";
}

std::string range_of(const Field& field) {
  if (field.least.empty() && field.most.empty()) return "";
  if (field.most.empty()) return fmt::format("from {}", field.least);
  return fmt::format("{} to {}", field.least, field.most);
}

/// In a table of Markdown a bar would end the cell.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

bool is_section(const Field& field) {
  return field.type == FieldType::section || field.type == FieldType::sections || field.type == FieldType::free;
}

/// "sequence[].do" -> "sequence.do", as TOML would have it in a heading.
std::string without_marks(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c != '[' && c != ']') result += c;
  }
  return result;
}

std::string heading(const Field& field) {
  const bool nested = field.path.find('.') != std::string_view::npos;
  const std::string name = without_marks(field.path);
  if (nested) {
    const std::string_view form = field.type == FieldType::sections ? "{} = [ {{ ... }}, ... ]" : "{} = {{ ... }}";
    return fmt::format("### `{}`", fmt::format(fmt::runtime(form), name));
  }
  return field.type == FieldType::sections ? fmt::format("## `[[{}]]`", name) : fmt::format("## `[{}]`", name);
}

std::string row(const Field& field) {
  const std::string otherwise = field.required           ? "required"
                                : field.fallback.empty() ? "none"
                                                         : fmt::format("`{}`", field.fallback);
  return fmt::format("| `{}` | {} | {} | {} | {} | `{}` |\n", key_of(field), cell(field.meaning),
                     cell(written_as(field)), otherwise, range_of(field), cell(field.example));
}

std::string section(DocumentKind kind, const Field& section) {
  std::string text =
      fmt::format("\n{}\n\n{}{}\n", heading(section), section.meaning, section.required ? " Required." : "");
  if (section.type == FieldType::free) return text;
  const std::string path = std::string(section.path) + (section.type == FieldType::sections ? "[]." : ".");
  text += "\n| Key | Meaning | Written as | If absent | Range | Example |\n| --- | --- | --- | --- | --- | --- |\n";
  std::string nested;
  for (const Field& field : fields(kind)) {
    if (section_of(field) != path) continue;
    if (is_section(field))
      nested += cosmodrome::section(kind, field);
    else
      text += row(field);
  }
  return text + nested;
}

}  // namespace

std::string reference_markdown(DocumentKind kind) {
  const std::string name(name_of(kind));
  std::string text = fmt::format(
      "# The {0} file\n\n"
      "<!-- Made from the table of fields in src/cosmodrome/io/schema_*.cpp; a test holds it to that table. To renew "
      "it, "
      "run io_test with COSMODROME_RENEW_REFERENCE=1. -->\n\n"
      "A quantity is a text with number and unit, such as `\"85.6 tf\"`; a number alone is refused where a unit is "
      "due. "
      "Any value may be written with its source, `{{ value = \"85.6 tf\", source = \"SB\", confidence = \"A\" }}`, and "
      "with `estimated` and `note`; every section may carry these four keys as well. A key that is not on this page is "
      "an error.\n",
      name);
  for (const Field& field : fields(kind)) {
    if (section_of(field).empty()) text += section(kind, field);
  }
  return text;
}

}  // namespace cosmodrome
