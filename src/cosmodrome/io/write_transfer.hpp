#pragma once
#include <string>

#include "cosmodrome/io/solve_transfer.hpp"

namespace cosmodrome {

/// What `cosmodrome transfer --json` prints: SI, angles in degrees.
std::string write_transfer_json(const SolvedTransfer& solved);
std::string write_transfer_json(const LambertReport& report);

/// For the terminal: burns, what they cost together, and what stands beside it.
std::string write_transfer_summary(const SolvedTransfer& solved);
std::string write_transfer_summary(const LambertReport& report);

}  // namespace cosmodrome
