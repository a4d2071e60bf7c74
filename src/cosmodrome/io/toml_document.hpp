#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// A place in a file the user wrote. Lines and columns count from 1; line 0 is the file as a whole.
struct Place {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
};

/// A date and time as the file writes it.
struct WrittenInstant {
  int year = 0, month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
  int nanosecond = 0;
  int offset_minutes = 0;
  bool has_date = false;
  bool has_time = false;
  bool has_offset = false;
};

struct Entry;

/// A value of a TOML file together with its place. Entries of a table stand in the order of the file.
struct Value {
  enum class Kind { text, integer, real, boolean, instant, list, table };
  Kind kind = Kind::table;
  Place place;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  WrittenInstant instant;
  std::vector<Value> items;
  std::vector<Entry> entries;

  [[nodiscard]] bool is_table() const { return kind == Kind::table; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_text() const { return kind == Kind::text; }
  /// The entry's value, or null.
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] Value* find(std::string_view key);
};

struct Entry {
  std::string key;
  Place key_place;
  Value value;
};

/// What a value is, as an error message says it: `the text "185"`, `the number 1750`, `a table`.
std::string in_words(const Value& value);

/// Files above this are refused before they are read: no mission is that long.
inline constexpr std::size_t largest_document_bytes = std::size_t{16} << 20;

/// Parses TOML text. `file` is the name that messages show. Throws InputError with line and column.
Value parse_document(std::string_view text, const std::string& file);

/// Reads and parses a file. Throws InputError if it is absent, no ordinary file, too large, not UTF-8 or not TOML.
Value read_document(const std::filesystem::path& path);

/// Reads a whole file of at most so many bytes. Throws InputError.
std::string read_text_file(const std::filesystem::path& path, std::size_t most_bytes = largest_document_bytes);

}  // namespace cosmodrome
