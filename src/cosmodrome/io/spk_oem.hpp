#pragma once
#include <string>
#include <string_view>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// Whether bytes begin as an SPK file (SPICE's ephemerides, .bsp) does.
bool looks_like_spk(std::string_view bytes);

/// The orbits of an SPK file as an OEM in ICRF and TDB, a segment a segment. Types 8, 9, 12 and 13 give the states that
/// they hold; types 2 and 3 give as many states a record as a series has coefficients. Throws InputError if a
/// segment cannot be read, rather than leave it out.
NdmMessage spk_to_oem(std::string_view bytes, const std::string& file, const std::string& creation_utc);

}  // namespace cosmodrome
