#pragma once
#include <string>
#include <utility>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// A keyword with its value, for a message that is to be written.
inline NdmItem ndm_field(std::string key, std::string value, std::string unit = "") {
  return {NdmItem::Kind::field, std::move(key), std::move(value), std::move(unit), 0, 0};
}

inline NdmItem ndm_comment(std::string text) { return {NdmItem::Kind::comment, "", std::move(text), "", 0, 0}; }

}  // namespace cosmodrome
