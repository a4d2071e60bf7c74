#include "cosmodrome/io/xml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// Beginnings of texts in UTF-16 and UTF-32, with and without byte order mark: XML 1.0, appendix F.
bool is_wide(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array beginnings{"\xFE\xFF"sv, "\xFF\xFE"sv, "\0\0\xFE\xFF"sv, "\0<"sv, "<\0"sv, "\0\0\0<"sv};
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto begin) { return text.starts_with(begin); });
}

class Scan {
 public:
  Scan(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  /// Looks at every tag and reference, without building anything.
  void all() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '<')
        i = tag(i);
      else if (text_[i] == '&')
        reference(i);
    }
  }

 private:
  [[noreturn]] void refuse(std::size_t at, std::string found, std::string remedy) const {
    const auto place = XmlPlaces(text_).at(at);
    refuse_at(file_, place.line, place.column, std::move(found), std::move(remedy));
  }

  std::size_t end_of(std::size_t from, std::string_view mark, std::string_view what) const {
    const std::size_t end = text_.find(mark, from);
    if (end == std::string_view::npos)
      refuse(from, fmt::format("this {} does not end", what), fmt::format("write {}", mark));
    return end + mark.size() - 1;
  }

  /// Returns the place of its last character.
  std::size_t tag(std::size_t i) {
    const std::string_view rest = text_.substr(i);
    if (rest.starts_with("<!--")) return end_of(i, "-->", "comment");
    if (rest.starts_with("<![CDATA["))
      refuse(i, "there is a CDATA section here", "write plain text; & is &amp; and < is &lt;");
    if (rest.starts_with("<!")) {
      refuse(i, "there is a document type here", "leave <!DOCTYPE ...> out: entities and other files are not read");
    }
    if (rest.starts_with("<?")) return end_of(i, "?>", "declaration");
    const std::size_t end = end_of(i, ">", "tag");
    if (rest.starts_with("</"))
      --depth_;
    else if (text_[end - 1] != '/' && ++depth_ > deepest_xml)
      refuse(i, "this is nested too deep", fmt::format("{} levels at most", deepest_xml));
    return end;
  }

  void reference(std::size_t i) const {
    const std::size_t end = text_.substr(i, 12).find(';');
    const std::string_view name = end == std::string_view::npos ? std::string_view() : text_.substr(i + 1, end - 1);
    constexpr std::array known{"amp", "lt", "gt", "quot", "apos"};
    if (std::find(known.begin(), known.end(), name) != known.end() || is_character(name)) return;
    refuse(i, fmt::format("\"&{}\" is no reference that XML knows", shortened(name)), "write & as &amp;");
  }

  static bool is_character(std::string_view name) {
    if (!name.starts_with('#') || name.size() < 2) return false;
    const bool hexadecimal = name[1] == 'x';
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    return !digits.empty() &&
           digits.find_first_not_of(hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") == std::string_view::npos;
  }

  std::string_view text_;
  const std::string& file_;
  int depth_ = 0;
};

}  // namespace

XmlPlaces::XmlPlaces(std::string_view text) : line_begins_{0} {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;) line_begins_.push_back(++at);
}

XmlPlaces::LineColumn XmlPlaces::at(std::size_t offset) const {
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return {static_cast<int>(after - line_begins_.begin()), static_cast<int>(offset - *(after - 1)) + 1};
}

void parse_xml(std::string_view text, const std::string& file, pugi::xml_document& document) {
  if (is_wide(text)) {
    refuse_at(file, 0, 0, "the text is in UTF-16 or UTF-32", "save it in UTF-8, as CCSDS 505.0-B-3 wants it");
  }
  refuse_bad_bytes(text, file);
  Scan(text, file).all();
  constexpr unsigned options = (pugi::parse_default | pugi::parse_trim_pcdata) & ~pugi::parse_cdata;
  const auto result = document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (!result) {
    const auto place = XmlPlaces(text).at(std::min(static_cast<std::size_t>(result.offset), text.size()));
    refuse_at(file, place.line, place.column, fmt::format("this is no well-formed XML: {}", result.description()),
              "correct the tags");
  }
  if (document.document_element().next_sibling()) {
    refuse_at(file, 0, 0, "the file has more than one root element", "enclose the messages in <ndm>");
  }
}

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

}  // namespace cosmodrome
