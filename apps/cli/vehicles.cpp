#include <fmt/format.h>

#include "catalogue_commands.hpp"
#include "catalogue_files.hpp"
#include "commands.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "figures.hpp"
#include "ideal_burns.hpp"

namespace cosmodrome::cli {
namespace {

using Json = nlohmann::ordered_json;

void print_row(const VehicleFacts& facts) {
  fmt::print("  {:<18} {:<30} {:>9.1f} t\n", facts.id, facts.name, facts.liftoff_mass_kg / 1e3);
  print_wrapped(facts.description, 6);
}

void list_as_text(const std::vector<VehicleFacts>& list) {
  fmt::print("Launchers: id, name, mass at ignition without payload\n");
  for (const VehicleFacts& facts : list) {
    if (!facts.upper_stage) print_row(facts);
  }
  fmt::print("\nUpper stages: written behind a launcher, as in soyuz-2.1b/fregat\n");
  for (const VehicleFacts& facts : list) {
    if (facts.upper_stage) print_row(facts);
  }
  fmt::print("\nAll figures of one with their sources: cosmodrome vehicles show soyuz-2.1b\n");
}

Json list_as_json(const std::vector<VehicleFacts>& list) {
  Json rows = Json::array();
  for (const VehicleFacts& facts : list) {
    rows.push_back({{"id", facts.id},
                    {"name", facts.name},
                    {"kind", facts.upper_stage ? "upper-stage" : "launcher"},
                    {"ignition_mass_kg", facts.liftoff_mass_kg},
                    {"description", facts.description}});
  }
  return {{"vehicles", std::move(rows)}};
}

void list(const CatalogueArguments& arguments) {
  const auto vehicles = list_vehicles();
  if (arguments.ids) {
    for (const VehicleFacts& facts : vehicles) fmt::print("{}\n", facts.id);
  } else if (arguments.json) {
    print_json(list_as_json(vehicles));
  } else {
    list_as_text(vehicles);
  }
}

std::vector<Figure> all_figures(const VehicleEntry& entry) {
  std::vector<Figure> figures;
  for (const Value& document : entry.documents) {
    const auto more = figures_of(document, DocumentKind::vehicle);
    figures.insert(figures.end(), more.begin(), more.end());
  }
  return figures;
}

struct SequenceRow {
  std::string event, what, when, actions;
};

std::string text_of(const Value& item, std::string_view key) {
  const Value* value = item.find(key);
  return value != nullptr ? as_written(*value) : std::string{};
}

std::vector<SequenceRow> sequence_of(const VehicleEntry& entry) {
  std::vector<SequenceRow> rows;
  const Value* items = entry.flying.find("sequence");
  if (items == nullptr) return rows;
  for (const Value& item : items->items) {
    SequenceRow row{text_of(item, "event"), text_of(item, "what"), text_of(item, "when"), ""};
    if (const Value* actions = item.find("do")) {
      for (const Value& action : actions->items) row.actions += (row.actions.empty() ? "" : "; ") + as_written(action);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void print_burns(const IdealFlight& flight) {
  fmt::print("\nVelocity in vacuum without payload, gravity or air, burn by burn\n");
  for (const IdealBurn& burn : flight.burns) {
    fmt::print("  {:<26} {:>7.1f} s {:>9.1f} t to {:>7.1f} t {:>9.0f} m/s\n", joined(burn.stages, "and"),
               burn.to_s - burn.from_s, burn.mass_before_kg / 1e3, burn.mass_after_kg / 1e3, burn.velocity_m_s);
  }
  if (flight.burns.empty()) fmt::print("  no engine burns in its usual sequence\n");
  fmt::print("  {:<26} {:>40.0f} m/s\n", "together", flight.velocity_m_s);
}

void print_sequence(const std::vector<SequenceRow>& rows) {
  fmt::print("\nSequence of events\n");
  for (const SequenceRow& row : rows) {
    fmt::print("  {:<26}{}\n", row.event, row.what);
    print_wrapped(fmt::format("when {}", row.when), 6);
    print_wrapped(fmt::format("do {}", row.actions), 6);
  }
}

void show_as_text(const VehicleEntry& entry) {
  const Vehicle& vehicle = entry.vehicle;
  const IdealFlight flight = ideal_flight(vehicle, 0);
  fmt::print("{} ({})\n", vehicle.name, vehicle.id);
  print_wrapped(vehicle.description, 2);
  fmt::print("  mass without payload: {:.1f} t at ignition, {:.1f} t at lift-off\n", flight.ignition_mass_kg / 1e3,
             flight.liftoff_mass_kg / 1e3);
  for (const auto& file : entry.files) fmt::print("  file: {}\n", file.string());
  print_burns(flight);
  const auto figures = all_figures(entry);
  fmt::print("\nFigures: as written, in SI, confidence, source. Masses of a stage are of one body.\n");
  print_figures(figures);
  print_sequence(sequence_of(entry));
  print_sources(figures);
}

Json burns_json(const IdealFlight& flight) {
  Json burns = Json::array();
  for (const IdealBurn& burn : flight.burns) {
    burns.push_back({{"stages", burn.stages},
                     {"from_s", burn.from_s},
                     {"to_s", burn.to_s},
                     {"mass_before_kg", burn.mass_before_kg},
                     {"mass_after_kg", burn.mass_after_kg},
                     {"delta_v_m_s", burn.velocity_m_s}});
  }
  return burns;
}

Json show_as_json(const VehicleEntry& entry) {
  const IdealFlight flight = ideal_flight(entry.vehicle, 0);
  Json object{{"id", entry.vehicle.id},
              {"name", entry.vehicle.name},
              {"kind", entry.upper_stage ? "upper-stage" : "launcher"},
              {"description", entry.vehicle.description},
              {"ignition_mass_kg", flight.ignition_mass_kg},
              {"liftoff_mass_kg", flight.liftoff_mass_kg},
              {"delta_v_m_s", flight.velocity_m_s},
              {"burns", burns_json(flight)}};
  const auto figures = all_figures(entry);
  object["figures"] = Json::array();
  for (const Figure& figure : figures) object["figures"].push_back(to_json(figure));
  object["sequence"] = Json::array();
  for (const SequenceRow& row : sequence_of(entry)) {
    object["sequence"].push_back({{"event", row.event}, {"what", row.what}, {"when", row.when}, {"do", row.actions}});
  }
  object["sources"] = Json::array();
  for (const Source& source : sources_of(figures)) object["sources"].push_back(to_json(source));
  return object;
}

}  // namespace

int run_vehicles(const CatalogueArguments& arguments) {
  if (arguments.id.empty()) {
    list(arguments);
    return exit_done;
  }
  const VehicleEntry entry = find_vehicle(arguments.id);
  if (arguments.json) {
    print_json(show_as_json(entry));
  } else {
    show_as_text(entry);
  }
  return exit_done;
}

}  // namespace cosmodrome::cli
