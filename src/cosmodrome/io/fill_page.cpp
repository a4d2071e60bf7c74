#include "cosmodrome/io/fill_page.hpp"

#include "cosmodrome/io/xml_text.hpp"

namespace cosmodrome {

// Inside a script element only "<" can end it; "&" and ">" too are written as JSON escapes to be safe anywhere.
std::string safe_in_script(const std::string& json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  for (const char c : json) {
    switch (c) {
      case '<':
        safe += "\\u003c";
        break;
      case '>':
        safe += "\\u003e";
        break;
      case '&':
        safe += "\\u0026";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string safe_in_html(const std::string& text) { return xml_escaped(text); }

// Marks are looked for in the page alone, never in what has been put in.
std::string filled_page(const std::string& page, const std::vector<PageMark>& marks) {
  std::string text;
  std::size_t at = 0;
  while (at < page.size()) {
    const std::size_t sign = page.find('@', at);
    text.append(page, at, sign == std::string::npos ? std::string::npos : sign - at);
    if (sign == std::string::npos) break;
    at = sign + 1;
    const PageMark* found = nullptr;
    for (const PageMark& mark : marks) {
      if (page.compare(sign, mark.name.size(), mark.name) == 0) found = &mark;
    }
    text += found != nullptr ? std::string_view(found->text) : std::string_view("@");
    if (found != nullptr) at = sign + found->name.size();
  }
  return text;
}

std::string figure_in_html(const std::string& name, const std::string& value, const std::string& below) {
  return "<div><dt>" + safe_in_html(name) + "</dt><dd>" + safe_in_html(value) + "<small>" + safe_in_html(below) +
         "</small></dd></div>\n";
}

}  // namespace cosmodrome
