#include "targets.hpp"

#include <cmath>
#include <stdexcept>

#include "cosmodrome/base/units.hpp"
#include "cosmodrome/io/column_file.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_areas.hpp"
#include "cosmodrome/io/read_box.hpp"
#include "cosmodrome/io/read_criteria.hpp"
#include "cosmodrome/io/read_manoeuvres.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/io/read_station.hpp"
#include "cosmodrome/io/sp3.hpp"
#include "cosmodrome/io/spk_oem.hpp"
#include "cosmodrome/io/trajectory.hpp"

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

void demand_people(const PopulationGrid& map) {
  demand(std::isfinite(map.total()) && map.total() >= 0, "a negative population was let through");
  const PopulationGrid::Cell last{map.frame().columns - 1, map.frame().rows - 1};
  demand(map.people(last) >= 0 && map.area_m2(last) > 0, "a cell without a size was let through");
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

void messages(std::string_view bytes) {
  accept_or_refuse([&] {
    const NdmFile read = read_ndm_text(bytes, "fuzz.ndm");
    for (const NdmForm form : {NdmForm::kvn, NdmForm::xml}) {
      const std::string text = write_ndm(read, form);
      try {
        demand(write_ndm(read_ndm_text(text, "fuzz.again"), form) == text, "a message does not come back");
      } catch (const InputError& error) {
        throw std::logic_error("what was written is refused: " + std::string(error.what()) + "\n" + text);
      }
    }
  });
}

void catalogue(std::string_view bytes) {
  const std::string_view form = mean_elements_form(bytes);
  accept_or_refuse([&] {
    const auto read = form == "json"  ? read_omm_json(bytes, "fuzz.json")
                      : form == "csv" ? read_omm_csv(bytes, "fuzz.csv")
                                      : read_tle_text(bytes, "fuzz.tle");
    const std::string kvn = write_ndm({{}, read}, NdmForm::kvn);
    demand(!write_omm_csv(read).empty() && !write_omm_json(read).empty(), "elements that cannot be written");
    if (form.empty() || form == "tle")
      demand(write_tle(read).notes.empty(), "a TLE that has too many digits for a TLE");
  });
}

void sp3(std::string_view bytes) {
  accept_or_refuse([&] {
    const Sp3File read = read_sp3_text(bytes, "fuzz.sp3");
    demand(!to_oem(read, "fuzz.sp3", "2026-01-02T03:04:05").segments.empty(),
           "an orbit without satellites was let through");
  });
}

void spk(std::string_view bytes) {
  accept_or_refuse([&] {
    const NdmMessage read = spk_to_oem(bytes, "fuzz.bsp", "2026-01-02T03:04:05");
    demand(!read.segments.empty(), "an ephemeris without segments was let through");
    const std::string text = write_ndm({{}, {read}}, NdmForm::kvn);
    demand(write_ndm(read_ndm_text(text, "fuzz.again"), NdmForm::kvn) == text, "a message does not come back");
  });
}

void population(std::string_view bytes) {
  accept_or_refuse([&] { demand_people(read_ascii_grid_text(bytes, "fuzz.asc")); });
}

void geotiff(std::string_view bytes) {
  accept_or_refuse([&] { demand_people(read_geotiff(bytes, "fuzz.tif")); });
}

void flight(std::string_view bytes) {
  const NamedText text{"fuzz", std::string(bytes)};
  const bool is_json = bytes.starts_with('{');
  accept_or_refuse([&] {
    const auto json = is_json ? std::optional(text) : std::nullopt,
               table = is_json ? std::nullopt : std::optional(text);
    demand(!read_flight_texts(json, table).flight.points.empty(), "a flight without a path was let through");
  });
}

void areas(std::string_view bytes) {
  accept_or_refuse([&] {
    for (const GroundPolygon& polygon : read_areas_text(bytes, "fuzz.geojson")) {
      demand(polygon.outline.size() >= 3, "an outline without an inside was let through");
    }
  });
  accept_or_refuse(
      [&] { demand(!read_limit_lines_text(bytes, "fuzz.geojson").empty(), "no limit line was let through"); });
}

void assumptions(std::string_view bytes) {
  accept_or_refuse([&] {
    double share = 0;
    for (const DebrisClass& one : read_assumptions_text(bytes, "fuzz.toml").debris) share += one.share;
    demand(std::abs(share - 1) < 0.02, "debris whose mass does not close was let through");
  });
}

void manoeuvres(std::string_view bytes) {
  accept_or_refuse([&] {
    const ManoeuvreFile read = read_manoeuvres_text(bytes, "fuzz.toml");
    demand(!read.plan.burns.empty(), "a plan without burns was let through");
    for (const PlannedBurn& burn : read.plan.burns) {
      demand(std::isfinite(norm(burn.change_m_s)), "a change without end was let through");
      demand(burn.moment.after_s <= read.plan.length_s, "a burn after the end was let through");
    }
  });
}

void criteria(std::string_view bytes) {
  accept_or_refuse([&] {
    for (const RiskCriterion& one : read_criteria_text(bytes, "fuzz.toml")) {
      demand(std::isfinite(one.limit) && one.limit > 0, "a limit that is none was let through");
    }
  });
}

void arguments(std::string_view bytes) {
  const std::string text(bytes);
  accept_or_refuse([&] {
    for (const BoxSide& side : read_box("fuzz", text)) {
      demand(std::isfinite(side.half_width) && side.half_width > 0, "a side without a width was let through");
    }
  });
  accept_or_refuse([&] {
    const GroundStation station = read_station("fuzz", text, 0.1);
    demand(std::isfinite(station.place.altitude_m) && std::abs(station.place.latitude_rad) < 1.5708,
           "a station beyond the pole was let through");
  });
  accept_or_refuse([&] {
    const double second = read_local_time_s("fuzz", text);
    demand(second >= 0 && second < 86400, "a time beyond the day was let through");
  });
  accept_or_refuse([&] {
    const auto [revolutions, days] = read_repetition("fuzz", text);
    demand(revolutions > 0 && days > 0, "a track that does not repeat was let through");
  });
}

}  // namespace cosmodrome::fuzz
