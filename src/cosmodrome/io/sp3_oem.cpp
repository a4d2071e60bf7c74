// An SP3 orbit as an ephemeris message.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/sp3.hpp"

namespace cosmodrome {
namespace {

/// "ITR05", "SLR08", "IGS14", "IGb20" and the like are realisations of the ITRF of that year: their axes agree within
/// some millimetres. WGS84 and ITRF agree within some centimetres.
std::string frame_of(const std::string& system) {
  const std::string family = system.substr(0, 3);
  if (family == "WGS" || system.empty()) return "ITRF";
  const bool realisation = family == "ITR" || family == "IGS" || family == "IGb" || family == "IGR" || family == "SLR";
  if (!realisation || system.size() != 5) return system;
  const long long year = whole_number(system.substr(3)).value_or(-1);
  return year < 0 ? system : fmt::format("ITRF{}", (year < 80 ? 2000 : 1900) + year);
}

/// The derivative at the node `at` of the polynomial through the nodes: Berrut and Trefethen, SIAM Review 46 (2004),
/// equation 9.4, with weights of the nodes themselves.
double slope(const std::vector<double>& x, const std::vector<double>& y, std::size_t at) {
  const auto weight = [&](std::size_t j) {
    double product = 1;
    for (std::size_t k = 0; k < x.size(); ++k) {
      if (k != j) product *= (x[j] - x[k]) / (x.back() - x.front());
    }
    return 1 / product;
  };
  const double own = weight(at);
  double sum = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (j != at) sum += weight(j) / own * (y[j] - y[at]) / (x[at] - x[j]);
  }
  return sum;
}

/// Velocity from the ten nearest positions, in km/s.
std::array<double, 3> derived_velocity_km_s(const std::vector<Sp3State>& states, std::size_t at) {
  constexpr std::size_t most = 10;
  const std::size_t count = std::min(most, states.size());
  const std::size_t begin = std::min(at > count / 2 ? at - count / 2 : 0, states.size() - count);
  std::array<double, 3> velocity{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::vector<double> x, y;
    for (std::size_t i = begin; i < begin + count; ++i) {
      x.push_back(states[i].epoch - states[at].epoch);
      y.push_back(states[i].position_km[axis]);
    }
    velocity[axis] = slope(x, y, at - begin);
  }
  return velocity;
}

NdmItem field(std::string key, std::string value) {
  return {NdmItem::Kind::field, std::move(key), std::move(value), "", 0, 0};
}
NdmItem comment(std::string text) { return {NdmItem::Kind::comment, "", std::move(text), "", 0, 0}; }

/// How many of the file's units of velocity the positions move by, against how many it says: 1 if it keeps to the
/// standard's dm/s. From one epoch to the next, where that is a short way, so that its chord is as long as its arc
/// within some per cent. Nothing if no two epochs are so near to each other.
std::optional<double> moved_over_said(const Sp3Satellite& satellite) {
  constexpr double short_way = 0.5, km_as_dm = 1e4;
  const auto& states = satellite.states;
  double moved = 0, said = 0;
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    const Sp3State &a = states[i], &b = states[i + 1];
    if (!a.has_velocity || !b.has_velocity) continue;
    const double s = b.epoch - a.epoch;
    double way2 = 0, distance2 = 0, along = 0, square = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double way_km = b.position_km[axis] - a.position_km[axis];
      const double mean_dm_s = 0.5 * (a.velocity_dm_s[axis] + b.velocity_dm_s[axis]);
      way2 += way_km * way_km, distance2 += a.position_km[axis] * a.position_km[axis];
      along += way_km * km_as_dm / s * mean_dm_s, square += mean_dm_s * mean_dm_s;
    }
    if (way2 < short_way * short_way * distance2) moved += along, said += square;
  }
  if (!(said > 0)) return std::nullopt;
  return moved / said;
}

