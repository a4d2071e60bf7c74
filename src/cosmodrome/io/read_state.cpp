#include "cosmodrome/io/read_state.hpp"

#include <fmt/format.h>

#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/convert.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/mean_path.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/sp3.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

/// Turns one state into GCRF by the reader of ephemerides, which knows the frames.
void set_state(SpacecraftState& to, const std::string& file, OemSegment segment) {
  OemMessage message;
  message.file = file;
  message.segments.push_back(std::move(segment));
  const Trajectory turned = orbit_of(message);
  const FlightPoint& point = turned.flight.points.front();
  to.position_m = point.position_m, to.velocity_m_s = point.velocity_m_s;
  to.epoch = message.segments.front().states.front().epoch;
  to.notes.insert(to.notes.end(), turned.notes.begin(), turned.notes.end());
}

std::optional<double> number_of(const NdmBlock* block, std::string_view key) {
  return block == nullptr ? std::nullopt : decimal_number(block->value(key));
}

std::optional<double> product(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::optional(*a * *b) : std::nullopt;
}

SpacecraftState of_opm(const NdmMessage& opm) {
  const NdmSegment& read = opm.segments.front();
  const NdmBlock &metadata = read.metadata(), &state = *read.find("stateVector");
  const NdmItem& center = *metadata.find("CENTER_NAME");
  if (center.value != "EARTH" && center.value != "Earth") {
    refuse_at(opm.file, center.line, center.column, fmt::format("the centre is {}", shortened(center.value)),
              "only orbits around the EARTH can be flown on");
  }
  const NdmItem& system = *metadata.find("TIME_SYSTEM");
  const auto epoch = ccsds_epoch(state.value("EPOCH"), system.value);
  if (!epoch) {
    refuse_at(opm.file, system.line, system.column, fmt::format("times are in {}", system.value),
              "UTC, TAI, TT, GPS and TDB can be turned into each other");
  }
  SpacecraftState result;
  result.object_name = metadata.value("OBJECT_NAME"), result.object_id = metadata.value("OBJECT_ID");
  result.origin = "the state of an OPM";
  OemSegment segment;
  const NdmItem& frame = *metadata.find("REF_FRAME");
  segment.ref_frame = frame.value, segment.frame_line = frame.line, segment.frame_column = frame.column;
  OemState& row = segment.states.emplace_back();
  row.epoch = *epoch;
  const char* const position[] = {"X", "Y", "Z"};
  const char* const velocity[] = {"X_DOT", "Y_DOT", "Z_DOT"};
  for (std::size_t i = 0; i < 3; ++i) {
    row.position_m[i] = 1e3 * *decimal_number(state.value(position[i]));
    row.velocity_m_s[i] = 1e3 * *decimal_number(state.value(velocity[i]));
  }
  set_state(result, opm.file, std::move(segment));
  const NdmBlock* craft = read.find("spacecraftParameters");
  result.mass_kg = number_of(craft, "MASS");
  result.drag_area_m2 = product(number_of(craft, "DRAG_AREA"), number_of(craft, "DRAG_COEFF"));
  result.light_area_m2 = product(number_of(craft, "SOLAR_RAD_AREA"), number_of(craft, "SOLAR_RAD_COEFF"));
  if (read.find("maneuverParameters") != nullptr) result.notes.emplace_back("its manoeuvres are not flown");
  if (read.find("covarianceMatrix") != nullptr) result.notes.emplace_back("its covariance is not used");
  return result;
}

