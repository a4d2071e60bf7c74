#pragma once
// XML as orbit messages need it: elements with attributes and text. What a hostile file could do with the rest of XML
// is refused before it is parsed.
#include <string>
#include <string_view>
#include <vector>

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace cosmodrome {

/// The place of a character in a text, counted on demand.
class XmlPlaces {
 public:
  explicit XmlPlaces(std::string_view text);
  struct LineColumn {
    int line = 1, column = 1;
  };
  [[nodiscard]] LineColumn at(std::size_t offset) const;

 private:
  std::vector<std::size_t> line_begins_;
};

/// Elements within elements that are read; those of the standards need 7.
inline constexpr int deepest_xml = 16;

/// Parses UTF-8 text. Refused, with place: other encodings, a document type (and with it entities of its own),
/// references to entities that XML itself does not know, elements deeper than `deepest_xml`, whatever is not
/// well-formed, and more than one root. Throws InputError.
void parse_xml(std::string_view text, const std::string& file, pugi::xml_document& document);

/// The text with &, <, > and " escaped.
std::string xml_escaped(std::string_view text);

}  // namespace cosmodrome
