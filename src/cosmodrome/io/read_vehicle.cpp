#include "cosmodrome/io/read_vehicle.hpp"

#include "cosmodrome/io/read_sequence.hpp"
#include "cosmodrome/io/section.hpp"

namespace cosmodrome {
namespace {

Engine read_engine(const Section& from) {
  Engine engine;
  engine.id = from.text("id");
  engine.name = from.text("name");
  engine.thrust_vacuum_N = from.quantity("thrust_vacuum");
  engine.thrust_sea_level_N = from.quantity("thrust_sea_level");
  engine.isp_vacuum_s = from.quantity("isp_vacuum");
  engine.isp_sea_level_s = from.quantity("isp_sea_level");
  engine.drive_flow_kg_s = from.quantity("drive_flow");
  engine.throttle_min = from.quantity("throttle_min");
  engine.throttle_max = from.quantity("throttle_max");
  engine.start_up_s = from.quantity("start_up");
  engine.tail_off_s = from.quantity("tail_off");
  engine.ignitions_max = from.integer("ignitions");
  return engine;
}

Stage read_stage(const Section& from) {
  Stage stage;
  stage.id = from.text("id");
  stage.name = from.text("name");
  stage.count = from.integer("count");
  stage.dry_mass_kg = from.quantity("dry_mass");
  stage.inert_mass_kg = from.quantity("inert_mass");
  stage.propellant_kg = from.quantity("propellant");
  stage.residual_kg = from.quantity("residual");
  stage.drive_propellant_kg = from.quantity("drive_propellant");
  stage.engine = from.text("engine");
  stage.engine_count = from.integer("engine_count");
  stage.fall_drag_area_m2 = from.quantity("fall_drag_area");
  return stage;
}

Part read_part(const Section& from) {
  Part part;
  part.id = from.text("id");
  part.name = from.text("name");
  part.role = from.text("role");
  part.mass_kg = from.quantity("mass");
  part.pieces = from.integer("pieces");
  part.fall_drag_area_m2 = from.quantity("fall_drag_area");
  return part;
}

Aerodynamics read_aerodynamics(const Section& from) {
  Aerodynamics table;
  table.while_attached = from.text("while_attached");
  table.reference_area_m2 = from.quantity("reference_area");
  table.mach = from.numbers("mach");
  table.drag_coefficient = from.numbers("drag_coefficient");
  table.angle_of_attack_rad = from.quantities("angle_of_attack");
  table.drag_coefficient_by_angle = from.number_rows("drag_coefficient_by_angle");
  table.normal_force_slope_per_rad = from.numbers("normal_force_slope");
  return table;
}

}  // namespace

Vehicle read_vehicle(const Value& root) {
  const Section document(DocumentKind::vehicle, root);
  const Section head = document.section("vehicle");
  Vehicle vehicle;
  vehicle.name = head.text("name");
  vehicle.description = head.text("description");
  vehicle.length_m = head.quantity("length");
  vehicle.hold_down_s = head.quantity("hold_down");
  for (const Section& engine : document.sections("engine")) vehicle.engines.push_back(read_engine(engine));
  for (const Section& stage : document.sections("stage")) vehicle.stages.push_back(read_stage(stage));
  for (const Section& part : document.sections("part")) vehicle.parts.push_back(read_part(part));
  for (const Section& table : document.sections("aerodynamics"))
    vehicle.aerodynamics.push_back(read_aerodynamics(table));
  for (const Section& item : document.sections("sequence")) {
    vehicle.sequence.push_back(read_sequence_item(item, vehicle.parts));
  }
  return vehicle;
}

}  // namespace cosmodrome
