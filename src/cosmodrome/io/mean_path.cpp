#include "cosmodrome/io/mean_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <set>
#include <string>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400, longest_s = 398 * day_s, usual_step_s = 60;
constexpr double most_points = 2e6;

Sgp4Elements sgp4_elements(const MeanElements& mean) {
  constexpr double turn_a_day = 2 * std::numbers::pi / day_s;
  Sgp4Elements elements;
  elements.epoch = mean.epoch;
  elements.mean_motion_rad_s = mean.mean_motion_rev_day * turn_a_day;
  elements.eccentricity = mean.eccentricity;
  elements.inclination_rad = mean.inclination_deg * degree_rad;
  elements.node_rad = mean.ra_of_asc_node_deg * degree_rad;
  elements.argument_of_perigee_rad = mean.arg_of_pericenter_deg * degree_rad;
  elements.mean_anomaly_rad = mean.mean_anomaly_deg * degree_rad;
  elements.drag_per_earth_radius = mean.bstar_per_earth_radius;
  return elements;
}

/// An object of the catalogue, ready to be followed.
struct Object {
  MeanElements mean;
  Sgp4<double> satellite;
  const NdmMessage* omm;
};

[[noreturn]] void refuse_object(const Object& object, const std::string& found, const std::string& remedy) {
  refuse_at(object.omm->file, object.omm->segments.front().line, 0, found, remedy);
}

void refuse_second_elements(const std::vector<Object>& objects) {
  std::set<std::pair<long long, std::string>> known;
  for (const Object& object : objects) {
    const bool numbered = object.mean.norad_cat_id != 0;
    const auto name = numbered ? "" : object.mean.object_name + '\n' + object.mean.object_id;
    if (known.emplace(object.mean.norad_cat_id, name).second) continue;
    refuse_object(object, fmt::format("these are second elements of {}", shortened(object.mean.object_name)),
                  "leave one set of elements for each object, that of the epoch nearest to the path");
  }
}

/// The instants of a path: even steps from the begin, and the end.
struct Instants {
  Epoch from;
  double length_s, step_s;

  [[nodiscard]] long count() const { return std::lround(std::ceil(length_s / step_s - 1e-9)) + 1; }
  [[nodiscard]] Epoch at(long i) const {
    return from + (i + 1 == count() ? length_s : static_cast<double>(i) * step_s);
  }
};

Instants instants_of(const std::vector<Object>& objects, const MeanSpan& span) {
  const auto earlier = [](const Object& a, const Object& b) { return a.mean.epoch < b.mean.epoch; };
  Instants instants{};
  instants.from = span.from.value_or(std::max_element(objects.begin(), objects.end(), earlier)->mean.epoch);
  instants.length_s = span.until ? *span.until - instants.from : day_s;
  instants.step_s = span.step_s.value_or(usual_step_s);
  if (!(instants.length_s > 0)) {
    throw InputError(fmt::format("--until: {} is not after {}, where the path begins", span.until->to_utc_string(3),
                                 instants.from.to_utc_string(3)),
                     "give a later date, or an earlier one to --from");
  }
  if (instants.length_s > longest_s) throw InputError("the path is longer than 398 days", "give --from and --until");
  if (!(instants.step_s > 0)) throw InputError("--step: it is not above 0 s", "give a step such as \"60 s\"");
  if (instants.length_s / instants.step_s * static_cast<double>(objects.size()) > most_points) {
    throw InputError(fmt::format("--step: {} s makes more than two million points", instants.step_s),
                     "take a longer step, a shorter path or fewer objects");
  }
  return instants;
}

OemState state_at(const Object& object, const Epoch& at) {
  const auto found = sgp4_state(object.satellite, (at - object.mean.epoch) / 60);
  if (found.error != 0) {
    const bool down = found.error == static_cast<double>(Sgp4Error::decayed);
    refuse_object(object,
                  fmt::format("{} {} {}", shortened(object.mean.object_name),
                              down ? "has come down, by SGP4, at" : "has no state of SGP4 at", at.to_utc_string(0)),
                  "let the path end before (--until), or begin it nearer to the epoch of the elements (--from)");
  }
  const auto &r = found.state.r_m, &v = found.state.v_m_s;
  return {at, {r.x, r.y, r.z}, {v.x, v.y, v.z}};
}

/// Hermite's polynomials of degree 7 keep to centimetres between points 180 s apart, and need four of them.
void set_interpolation(OemSegment& segment) {
  segment.interpolation = "HERMITE";
  segment.interpolation_degree = segment.states.size() >= 4 ? 7 : 3;
}

Trajectory path_of(const Object& object, const Instants& instants) {
  OemMessage message;
  message.file = object.omm->file;
  message.comments = {fmt::format("{}: by SGP4 from mean elements of {}, turned from TEME into GCRF",
                                  object.mean.object_name, object.mean.epoch.to_utc_string(3))};
  OemSegment& segment = message.segments.emplace_back();
  segment.object_name = object.mean.object_name;
  segment.object_id = object.mean.object_id.empty() ? "UNKNOWN" : object.mean.object_id;
  segment.ref_frame = "TEME";
  for (long i = 0; i < instants.count(); ++i) segment.states.push_back(state_at(object, instants.at(i)));
  set_interpolation(segment);
  Trajectory path = orbit_of(message);
  path.notes = {
      fmt::format("{}: by SGP4, {} days from the epoch of the elements at most, turned from TEME into GCRF",
                  shortened(object.mean.object_name),
                  fmt::format("{:.1f}", std::max(std::abs(instants.at(0) - object.mean.epoch),
                                                 std::abs(instants.at(instants.count() - 1) - object.mean.epoch)) /
                                            day_s))};
  return path;
}

}  // namespace

Sgp4<double> satellite_of(const NdmMessage& omm) {
  const MeanElements mean = mean_elements(omm);
  const char* const remedy = "SGP4 is for satellites on closed orbits above the ground";
  const int line = omm.segments.front().line;
  if (!(mean.eccentricity >= 0 && mean.eccentricity < 1 && mean.mean_motion_rev_day > 0))
    refuse_at(omm.file, line, 0, "the elements are those of no closed orbit", remedy);
  const Sgp4<double> satellite = make_sgp4(sgp4_elements(mean));
  if (sgp4_state(satellite, 0.0).error != 0)
    refuse_at(omm.file, line, 0, "SGP4 has no state for these elements", remedy);
  return satellite;
}

std::vector<Trajectory> mean_paths(const std::vector<NdmMessage>& omms, const MeanSpan& span) {
  std::vector<Object> objects;
  for (const NdmMessage& omm : omms) objects.push_back({mean_elements(omm), satellite_of(omm), &omm});
  refuse_second_elements(objects);
  const Instants instants = instants_of(objects, span);
  std::vector<Trajectory> paths;
  std::transform(objects.begin(), objects.end(), std::back_inserter(paths),
                 [&](const Object& object) { return path_of(object, instants); });
  return paths;
}

std::optional<int> spk_number(const NdmMessage& omm) {
  const long long number = mean_elements(omm).norad_cat_id;
  if (number <= 0 || number > 999'999'999) return std::nullopt;
  return static_cast<int>(-100'000 - number);
}

}  // namespace cosmodrome
