#include "cosmodrome/campaign/failure_kinds.hpp"

#include <algorithm>
#include <array>

namespace cosmodrome {
namespace {

using Kind = Failure::Kind;

struct Row {
  Kind kind;
  std::string_view name, befalls, unit;
};

constexpr std::array rows{Row{Kind::engines_out, "engines-out", "stage", "1"},
                          Row{Kind::thrust_loss, "thrust-loss", "stage", "1"},
                          Row{Kind::shut_down, "shut-down", "stage", ""},
                          Row{Kind::late_cut_off, "late-cut-off", "stage", "s"},
                          Row{Kind::no_ignition, "no-ignition", "stage", ""},
                          Row{Kind::throttle_stuck, "throttle-stuck", "stage", ""},
                          Row{Kind::no_separation, "no-separation", "stage", ""},
                          Row{Kind::no_jettison, "no-jettison", "part", ""},
                          Row{Kind::wrong_azimuth, "wrong-azimuth", "", "rad"},
                          Row{Kind::timer, "timer", "event", "s"},
                          Row{Kind::accelerometer, "accelerometer", "", "m/s2"},
                          Row{Kind::nozzle_stuck, "nozzle-stuck", "stage", "rad/s"},
                          Row{Kind::velocity_unseen, "velocity-unseen", "burn", ""},
                          Row{Kind::unwrapped, "unwrapped-angle", "any event", "rad"}};

const Row& row_of(Kind kind) {
  return *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.kind == kind; });
}

}  // namespace

std::string_view to_string(Failure::Kind kind) { return row_of(kind).name; }

std::optional<Failure::Kind> failure_kind(std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

std::vector<std::string> failure_kinds() {
  std::vector<std::string> names;
  for (const Row& row : rows) names.emplace_back(row.name);
  return names;
}

std::string_view amount_unit(Failure::Kind kind) { return row_of(kind).unit; }

Befallen befallen(const Mission& mission, Failure::Kind kind) {
  const Vehicle& vehicle = mission.vehicle;
  Befallen found{row_of(kind).befalls, {}};
  if (found.what == "any event") {
    found.what = "event";
    for (const SequenceItem& item : vehicle.sequence) found.names.push_back(item.name);
  } else if (found.what == "burn") {
    if (mission.moon && mission.moon->descent) found.names.push_back(mission.moon->descent->burn.name);
  } else if (found.what == "part") {
    for (const Part& part : vehicle.parts) found.names.push_back(part.id);
  } else if (found.what == "event") {
    for (const SequenceItem& item : vehicle.sequence) {
      if (item.when.kind == Condition::Kind::time || item.when.kind == Condition::Kind::delay)
        found.names.push_back(item.name);
    }
  } else if (found.what == "stage") {
    for (const Stage& stage : vehicle.stages) {
      if (!stage.engine.empty()) found.names.push_back(stage.id);
    }
  }
  return found;
}

}  // namespace cosmodrome
