#include "cosmodrome/io/turn_covariance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/mean_path.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace {

using Matrix = TransitionMatrix;

[[noreturn]] void refuse_axes(const std::string& axes) {
  throw InputError(fmt::format("covariances cannot be turned along {}", shortened(axes)),
                   fmt::format("take one of {}", joined(covariance_axes_names())));
}

// ---- matrices

/// The axes that turn with an object, in GCRF.
std::array<Vec3<double, Gcrf>, 3> moving_axes(CovarianceAxes axes, const PositionVelocity<double, Gcrf>& state) {
  const auto along = [&](BurnAxes burn, const Vec3<double, Burning>& direction) {
    return thrust_axis(OrbitThrust<double>{1, 0, burn, direction, {}, 0}, 0.0, state.r_m, state.v_m_s);
  };
  if (axes == CovarianceAxes::rtn)
    return {along(BurnAxes::rtn, {1, 0, 0}), along(BurnAxes::rtn, {0, 1, 0}), along(BurnAxes::rtn, {0, 0, 1})};
  // N completes velocity and normal to a right-handed set: it points inward.
  return {along(BurnAxes::vnc, {1, 0, 0}), along(BurnAxes::vnc, {0, 0, -1}), along(BurnAxes::vnc, {0, 1, 0})};
}

Matrix of_columns(const std::array<StateComponents, 6>& columns) {
  Matrix matrix{};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) matrix[i][j] = columns[j][i];
  return matrix;
}

StateComponents unit_state(std::size_t i) {
  StateComponents state{};
  state[i] = 1;
  return state;
}

StateComponents components(const PositionVelocity<double, Gcrf>& state) {
  return {state.r_m.x, state.r_m.y, state.r_m.z, state.v_m_s.x, state.v_m_s.y, state.v_m_s.z};
}

/// What components along the axes are in GCRF; both ways of turning are linear in the state.
Matrix to_gcrf(CovarianceAxes axes, const std::string& name, const CovarianceState& at) {
  std::array<StateComponents, 6> columns{};
  if (axes == CovarianceAxes::rtn || axes == CovarianceAxes::tnw) {
    const auto own = moving_axes(axes, at.state);
    for (std::size_t j = 0; j < 3; ++j) {
      columns[j] = components({own[j], {}});
      columns[j + 3] = components({{}, own[j]});
    }
    return of_columns(columns);
  }
  const auto frame = state_frame(name);
  if (!frame) refuse_axes(name);
  const double t_s = at.epoch - at.frames->earth().reference;
  for (std::size_t j = 0; j < 6; ++j) columns[j] = components(at.frames->to_gcrf(*frame, unit_state(j), t_s));
  return of_columns(columns);
}

Matrix from_gcrf(CovarianceAxes axes, const std::string& name, const CovarianceState& at) {
  if (axes == CovarianceAxes::rtn || axes == CovarianceAxes::tnw) {
    const Matrix back = to_gcrf(axes, name, at);
    Matrix matrix{};
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t j = 0; j < 6; ++j) matrix[i][j] = back[j][i];
    return matrix;
  }
  const auto frame = state_frame(name);
  if (!frame) refuse_axes(name);
  const double t_s = at.epoch - at.frames->earth().reference;
  std::array<StateComponents, 6> columns{};
  for (std::size_t j = 0; j < 6; ++j) {
    const StateComponents e = unit_state(j);
    columns[j] = at.frames->from_gcrf(*frame, {{e[0], e[1], e[2]}, {e[3], e[4], e[5]}}, t_s);
  }
  return of_columns(columns);
}

Matrix absolute(Matrix matrix) {
  for (auto& row : matrix)
    for (double& element : row) element = std::abs(element);
  return matrix;
}

/// Symmetric to the last bit, as covariances are.
Matrix symmetric(Matrix matrix) {
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < i; ++j) matrix[i][j] = matrix[j][i] = 0.5 * (matrix[i][j] + matrix[j][i]);
  return matrix;
}

// ---- states in messages

/// A state as its message has it.
struct WrittenState {
  Epoch epoch;
  const NdmItem* frame;
  StateComponents components;
};

StateFrame frame_of(const std::string& file, const NdmItem& frame) {
  if (const auto known = state_frame(frame.value)) return *known;
  refuse_at(file, frame.line, frame.column, fmt::format("the frame {} is unknown", shortened(frame.value)),
            "GCRF, ICRF, EME2000, ITRF and TEME are read");
}

