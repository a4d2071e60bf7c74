#include "targets.hpp"

#include <cmath>
#include <stdexcept>

#include "cosmodrome/base/units.hpp"
#include "cosmodrome/io/column_file.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome::fuzz {
namespace {

void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

template <class Read>
void accept_or_refuse(Read&& read) {
  try {
    read();
  } catch (const InputError& error) {
    demand(!error.problems().empty() && !error.problems().front().found.empty(), "a refusal must say why");
  }
}

}  // namespace

void mission(std::string_view bytes) {
  accept_or_refuse([&] {
    const Mission read = read_mission_text(bytes, "fuzz.toml");
    demand(mission_hash(read).size() == 32, "a hash has 32 digits");
    for (const Payload& payload : read.payloads) demand(payload.mass_kg >= 0, "a negative mass was let through");
    for (const Target& target : read.targets) {
      demand(target.apogee_altitude_m >= target.perigee_altitude_m, "an apogee below its perigee was let through");
    }
  });
}

void vehicle(std::string_view bytes) {
  accept_or_refuse([&] {
    const Vehicle read = read_vehicle_text(bytes, "fuzz.toml");
    for (const Stage& stage : read.stages) {
      demand(std::isfinite(stage.dry_mass_kg) && stage.dry_mass_kg >= 0, "a negative mass was let through");
      demand(stage.residual_kg <= stage.propellant_kg, "more residual than propellant was let through");
    }
    for (const Aerodynamics& table : read.aerodynamics) {
      demand(table.mach.size() == table.drag_coefficient.size(), "a table of unequal columns was let through");
    }
  });
}

void site(std::string_view bytes) {
  accept_or_refuse([&] {
    for (const Site& pad : read_site_text(bytes, "fuzz.toml")) {
      demand(std::abs(pad.latitude_rad) < 1.5708, "a latitude beyond the pole was let through");
    }
  });
}

void quantity(std::string_view bytes) {
  const ParsedQuantity parsed = parse_quantity(bytes);
  demand(!parsed.message.empty() || std::isfinite(parsed.value), "an infinite quantity was let through");
  if (const auto unit = parse_unit(bytes)) demand(!std::isnan(unit->factor), "a unit without a factor was let through");
}

void columns(std::string_view bytes) {
  accept_or_refuse([&] {
    const auto read = read_columns_text(bytes, "fuzz.csv", {"altitude_m", "speed_m_s"});
    demand(read[0].size() == read[1].size(), "unequal columns were let through");
  });
}

}  // namespace cosmodrome::fuzz
