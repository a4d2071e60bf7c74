#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/text_width.hpp"
#include "figures.hpp"

namespace cosmodrome::cli {
namespace {

constexpr std::size_t page_width = 100;

/// Empty if it would only repeat the value as written; seven digits are enough beside that.
std::string si_text(const Figure& figure) {
  if (!figure.si || figure.si_unit.empty()) return "";
  const std::string text = fmt::format("{:.7g} {}", *figure.si, figure.si_unit);
  return text == figure.written ? "" : text;
}

std::string text_of(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is_text() ? value->text : std::string{};
}

/// Whether the key stands in square brackets in the text.
bool mentions(const std::string& text, const std::string& key) {
  return text.find("[" + key + "]") != std::string::npos;
}

bool is_named_by(const Figure& figure, const std::string& key) {
  if (figure.source == key) return true;
  return mentions(figure.note, key) || mentions(figure.estimated, key);
}

bool starts_section(const std::vector<Figure>& figures, std::size_t i) {
  return i == 0 || figures[i].section != figures[i - 1].section;
}

bool has_no_source(const Figure& figure) { return figure.source.empty() && figure.estimated.empty(); }

}  // namespace

std::vector<Source> sources_of(const std::vector<Figure>& figures) {
  const std::filesystem::path path = catalogue_folder() / "sources.toml";
  std::error_code ignored;
  std::vector<Source> sources;
  if (!std::filesystem::exists(path, ignored)) return sources;
  for (const Entry& entry : read_document(path).entries) {
    const auto names_it = [&](const Figure& figure) { return is_named_by(figure, entry.key); };
    if (!entry.value.is_table() || std::none_of(figures.begin(), figures.end(), names_it)) continue;
    sources.push_back({entry.key, text_of(entry.value, "title"), text_of(entry.value, "author"),
                       text_of(entry.value, "address"), text_of(entry.value, "accessed")});
  }
  return sources;
}

nlohmann::ordered_json to_json(const Figure& figure) {
  nlohmann::ordered_json json{{"path", figure.section + "." + figure.key}, {"written", figure.written}};
  if (figure.si) json["si"] = *figure.si;
  if (figure.si) json["unit"] = figure.si_unit;
  json["source"] = figure.source;
  json["confidence"] = figure.confidence;
  if (!figure.estimated.empty()) json["estimated"] = figure.estimated;
  if (!figure.note.empty()) json["note"] = figure.note;
  return json;
}

nlohmann::ordered_json to_json(const Source& source) {
  nlohmann::ordered_json json{{"key", source.key}, {"title", source.title}};
  if (!source.author.empty()) json["author"] = source.author;
  if (!source.address.empty()) json["address"] = source.address;
  if (!source.accessed.empty()) json["accessed"] = source.accessed;
  return json;
}

void print_wrapped(const std::string& text, std::size_t indent) {
  for (const std::string& line : wrapped(text, page_width - indent)) fmt::print("{:{}}{}\n", "", indent, line);
}

void print_figures(const std::vector<Figure>& figures) {
  constexpr std::size_t longest_value = 22;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    if (starts_section(figures, i)) fmt::print("\n{}\n", figure.section);
    const std::string source = has_no_source(figure) ? "no source" : figure.source.empty() ? "estimate" : figure.source;
    const bool is_list = figure.written.size() > longest_value;
    fmt::print("  {:<26}{}{}{:>18}  {:1}  {}\n", figure.key, is_list ? "" : figure.written,
               std::string(is_list ? longest_value : longest_value - text_width(figure.written), ' '), si_text(figure),
               figure.confidence, source);
    if (is_list) print_wrapped(figure.written, 6);
    if (!figure.note.empty()) print_wrapped("note: " + figure.note, 6);
    if (!figure.estimated.empty()) print_wrapped("estimate: " + figure.estimated, 6);
  }
}

void print_sources(const std::vector<Figure>& figures) {
  const auto sources = sources_of(figures);
  std::set<std::string> known;
  fmt::print("\nSources\n");
  for (const Source& source : sources) {
    known.insert(source.key);
    fmt::print("  {}\n", source.key);
    print_wrapped(source.author.empty() ? source.title : source.author + ": " + source.title, 6);
    if (!source.address.empty()) print_wrapped(source.address, 6);
    if (!source.accessed.empty()) print_wrapped("seen " + source.accessed, 6);
  }
  for (const Figure& figure : figures) {
    if (!figure.source.empty() && known.insert(figure.source).second)
      fmt::print("  {} (as the file says)\n", figure.source);
  }
  const auto without = std::count_if(figures.begin(), figures.end(), has_no_source);
  if (without > 0) {
    fmt::print("  {} figure{} without a source, marked above\n", without, without == 1 ? "" : "s");
  }
  fmt::print(
      "\nConfidence: A official or several sources agree, B one good source, C in dispute, D derived,\n"
      "R from general knowledge.\n");
}

void print_json(const nlohmann::ordered_json& object) {
  fmt::print("{}\n", object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace cosmodrome::cli