Epoch epoch_of(const std::string& file, const NdmItem& item, std::string_view system) {
  const auto epoch = ccsds_epoch(item.value, system);
  if (!epoch) {
    refuse_at(file, item.line, item.column, fmt::format("times are in {}", shortened(std::string(system))),
              "UTC, TAI, TT, GPS and TDB can be turned into each other");
  }
  return *epoch;
}

StateComponents vector_of(const NdmBlock& block) {
  constexpr std::array<const char*, 6> names{"X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"};
  StateComponents components{};
  for (std::size_t i = 0; i < 6; ++i) components[i] = 1e3 * decimal_number(block.value(names[i])).value_or(0);
  return components;
}

/// The row of an ephemeris at the time of a covariance.
StateComponents row_at(const std::string& file, const NdmSegment& segment, const NdmItem& when, const Epoch& epoch) {
  const std::string_view system = segment.metadata().value("TIME_SYSTEM");
  for (const NdmItem& item : segment.find("data")->items) {
    if (item.kind != NdmItem::Kind::row) continue;
    const auto words = words_of(item.value);
    if (ccsds_epoch(words[0].text, system) != epoch) continue;
    StateComponents components{};
    for (std::size_t i = 0; i < 6; ++i) components[i] = 1e3 * decimal_number(words[i + 1].text).value_or(0);
    return components;
  }
  refuse_at(file, when.line, when.column, "there is no state at the time of this covariance",
            "give the ephemeris a line with this time");
}

WrittenState state_of(const NdmMessage& message, const NdmSegment& segment, const NdmBlock& covariance) {
  const std::string_view system = segment.metadata().value("TIME_SYSTEM");
  const NdmItem* frame = segment.metadata().find("REF_FRAME");
  if (message.kind == NdmKind::omm) {
    const auto at_epoch = sgp4_state(satellite_of(message), 0.0).state;
    const auto &r = at_epoch.r_m, &v = at_epoch.v_m_s;
    return {mean_elements(message).epoch, frame, {r.x, r.y, r.z, v.x, v.y, v.z}};
  }
  if (message.kind == NdmKind::oem) {
    const NdmItem& when = *covariance.find("EPOCH");
    const Epoch epoch = epoch_of(message.file, when, system);
    return {epoch, frame, row_at(message.file, segment, when, epoch)};
  }
  const NdmBlock& state = *segment.find("stateVector");
  const bool is_cdm = message.kind == NdmKind::cdm;
  const NdmItem& when = *(is_cdm ? message.relative.front().find("TCA") : state.find("EPOCH"));
  return {epoch_of(message.file, when, is_cdm ? "UTC" : system), frame, vector_of(state)};
}

/// The Earth's orientation over all of them.
std::shared_ptr<const FrameTurn> frames_of(const std::string& file, const std::vector<WrittenState>& states) {
  const auto earlier = [](const WrittenState& a, const WrittenState& b) { return a.epoch < b.epoch; };
  const auto [first, last] = std::minmax_element(states.begin(), states.end(), earlier);
  constexpr double longest_s = 399 * 86400.0;
  const double span_s = last->epoch - first->epoch;
  if (span_s > longest_s)
    throw InputError(
        Problem{file, 0, 0, "", "the covariances span more than 399 days", "cut the file into shorter ones"});
  return std::make_shared<const FrameTurn>(first->epoch, 0, span_s);
}

/// The axes that may not turn around another body than the Earth.
void refuse_elsewhere(const NdmMessage& message, const NdmBlock& metadata, const std::string& axes) {
  const NdmItem* center = metadata.find(message.kind == NdmKind::cdm ? "ORBIT_CENTER" : "CENTER_NAME");
  const auto frame = state_frame(axes);
  const bool earths = frame == StateFrame::terrestrial || frame == StateFrame::teme;
  if (!earths || center == nullptr || center->value == "EARTH" || center->value == "Earth") return;
  refuse_at(message.file, center->line, center->column,
            fmt::format("{} are axes of the Earth, the centre is {}", axes, shortened(center->value)),
            "take RTN, TNW, GCRF, ICRF or EME2000");
}

// ---- writing

