#include "cosmodrome/io/toml_document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

using File = std::shared_ptr<const std::string>;

Place place_of(const toml::source_region& source, const Place& otherwise) {
  if (source.begin.line == 0) return otherwise;
  return {otherwise.file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

WrittenInstant to_instant(const toml::date_time& from) {
  WrittenInstant instant;
  instant.year = from.date.year;
  instant.month = from.date.month;
  instant.day = from.date.day;
  instant.hour = from.time.hour;
  instant.minute = from.time.minute;
  instant.second = from.time.second;
  instant.nanosecond = static_cast<int>(from.time.nanosecond);
  instant.has_date = instant.has_time = true;
  instant.has_offset = from.offset.has_value();
  if (from.offset) instant.offset_minutes = from.offset->minutes;
  return instant;
}

WrittenInstant to_instant(const toml::date& from) {
  WrittenInstant instant = to_instant(toml::date_time{from, toml::time{}});
  instant.has_time = false;
  return instant;
}

WrittenInstant to_instant(const toml::time& from) {
  WrittenInstant instant = to_instant(toml::date_time{toml::date{}, from});
  instant.has_date = false;
  return instant;
}

Value to_value(const toml::node& node, const Place& otherwise);

std::vector<Entry> to_entries(const toml::table& table, const Place& otherwise) {
  std::vector<Entry> entries;
  for (const auto& [key, node] : table) {
    const Place key_place = place_of(key.source(), otherwise);
    entries.push_back({std::string(key.str()), key_place, to_value(node, key_place)});
  }
  // toml++ sorts by key; people read from the top.
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.key_place.line, a.key_place.column) < std::pair(b.key_place.line, b.key_place.column);
  });
  return entries;
}

Value to_value(const toml::node& node, const Place& otherwise) {
  Value value;
  value.place = place_of(node.source(), otherwise);
  node.visit([&](const auto& concrete) {
    using Concrete = std::decay_t<decltype(concrete)>;
    if constexpr (toml::is_table<Concrete>) {
      value.kind = Value::Kind::table;
      value.entries = to_entries(concrete, value.place);
    } else if constexpr (toml::is_array<Concrete>) {
      value.kind = Value::Kind::list;
      value.items.reserve(concrete.size());
      for (const toml::node& item : concrete) value.items.push_back(to_value(item, value.place));
    } else if constexpr (toml::is_string<Concrete>) {
      value.kind = Value::Kind::text;
      value.text = concrete.get();
    } else if constexpr (toml::is_integer<Concrete>) {
      value.kind = Value::Kind::integer;
      value.integer = concrete.get();
      value.real = static_cast<double>(concrete.get());
    } else if constexpr (toml::is_floating_point<Concrete>) {
      value.kind = Value::Kind::real;
      value.real = concrete.get();
    } else if constexpr (toml::is_boolean<Concrete>) {
      value.kind = Value::Kind::boolean;
      value.boolean = concrete.get();
    } else {
      value.kind = Value::Kind::instant;
      value.instant = to_instant(concrete.get());
    }
  });
  return value;
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

std::string in_words(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return fmt::format("the text \"{}\"", shortened(value.text));
    case Value::Kind::integer:
      return fmt::format("the number {}", value.integer);
    case Value::Kind::real:
      return fmt::format("the number {}", value.real);
    case Value::Kind::boolean:
      return value.boolean ? "true" : "false";
    case Value::Kind::instant:
      return value.instant.has_date ? "a date" : "a time of day";
    case Value::Kind::list:
      return fmt::format("a list of {}", value.items.size());
    case Value::Kind::table:
      return "a table";
  }
  return "something else";
}

Value parse_document(std::string_view text, const std::string& file) {
  refuse_unreadable_text(text, file);
  const Place start{std::make_shared<const std::string>(file), 1, 1};
  try {
    const toml::table table = toml::parse(text, file);
    Value root;
    root.place = start;
    root.entries = to_entries(table, start);
    return root;
  } catch (const toml::parse_error& error) {
    const Place place = place_of(error.source(), start);
    throw InputError(Problem{file, place.line, place.column, "",
                             fmt::format("this is not TOML: {}", printable(error.description())),
                             "see https://toml.io for how it is written"});
  }
}

std::string read_text_file(const std::filesystem::path& path, std::size_t most_bytes) {
  const std::string file = path.string();
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (!std::filesystem::exists(status)) {
    throw InputError(Problem{file, 0, 0, "", "there is no such file", "give the path of a file that exists"});
  }
  if (std::filesystem::is_directory(status)) {
    throw InputError(Problem{file, 0, 0, "", "this is a folder", "name the file in it"});
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw InputError(Problem{file, 0, 0, "", "this is not an ordinary file", "name an ordinary file"});
  }
  const auto size = std::filesystem::file_size(path, ignored);
  if (size > most_bytes) {
    throw InputError(Problem{file, 0, 0, "", fmt::format("the file has {:.1f} MB", static_cast<double>(size) / 1e6),
                             fmt::format("a file may have {} MiB at most", most_bytes >> 20)});
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream) throw InputError(Problem{file, 0, 0, "", "the file cannot be read", "check its permissions"});
  return text;
}

Value read_document(const std::filesystem::path& path) { return parse_document(read_text_file(path), path.string()); }

}  // namespace cosmodrome
