#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "cosmodrome/almanac/ephemeris.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/state_frame.hpp"
#include "cosmodrome/io/trajectory.hpp"

namespace cosmodrome {
namespace {

StateFrame axes_of(const OemMessage& message, const OemSegment& segment) {
  if (const auto frame = state_frame(segment.ref_frame)) return *frame;
  throw InputError(Problem{message.file, segment.frame_line, segment.frame_column, "",
                           fmt::format("the frame {} is unknown", segment.ref_frame),
                           "GCRF, ICRF, EME2000, ITRF and TEME are read"});
}

/// Turns the states of a message, one after the other.
class Turn {
 public:
  Turn(const Epoch& reference, double from_s, double to_s) : frames_(reference, from_s, to_s) {}

  PositionVelocity<double, Gcrf> to_gcrf(StateFrame axes, const OemState& state, double t_s) const {
    const auto &r = state.position_m, &v = state.velocity_m_s;
    return frames_.to_gcrf(axes, {r[0], r[1], r[2], v[0], v[1], v[2]}, t_s);
  }

  FlightPoint point(const PositionVelocity<double, Gcrf>& state, double t_s) const {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const auto fixed = to_itrf(frames_.earth(), t_s, state);
    const auto place = to_geodetic(fixed.r_m);
    const auto local = itrf_to_enu(place.latitude_rad, place.longitude_rad) * fixed.v_m_s;
    FlightPoint point;
    point.t_s = t_s;
    point.position_m = state.r_m;
    point.velocity_m_s = state.v_m_s;
    point.latitude_rad = place.latitude_rad;
    point.longitude_rad = place.longitude_rad;
    point.altitude_m = place.altitude_m;
    point.speed_inertial_m_s = norm(state.v_m_s);
    point.speed_relative_m_s = norm(fixed.v_m_s);
    point.flight_path_angle_rad = std::atan2(local.z, std::hypot(local.x, local.y));
    point.heading_rad = heading_rad(local);
    for (double* figure : {&point.mass_kg, &point.downrange_m, &point.dynamic_pressure_Pa, &point.mach,
                           &point.angle_of_attack_rad, &point.pitch_rad, &point.yaw_rad, &point.thrust_N, &point.drag_N,
                           &point.acceleration_m_s2, &point.heating_W_m2}) {
      *figure = unknown;
    }
    return point;
  }

 private:
  FrameTurn frames_;
};

/// From the Earth's centre what a segment has from its own. Throws InputError where the ephemeris has no such date.
class Move {
 public:
  PositionVelocity<double, Gcrf> from(Body center, const PositionVelocity<double, Gcrf>& state, const Epoch& at) {
    if (center == Body::earth) return state;
    if (!ephemeris_) ephemeris_ = Ephemeris::shipped();
    const auto place = ephemeris_->find(center, Body::earth, at);
    if (!place)
      throw InputError(fmt::format("the Moon's place is not known at {}", at.to_utc_string(0)), "1990 to 2050");
    return {state.r_m + place->r_m, state.v_m_s + place->v_m_s};
  }

