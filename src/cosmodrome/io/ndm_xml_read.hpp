#pragma once
#include <string>
#include <string_view>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// The messages of an XML text, their elements put where they belong but their values not yet checked.
/// Throws InputError.
NdmFile read_ndm_xml(std::string_view text, const std::string& file);

}  // namespace cosmodrome
