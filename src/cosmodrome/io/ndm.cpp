#include "cosmodrome/io/ndm.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/ndm_kvn_read.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/ndm_xml_read.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

std::string_view without_leading_blanks(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

/// Whether a text is XML; a first character of two or four bytes is, with another to refuse it.
bool is_xml(std::string_view text) {
  const std::string_view rest = without_leading_blanks(text);
  return rest.starts_with('<') ||
         (rest.size() > 1 && (rest[0] == '\0' || rest[1] == '\0' || rest[0] == '\xFE' || rest[0] == '\xFF'));
}

}  // namespace

const NdmItem* NdmBlock::find(std::string_view key) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const NdmItem& item) {
    return item.kind == NdmItem::Kind::field && item.key == key;
  });
  return found == items.end() ? nullptr : &*found;
}

std::string_view NdmBlock::value(std::string_view key) const {
  const NdmItem* item = find(key);
  return item == nullptr ? std::string_view() : std::string_view(item->value);
}

std::vector<std::string> NdmBlock::comments() const {
  std::vector<std::string> found;
  for (const NdmItem& item : items) {
    if (item.kind == NdmItem::Kind::comment) found.push_back(item.value);
  }
  return found;
}

const NdmBlock* NdmSegment::find(std::string_view name) const {
  const auto found =
      std::find_if(blocks.begin(), blocks.end(), [&](const NdmBlock& block) { return block.name == name; });
  return found == blocks.end() ? nullptr : &*found;
}

bool looks_like_ndm(std::string_view text) {
  const std::string_view rest = without_leading_blanks(text);
  return rest.starts_with("CCSDS_") || is_xml(text);
}

NdmFile read_ndm_text(std::string_view text, const std::string& file) {
  NdmFile result;
  if (is_xml(text)) {
    result = read_ndm_xml(text, file);
  } else {
    refuse_bad_bytes(text, file);
    result.messages = read_ndm_kvn(text, file);
  }
  for (const NdmMessage& message : result.messages) check_ndm(message);
  return result;
}

NdmFile read_ndm(const std::filesystem::path& path) {
  return read_ndm_text(read_text_file(path, largest_orbit_file_bytes), path.string());
}

}  // namespace cosmodrome
