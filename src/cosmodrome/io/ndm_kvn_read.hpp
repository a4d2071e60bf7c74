#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// The messages of a text in keyword form, their lines put where they belong but their values not yet checked.
/// Throws InputError.
std::vector<NdmMessage> read_ndm_kvn(std::string_view text, const std::string& file);

}  // namespace cosmodrome
