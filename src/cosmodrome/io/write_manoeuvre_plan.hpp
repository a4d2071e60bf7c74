#pragma once
#include <string>

#include "cosmodrome/io/read_manoeuvres.hpp"

namespace cosmodrome {

/// A file of manoeuvres as read_manoeuvres_text() reads it: lengths to a millimetre, times to a millisecond, angles to
/// 1e-9 degrees, changes to 1e-6 m/s. The state it begins from is named from the folder of `file`; `comment` is its
/// first line, without the sign.
std::string write_manoeuvre_plan(const ManoeuvreFile& plan, const std::filesystem::path& file,
                                 const std::string& comment);

}  // namespace cosmodrome
