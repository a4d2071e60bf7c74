#pragma once
// Words of a file of manoeuvres, for its reader and its writer.
#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "cosmodrome/orbit/manoeuvre_plan.hpp"

namespace cosmodrome {

inline constexpr std::pair<std::string_view, OrbitMoment> moment_words[] = {
    {"time", OrbitMoment::time},
    {"periapsis", OrbitMoment::periapsis},
    {"apoapsis", OrbitMoment::apoapsis},
    {"ascending-node", OrbitMoment::ascending_node},
    {"descending-node", OrbitMoment::descending_node},
    {"moon-pass", OrbitMoment::moon_pass}};

inline constexpr std::pair<std::string_view, BurnAxes> axes_words[] = {
    {"vnc", BurnAxes::vnc}, {"rtn", BurnAxes::rtn}, {"gcrf", BurnAxes::inertial}};

/// What a word stands for; it is one of them.
template <class Words>
auto meaning_of(const Words& words, std::string_view word) {
  return std::find_if(std::begin(words), std::end(words), [&](const auto& one) { return one.first == word; })->second;
}

template <class Words, class Meaning>
std::string_view word_for(const Words& words, Meaning meaning) {
  return std::find_if(std::begin(words), std::end(words), [&](const auto& one) { return one.second == meaning; })
      ->first;
}

/// Of a change along three axes, as `vary` names them.
inline constexpr std::string_view change_parts[] = {"first", "second", "third"};

inline bool is_number(OrbitQuantity quantity) {
  return quantity == OrbitQuantity::eccentricity || quantity == OrbitQuantity::eccentricity_cosine ||
         quantity == OrbitQuantity::eccentricity_sine;
}

/// The key that a goal has the tolerance of a quantity under.
inline const char* tolerance_key(OrbitQuantity quantity) {
  if (is_number(quantity)) return "eccentricity_tolerance";
  if (is_angle(quantity)) return "angle_tolerance";
  return quantity == OrbitQuantity::time ? "time_tolerance" : "length_tolerance";
}

}  // namespace cosmodrome
