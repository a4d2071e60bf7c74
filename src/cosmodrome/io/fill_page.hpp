#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// A place in a page, such as "@TITLE@", and what comes there.
struct PageMark {
  std::string_view name;
  std::string text;
};

/// The page with its marks filled. Marks are looked for in the page alone, never in what has been put in.
std::string filled_page(const std::string& page, const std::vector<PageMark>& marks);

/// Text as HTML shows it, and JSON as a script element may hold it.
std::string safe_in_html(const std::string& text);
std::string safe_in_script(const std::string& json);

/// One of the figures at the head of a page: what it is, its value, and a line below.
std::string figure_in_html(const std::string& name, const std::string& value, const std::string& below);

}  // namespace cosmodrome