/// Kilometres a second of the file's unit of velocity. The standard says dm/s; CNES and CLS have written m/s (grgtop03,
/// 1997), which the positions tell. Velocities that fit neither are no error of the unit.
double velocity_unit_km_s(const Sp3Satellite& satellite, const std::string& file) {
  constexpr double dm_s = 1e-4, m_s = 1e-3, close = 1.4;
  const auto is = [](double ratio, double wanted) { return ratio > wanted / close && ratio < wanted * close; };
  const double ratio = moved_over_said(satellite).value_or(1);
  if (is(ratio, 1)) return dm_s;
  if (is(ratio, 10)) return m_s;
  throw InputError(Problem{file, 0, 0, "",
                           fmt::format("the velocities of {} are not those of its positions, which move {:.3g} times "
                                       "as fast",
                                       satellite.id, ratio),
                           "velocities are in dm/s; leave the V lines out, and they are found from the positions"});
}

std::string row(const Sp3Satellite& satellite, std::size_t i, const std::string& system, double unit_km_s) {
  const Sp3State& state = satellite.states[i];
  std::string text = ccsds_time_text(state.epoch, system);
  for (const double x : state.position_km) text += ' ' + number_text(x);
  const auto derived = state.has_velocity ? std::array<double, 3>{} : derived_velocity_km_s(satellite.states, i);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    text +=
        ' ' + number_text(state.has_velocity ? state.velocity_dm_s[axis] / std::round(1 / unit_km_s) : derived[axis]);
  }
  return text;
}

}  // namespace

NdmMessage to_oem(const Sp3File& orbits, const std::string& file, const std::string& creation_utc) {
  NdmMessage oem;
  oem.kind = NdmKind::oem;
  oem.version = "2.0";
  oem.file = file;
  oem.header.name = "header";
  oem.header.items.push_back(comment(fmt::format("From an SP3-{} orbit of {}, type {}, in {}", orbits.version,
                                                 orbits.agency, orbits.orbit_type, orbits.coordinate_system)));
  oem.header.items.push_back(field("CREATION_DATE", creation_utc));
  oem.header.items.push_back(field("ORIGINATOR", "COSMODROME"));
  const std::string system = orbits.time_system == "UTC" || orbits.time_system == "TAI" ? orbits.time_system
                             : orbits.time_system == "GLO"                              ? "UTC"
                                                                                        : "GPS";
  for (const Sp3Satellite& satellite : orbits.satellites) {
    if (satellite.states.empty()) continue;
    if (satellite.states.size() < 2 && !satellite.states.front().has_velocity) {
      throw InputError(Problem{file, 0, 0, "", fmt::format("{} has one position and no velocity", satellite.id),
                               "give two epochs or more"});
    }
    NdmSegment& segment = oem.segments.emplace_back();
    segment.blocks.resize(2);
    NdmBlock& metadata = segment.blocks[0];
    metadata.name = "metadata";
    metadata.items = {field("OBJECT_NAME", satellite.id),
                      field("OBJECT_ID", satellite.id),
                      field("CENTER_NAME", "EARTH"),
                      field("REF_FRAME", frame_of(orbits.coordinate_system)),
                      field("TIME_SYSTEM", system),
                      field("START_TIME", ccsds_time_text(satellite.states.front().epoch, system)),
                      field("STOP_TIME", ccsds_time_text(satellite.states.back().epoch, system))};
    NdmBlock& data = segment.blocks[1];
    data.name = "data";
    const bool derived = std::any_of(satellite.states.begin(), satellite.states.end(),
                                     [](const Sp3State& state) { return !state.has_velocity; });
    if (derived) data.items.push_back(comment("Velocities are derived from the positions."));
    const double unit_km_s = velocity_unit_km_s(satellite, file);
    if (unit_km_s > 5e-4)
      data.items.push_back(
          comment("Velocities are read as m/s: the file's positions move ten times as fast as by dm/s."));
    for (std::size_t i = 0; i < satellite.states.size(); ++i)
      data.items.push_back({NdmItem::Kind::row, "", row(satellite, i, system, unit_km_s), "", 0, 0});
  }
  check_ndm(oem);
  return oem;
}

}  // namespace cosmodrome