 private:
  std::optional<Ephemeris> ephemeris_;
};

/// Axes that turn with the Earth have their origin in it.
void refuse_axes_elsewhere(const OemMessage& message, const OemSegment& segment, StateFrame axes) {
  if (segment.center == Body::earth || axes == StateFrame::gcrf || axes == StateFrame::mean_2000) return;
  throw InputError(Problem{message.file, segment.frame_line, segment.frame_column, "",
                           fmt::format("the frame {} is the Earth's, the centre is the Moon", segment.ref_frame),
                           "around the Moon ICRF and EME2000 are read"});
}

void refuse_other_objects(const OemMessage& message) {
  const OemSegment& first = message.segments.front();
  for (const OemSegment& segment : message.segments) {
    if (segment.object_name == first.object_name && segment.object_id == first.object_id) continue;
    throw InputError(
        Problem{message.file, segment.line, 1, "",
                fmt::format("this segment is of {}, the first of {}", segment.object_name, first.object_name),
                "give each object a file of its own"});
  }
}

/// "COMMENT Luna-25, Soyuz-2.1b with Fregat, lift-off 2023-08-10T23:10:57.000 UTC", as our own files say.
struct OwnWords {
  std::string mission, vehicle;
  Epoch liftoff;
};

std::optional<OwnWords> own_words(const OemMessage& message) {
  if (message.originator != "COSMODROME" || message.comments.empty()) return std::nullopt;
  const std::string& text = message.comments.front();
  constexpr std::string_view mark = ", lift-off ";
  constexpr std::string_view end = " UTC";
  const auto at = text.rfind(mark);
  if (at == std::string::npos || !text.ends_with(end)) return std::nullopt;
  const auto from = at + mark.size();
  const auto liftoff = ccsds_epoch(std::string_view(text).substr(from, text.size() - from - end.size()), "UTC");
  if (!liftoff) return std::nullopt;
  const std::string names = text.substr(0, at);
  const auto comma = names.rfind(", ");
  if (comma == std::string::npos) return OwnWords{names, names, *liftoff};
  return OwnWords{names.substr(0, comma), names.substr(comma + 2), *liftoff};
}

OemWords words_of(const OemMessage& message, bool ours) {
  const OemSegment& first = message.segments.front();
  OemWords words;
  words.comments = message.comments;
  words.object_name = first.object_name;
  words.object_id = first.object_id;
  words.interpolation = first.interpolation;
  words.interpolation_degree = first.interpolation_degree;
  if (first.interpolation_degree == 0) words.interpolation.clear();
  words.since_liftoff = ours;
  return words;
}

/// Seconds between two segments that no segment covers.
void note_gaps(const OemMessage& message, std::vector<std::string>& notes) {
  for (std::size_t i = 1; i < message.segments.size(); ++i) {
    const Epoch end = message.segments[i - 1].states.back().epoch;
    const double gap_s = message.segments[i].states.front().epoch - end;
    if (gap_s < 0) {
      throw InputError(Problem{message.file, message.segments[i].line, 1, "",
                               "this segment begins before the last one ends",
                               "cut the segments so that they do not overlap"});
    }
    if (gap_s > 0) {
      notes.push_back(fmt::format("there is a gap of {:.3f} s after {}: maps and tables draw a straight line across it",
                                  gap_s, end.to_utc_string(3)));
    }
  }
}

}  // namespace

Trajectory read_orbit(const std::filesystem::path& path) { return orbit_of(read_oem(path)); }

Trajectory orbit_of(const OemMessage& message) {
  refuse_other_objects(message);
  Trajectory result;
  note_gaps(message, result.notes);
  const auto ours = own_words(message);
  Mission& mission = result.flight.mission;
  const Epoch first = message.segments.front().states.front().epoch;
  const OemSegment& head = message.segments.front();
  mission.name = ours ? ours->mission : head.object_name;
  mission.vehicle.name = ours ? ours->vehicle : head.object_name;
  mission.liftoff = ours ? ours->liftoff : first;
  mission.payloads.push_back({head.object_name, std::numeric_limits<double>::quiet_NaN()});
  result.words = words_of(message, ours.has_value());
  const double begin_s = first - mission.liftoff;
  const double end_s = message.segments.back().states.back().epoch - mission.liftoff;
  constexpr double longest_s = 399 * 86400.0;
  if (end_s - begin_s > longest_s) {
    throw InputError(Problem{message.file, 0, 0, "", "the file spans more than 399 days", "cut it into shorter files"});
  }
  const Turn turn(mission.liftoff, begin_s, end_s);
  Move move;
  const auto elsewhere = [](const OemSegment& segment) { return segment.center != Body::earth; };
  if (std::any_of(message.segments.begin(), message.segments.end(), elsewhere))
    result.notes.push_back("what is around the Moon is given from the Earth's centre");
  for (const OemSegment& segment : message.segments) {
    const StateFrame axes = axes_of(message, segment);
    if (axes != StateFrame::gcrf && &segment == &head) {
      result.notes.push_back(fmt::format("turned from {} into GCRF", segment.ref_frame));
    }
    refuse_axes_elsewhere(message, segment, axes);
    result.words.begins.push_back(result.flight.points.size());
    for (const OemState& state : segment.states) {
      const double t_s = state.epoch - mission.liftoff;
      result.flight.points.push_back(
          turn.point(move.from(segment.center, turn.to_gcrf(axes, state, t_s), state.epoch), t_s));
    }
  }
  return result;
}

}  // namespace cosmodrome
