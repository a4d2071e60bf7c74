#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// Whether ccsds_epoch knows a time system: UTC, TAI, TT, GPS, TDB.
bool is_known_time_system(std::string_view system);

/// The instant of a CCSDS time code A or B (301.0-B-4, 3.5): "2023-08-10T23:10:57.5" or "2023-222T23:10:57.5", with
/// or without Z, to the nanosecond. Empty if the text is none or there is no such date.
std::optional<Epoch> ccsds_epoch(std::string_view text, std::string_view system);

/// Whether a text is such a code and the date exists, on any scale; the 60th second exists in UTC alone, as leap
/// second.
bool is_ccsds_date(std::string_view text, std::string_view system);

/// A time system's own text of an instant, to the nanosecond, without needless zeros: "2023-08-10T23:10:57.5". For the
/// systems that is_known_time_system() knows; ccsds_epoch reads it back as the same instant (TDB: to the nanosecond).
std::string ccsds_time_text(const Epoch& epoch, std::string_view system);

}  // namespace cosmodrome