SpacecraftState of_mean_elements(const NdmMessage& omm, const std::string& file) {
  const MeanElements mean = mean_elements(omm);
  SpacecraftState result;
  result.object_name = mean.object_name;
  if (!mean.object_id.empty()) result.object_id = mean.object_id;
  result.origin = "the state of SGP4 at the epoch of mean elements";
  const auto at_epoch = sgp4_state(satellite_of(omm), 0.0);
  OemSegment segment;
  segment.ref_frame = "TEME";
  OemState& row = segment.states.emplace_back();
  row.epoch = mean.epoch;
  const auto &r = at_epoch.state.r_m, &v = at_epoch.state.v_m_s;
  const double position[] = {r.x, r.y, r.z}, velocity[] = {v.x, v.y, v.z};
  std::copy(std::begin(position), std::end(position), row.position_m);
  std::copy(std::begin(velocity), std::end(velocity), row.velocity_m_s);
  set_state(result, file, std::move(segment));
  return result;
}

SpacecraftState end_of_path(const Trajectory& path, const std::string& file) {
  if (!path.dated) {
    throw InputError(Problem{file, 0, 0, "", "the flight has no date", "flight.json beside it, or flight.opm, has"});
  }
  SpacecraftState result = end_of_flight(path.flight);
  if (!path.words.object_name.empty()) result.object_name = path.words.object_name;
  result.object_id = path.words.object_id;
  result.notes = path.notes;
  return result;
}

void refuse_several(std::size_t count, const std::string& file) {
  if (count == 1) return;
  throw InputError(
      Problem{file, 0, 0, "", fmt::format("the file holds {} objects", count), "give one object a file of its own"});
}

}  // namespace

SpacecraftState end_of_flight(const Flight& flight) {
  const FlightPoint& last = flight.points.back();
  SpacecraftState result;
  result.object_name = flight.mission.name;
  result.origin = "the last state of a path";
  result.epoch = flight.mission.liftoff + last.t_s;
  result.position_m = last.position_m, result.velocity_m_s = last.velocity_m_s;
  if (std::isfinite(last.mass_kg)) result.mass_kg = last.mass_kg;
  return result;
}

PointMassState<double> point_mass_of(const SpacecraftState& state) {
  const auto &r = state.position_m, &v = state.velocity_m_s;
  return {r.x, r.y, r.z, v.x, v.y, v.z, state.mass_kg.value_or(1000)};
}

Spacecraft<double> craft_of(const SpacecraftState& state) {
  return {state.drag_area_m2.value_or(0), state.light_area_m2.value_or(0)};
}

SpacecraftState read_spacecraft_state(const std::filesystem::path& path) {
  const std::string file = path.string(), text = read_text_file(path, largest_orbit_file_bytes);
  const std::string_view form = mean_elements_form(text);
  if (form == "tle" || form == "json" || form == "csv") {
    const auto omms = form == "tle"    ? read_tle_text(text, file)
                      : form == "json" ? read_omm_json(text, file)
                                       : read_omm_csv(text, file);
    refuse_several(omms.size(), file);
    return of_mean_elements(omms.front(), file);
  }
  if (looks_like_ndm(text)) {
    const NdmFile messages = read_ndm_text(text, file);
    refuse_several(messages.messages.size(), file);
    const NdmMessage& message = messages.messages.front();
    if (message.kind == NdmKind::opm) return of_opm(message);
    if (message.kind == NdmKind::omm) return of_mean_elements(message, file);
    const OemMessage orbit = oem_message(message);
    const OemSegment& last = orbit.segments.back();
    if (last.center != Body::earth) {
      refuse_at(file, last.line, 0, "the path ends around the Moon", "only orbits around the EARTH can be flown on");
    }
    return end_of_path(orbit_of(orbit), file);
  }
  if (looks_like_sp3(text)) {
    constexpr const char* of_no_interest = "2000-01-01T00:00:00";  // when the message would be written
    const NdmMessage message = to_oem(read_sp3_text(text, file), file, of_no_interest);
    refuse_several(message.segments.size(), file);
    SpacecraftState result = end_of_path(orbit_of(oem_message(message)), file);
    // What is said of its velocities.
    for (const std::string& comment : message.segments.front().find("data")->comments())
      result.notes.push_back(comment);
    return result;
  }
  return end_of_path(read_path(path), file);
}

}  // namespace cosmodrome
