#include "cosmodrome/vehicle/model.hpp"

#include <algorithm>
#include <stdexcept>

#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {
namespace {

template <class List>
int index_of(const List& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.id == id; });
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

StageModel<double> make_stage_model(const Stage& stage, const Engine* engine) {
  const double bodies = stage.count;
  StageModel<double> model;
  model.empty_mass_kg = bodies * (stage.dry_mass_kg + stage.inert_mass_kg + stage.residual_kg);
  model.propellant_kg = bodies * (stage.propellant_kg - stage.residual_kg);
  model.drive_propellant_kg = bodies * stage.drive_propellant_kg;
  if (!engine) return model;
  const double engines = bodies * stage.engine_count;
  const double lost_at_sea_level_N =
      engine->thrust_sea_level_N > 0 ? engine->thrust_vacuum_N - engine->thrust_sea_level_N : 0;
  model.thrust_vacuum_N = engines * engine->thrust_vacuum_N;
  model.exit_area_m2 = engines * lost_at_sea_level_N / standard_atmosphere_Pa;
  model.flow_kg_s = engines * engine->thrust_vacuum_N / (engine->isp_vacuum_s * standard_gravity_m_s2);
  model.drive_ratio = model.flow_kg_s > 0 ? engines * engine->drive_flow_kg_s / model.flow_kg_s : 0;
  model.start_up_s = engine->start_up_s;
  model.tail_off_s = engine->tail_off_s;
  return model;
}

}  // namespace

const Engine* find_engine(const Vehicle& vehicle, const std::string& id) {
  const int index = index_of(vehicle.engines, id);
  return index < 0 ? nullptr : &vehicle.engines[static_cast<std::size_t>(index)];
}

int stage_index(const Vehicle& vehicle, const std::string& id) { return index_of(vehicle.stages, id); }

int part_index(const Vehicle& vehicle, const std::string& id) { return index_of(vehicle.parts, id); }

VehicleModel<double> make_model(const Vehicle& vehicle, double payload_mass_kg) {
  if (vehicle.stages.size() > max_stages) throw std::length_error("more than 10 stages");
  if (vehicle.parts.size() > max_parts) throw std::length_error("more than 12 parts");
  if (vehicle.sequence.size() > max_items) throw std::length_error("more than 64 events in the sequence");
  VehicleModel<double> model;
  model.payload_mass_kg = payload_mass_kg;
  for (const Stage& stage : vehicle.stages) {
    model.stages[static_cast<std::size_t>(model.stage_count++)] =
        make_stage_model(stage, find_engine(vehicle, stage.engine));
  }
  for (const Part& part : vehicle.parts)
    model.part_mass_kg[static_cast<std::size_t>(model.part_count++)] = part.mass_kg;
  for (const SequenceItem& item : vehicle.sequence) {
    model.condition_value[static_cast<std::size_t>(model.item_count++)] = item.when.value;
  }
  return model;
}

}  // namespace cosmodrome
