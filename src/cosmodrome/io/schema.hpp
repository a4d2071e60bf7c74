#pragma once
#include <span>
#include <string>
#include <string_view>

namespace cosmodrome {

enum class DocumentKind { mission, vehicle, site, safety, manoeuvres };

/// All of them.
std::span<const DocumentKind> document_kinds();

/// How a value of a file is written.
enum class FieldType {
  text,
  texts,     ///< one text or a list of texts
  word,      ///< one of the words in `form`, parted by |
  quantity,  ///< text with number and unit, of the dimension of the unit in `form`
  number,    ///< a number without dimension
  integer,
  boolean,
  instant,      ///< date and time with offset from UTC
  quantities,   ///< list of quantities
  numbers,      ///< list of numbers
  number_rows,  ///< list of lists of numbers
  rows,         ///< list of rows of quantities; `form` gives a unit a column, parted by |; trailing ? is optional
  polynomial,   ///< list of quantities; the k-th has the dimension of `form` by second to the k
  section,      ///< a table
  sections,     ///< an array of tables
  free,         ///< a table with keys of the user's choice
};

/// One row of the table that decides what a file may say. The parser's checks, the JSON Schema and the
/// reference page are all made from it.
struct Field {
  std::string_view path;  ///< "stage[].dry_mass": [] stands for any item of an array of tables
  FieldType type = FieldType::text;
  std::string_view form;  ///< unit that gives the dimension, or the words allowed
  bool required = false;
  std::string_view fallback;  ///< what holds if the key is absent, as one would write it; empty: nothing
  std::string_view least;     ///< smallest value allowed, as one would write it; empty: no limit
  std::string_view most;
  std::string_view meaning;
  std::string_view example;  ///< as one would write it in TOML
};

/// All that a file of this kind may say, sections before what is in them.
std::span<const Field> fields(DocumentKind kind);

/// "mission", "vehicle", "site", "safety", "manoeuvres".
std::string_view name_of(DocumentKind kind);

/// The row for a path as in Field::path; null if there is none.
const Field* find_field(DocumentKind kind, std::string_view path);

/// The table as JSON Schema (draft 2020-12), for editors that complete and check TOML.
std::string json_schema(DocumentKind kind);

/// The table as a page of the reference, in Markdown.
std::string reference_markdown(DocumentKind kind);

/// The key alone: the last part of the path.
std::string_view key_of(const Field& field);
/// The path of the section it is in, with the dot: "stage[]."; empty at the top.
std::string_view section_of(const Field& field);

}  // namespace cosmodrome
