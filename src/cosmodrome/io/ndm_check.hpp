#pragma once
#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// 1, 2 or 3.
int major_version(const NdmMessage& message);

/// Holds a message to the tables of its standard: versions, keywords that are due, units, numbers, words, dates, rows.
/// Throws InputError with the place of the first that will not do.
void check_ndm(const NdmMessage& message);

}  // namespace cosmodrome
