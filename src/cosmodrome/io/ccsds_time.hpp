#pragma once
#include <optional>
#include <string_view>

#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// Whether ccsds_epoch knows a time system: UTC, TAI, TT, GPS, TDB.
bool is_known_time_system(std::string_view system);

/// The instant of a CCSDS time code A or B (301.0-B-4, 3.5): "2023-08-10T23:10:57.5" or "2023-222T23:10:57.5", with
/// or without Z, to the nanosecond. Empty if the text is none or there is no such date.
std::optional<Epoch> ccsds_epoch(std::string_view text, std::string_view system);

}  // namespace cosmodrome
