#pragma once
#include <span>

#include "cosmodrome/io/schema.hpp"

namespace cosmodrome {

/// The parts that the tables of the kinds of file are put together from.
std::span<const Field> vehicle_fields();   ///< without the sequence
std::span<const Field> mission_fields();   ///< without the sequence and the drop zones
std::span<const Field> site_fields();      ///< without the drop zones
std::span<const Field> campaign_fields();  ///< in missions: what varies and what may fail
std::span<const Field> sequence_fields();  ///< in vehicles and missions
std::span<const Field> safety_fields();    ///< without what varies
std::span<const Field> manoeuvre_fields();
std::span<const Field> drop_zone_fields();  ///< in sites and missions

}  // namespace cosmodrome
