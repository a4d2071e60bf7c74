#pragma once
// What a voyage leaves behind: points along its arcs, burns, marks, orbits.
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/orbit/lunar_path.hpp"

namespace cosmodrome {

/// Adds the arcs of a path, sampled so that cubics through places and speeds keep to 10 m.
void record_path(const LunarPath& path, const std::string& name, const EarthAndMoon& worlds, Voyage& voyage);

void record_mark(const std::string& name, const std::string& what, const LunarState& at, const EarthAndMoon& worlds,
                 Voyage& voyage);

/// Osculating heights and inclination, to the Earth's equator of date or the Moon's.
Voyage::Orbit orbit_at(const std::string& name, const LunarState& at, const EarthAndMoon& worlds);

}  // namespace cosmodrome