void write_into(NdmBlock& block, const StateCovariance& covariance) {
  const auto& keys = covariance_keys();
  const auto first = std::find_if(block.items.begin(), block.items.end(), [&](const NdmItem& item) {
    return std::find(keys.begin(), keys.end(), item.key) != keys.end();
  });
  const auto named = std::find_if(block.items.begin(), block.items.end(),
                                  [](const NdmItem& item) { return item.key == "COV_REF_FRAME"; });
  if (named != block.items.end()) {
    named->value = covariance.frame;
  } else {
    block.items.insert(first, {NdmItem::Kind::field, "COV_REF_FRAME", covariance.frame, "", block.line, 0});
  }
  std::size_t row = 0, column = 0;
  for (const std::string_view key : keys) {
    const auto item = std::find_if(block.items.begin(), block.items.end(), [&](const auto& i) { return i.key == key; });
    if (item != block.items.end()) item->value = number_text(covariance.matrix[row][column] * 1e-6);
    if (column++ == row) ++row, column = 0;
  }
}

}  // namespace

const std::vector<std::string>& covariance_axes_names() {
  static const std::vector<std::string> names{"RTN", "RSW", "TNW", "GCRF", "ICRF", "EME2000", "ITRF", "TEME"};
  return names;
}

std::array<std::string, 6> component_names(CovarianceAxes axes) {
  if (axes == CovarianceAxes::rtn) return {"R", "T", "N", "R_DOT", "T_DOT", "N_DOT"};
  if (axes == CovarianceAxes::tnw) return {"T", "N", "W", "T_DOT", "N_DOT", "W_DOT"};
  return {"X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"};
}

std::vector<CovarianceState> covariance_states(const NdmMessage& message) {
  std::vector<WrittenState> written;
  for (const NdmSegment& segment : message.segments) {
    for (const NdmBlock& block : segment.blocks) {
      if (block.name == "covarianceMatrix") written.push_back(state_of(message, segment, block));
    }
  }
  std::vector<CovarianceState> states;
  if (written.empty()) return states;
  const auto frames = frames_of(message.file, written);
  for (const WrittenState& one : written) {
    const StateFrame frame = frame_of(message.file, *one.frame);
    states.push_back(
        {one.epoch, frames->to_gcrf(frame, one.components, one.epoch - frames->earth().reference), frames});
  }
  return states;
}

StateCovariance turned(const StateCovariance& covariance, const CovarianceState& at, const std::string& axes) {
  if (covariance.axes == CovarianceAxes::unknown) refuse_axes(covariance.frame);
  const auto& names = covariance_axes_names();
  if (std::find(names.begin(), names.end(), axes) == names.end()) refuse_axes(axes);
  StateCovariance result = covariance;
  result.frame = axes;
  result.axes = axes == "RTN" || axes == "RSW" ? CovarianceAxes::rtn
                : axes == "TNW"                ? CovarianceAxes::tnw
                                               : CovarianceAxes::named;
  const Matrix there = to_gcrf(covariance.axes, covariance.frame, at), on = from_gcrf(result.axes, axes, at);
  result.matrix = symmetric(propagate_covariance(on, propagate_covariance(there, covariance.matrix)));
  result.rounding =
      symmetric(propagate_covariance(absolute(on), propagate_covariance(absolute(there), covariance.rounding)));
  return result;
}

NdmMessage with_covariance_axes(NdmMessage message, const std::string& axes) {
  const std::vector<StateCovariance> found = state_covariances(message);
  if (message.kind == NdmKind::cdm && !found.empty()) {
    refuse_at(message.file, found.front().line, 0, "the covariances of a CDM are along RTN by its standard",
              "leave --covariance-axes");
  }
  if (found.empty()) {
    throw InputError(Problem{message.file, 0, 0, "", "there is no covariance to be turned", "leave --covariance-axes"});
  }
  const std::vector<CovarianceState> states = covariance_states(message);
  std::vector<StateCovariance> along;
  for (std::size_t i = 0; i < found.size(); ++i) along.push_back(turned(found[i], states[i], axes));
  std::size_t at = 0;
  for (NdmSegment& segment : message.segments) {
    refuse_elsewhere(message, segment.metadata(), axes);
    for (NdmBlock& block : segment.blocks) {
      if (block.name == "covarianceMatrix") write_into(block, along[at++]);
    }
  }
  return message;
}

}  // namespace cosmodrome
