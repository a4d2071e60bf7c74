#include <filesystem>

#include <nanobind/stl/filesystem.h>

#include "bind.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/mission/check.hpp"

namespace cosmodrome::python {
namespace {

void bind_vehicle(nb::module_& m) {
  nb::class_<Engine>(m, "Engine", "A rocket engine or solid motor.")
      .def_ro("id", &Engine::id)
      .def_ro("name", &Engine::name)
      .def_rw("thrust_vacuum_N", &Engine::thrust_vacuum_N)
      .def_rw("thrust_sea_level_N", &Engine::thrust_sea_level_N, "0: never burns in air.")
      .def_rw("isp_vacuum_s", &Engine::isp_vacuum_s, "Of the propellant that gives thrust.")
      .def_rw("isp_sea_level_s", &Engine::isp_sea_level_s)
      .def_rw("throttle_min", &Engine::throttle_min)
      .def_rw("throttle_max", &Engine::throttle_max)
      .def_rw("start_up_s", &Engine::start_up_s)
      .def_rw("tail_off_s", &Engine::tail_off_s)
      .def("__repr__", [](const Engine& engine) { return "Engine(" + engine.id + ")"; });
  nb::class_<Stage>(m, "Stage", "One body of the vehicle, or `count` equal ones side by side; masses are of one body.")
      .def_ro("id", &Stage::id)
      .def_ro("name", &Stage::name)
      .def_ro("count", &Stage::count)
      .def_ro("engine", &Stage::engine, "Id of its engine.")
      .def_ro("engine_count", &Stage::engine_count, "On one body.")
      .def_rw("dry_mass_kg", &Stage::dry_mass_kg)
      .def_rw("inert_mass_kg", &Stage::inert_mass_kg)
      .def_rw("propellant_kg", &Stage::propellant_kg)
      .def_rw("residual_kg", &Stage::residual_kg, "Of the propellant, what cannot be burned.")
      .def_rw("drive_propellant_kg", &Stage::drive_propellant_kg)
      .def_rw("fall_drag_area_m2", &Stage::fall_drag_area_m2)
      .def("__repr__", [](const Stage& stage) { return "Stage(" + stage.id + ")"; });
  nb::class_<Part>(m, "Part", "What is dropped on its own: a fairing, a tail section. All pieces together.")
      .def_ro("id", &Part::id)
      .def_ro("name", &Part::name)
      .def_ro("role", &Part::role)
      .def_ro("pieces", &Part::pieces)
      .def_rw("mass_kg", &Part::mass_kg)
      .def_rw("fall_drag_area_m2", &Part::fall_drag_area_m2)
      .def("__repr__", [](const Part& part) { return "Part(" + part.id + ")"; });
  nb::bind_vector<std::vector<Engine>, nb::rv_policy::reference_internal>(m, "EngineList");
  nb::bind_vector<std::vector<Stage>, nb::rv_policy::reference_internal>(m, "StageList");
  nb::bind_vector<std::vector<Part>, nb::rv_policy::reference_internal>(m, "PartList");
  nb::class_<Vehicle>(m, "Vehicle", "A rocket, whole: stages from the ground up, parts, engines.")
      .def_ro("id", &Vehicle::id)
      .def_ro("name", &Vehicle::name)
      .def_ro("description", &Vehicle::description)
      .def_rw("engines", &Vehicle::engines)
      .def_rw("stages", &Vehicle::stages)
      .def_rw("parts", &Vehicle::parts)
      .def("__repr__", [](const Vehicle& vehicle) { return "Vehicle(" + vehicle.id + ")"; });
}

void bind_tables(nb::module_& m) {
  nb::class_<AtmosphereTable>(m, "Atmosphere",
                              "Air by geometric altitude, in place of the US Standard Atmosphere 1976. Altitudes rise.")
      .def(nb::init<>())
      .def(
          "__init__",
          [](AtmosphereTable* self, std::vector<double> altitude_m, std::vector<double> density_kg_m3,
             std::vector<double> pressure_Pa, std::vector<double> temperature_K) {
            new (self) AtmosphereTable{std::move(altitude_m), std::move(density_kg_m3), std::move(pressure_Pa),
                                       std::move(temperature_K)};
          },
          "altitude_m"_a, "density_kg_m3"_a, "pressure_Pa"_a, "temperature_K"_a)
      .def_rw("altitude_m", &AtmosphereTable::altitude_m)
      .def_rw("density_kg_m3", &AtmosphereTable::density_kg_m3)
      .def_rw("pressure_Pa", &AtmosphereTable::pressure_Pa)
      .def_rw("temperature_K", &AtmosphereTable::temperature_K);
  nb::class_<WindProfile>(m, "Wind", "Wind by altitude: where it blows to, east and north.")
      .def(nb::init<>())
      .def(
          "__init__",
          [](WindProfile* self, std::vector<double> altitude_m, std::vector<double> east_m_s,
             std::vector<double> north_m_s) {
            new (self) WindProfile{std::move(altitude_m), std::move(east_m_s), std::move(north_m_s)};
          },
          "altitude_m"_a, "east_m_s"_a, "north_m_s"_a)
      .def_rw("altitude_m", &WindProfile::altitude_m)
      .def_rw("east_m_s", &WindProfile::east_m_s)
      .def_rw("north_m_s", &WindProfile::north_m_s);
  nb::class_<SteeringTable>(m, "SteeringTable", "Pitch and yaw of the thrust axis by time since lift-off.")
      .def_ro("name", &SteeringTable::name)
      .def_rw("t_s", &SteeringTable::t_s)
      .def_rw("pitch_rad", &SteeringTable::pitch_rad, "Above the pad's horizon, inertial.")
      .def_rw("yaw_rad", &SteeringTable::yaw_rad, "Left of the launch azimuth; may be empty.");
  nb::bind_vector<std::vector<SteeringTable>, nb::rv_policy::reference_internal>(m, "SteeringTableList");
  nb::class_<ThrottleTable>(m, "ThrottleTable",
                            "Throttle of a stage's engines by time since lift-off, straight between rows.")
      .def(
          "__init__",
          [](ThrottleTable* self, std::string stage, std::vector<double> t_s, std::vector<double> level) {
            new (self) ThrottleTable{std::move(stage), std::move(t_s), std::move(level)};
          },
          "stage"_a, "t_s"_a, "level"_a)
      .def_rw("stage", &ThrottleTable::stage)
      .def_rw("t_s", &ThrottleTable::t_s)
      .def_rw("level", &ThrottleTable::level, "1: full throttle.");
  nb::bind_vector<std::vector<ThrottleTable>, nb::rv_policy::reference_internal>(m, "ThrottleTableList");
}

void bind_whither(nb::module_& m) {
  nb::class_<Payload>(m, "Payload")
      .def(
          "__init__",
          [](Payload* self, std::string name, double mass_kg, double drag_area_m2) {
            new (self) Payload{std::move(name), mass_kg, drag_area_m2};
          },
          "name"_a, "mass_kg"_a, "drag_area_m2"_a = 0.0)
      .def_rw("name", &Payload::name)
      .def_rw("mass_kg", &Payload::mass_kg)
      .def_rw("drag_area_m2", &Payload::drag_area_m2, "In free flight, with the drag coefficient; 0: not given.")
      .def("__repr__", [](const Payload& payload) { return "Payload(" + payload.name + ")"; });
  nb::bind_vector<std::vector<Payload>, nb::rv_policy::reference_internal>(m, "PayloadList");
  nb::class_<Target>(m, "Target", "An orbit to be reached; apsides above the equatorial radius of WGS84.")
      .def_ro("name", &Target::name)
      .def_rw("perigee_altitude_m", &Target::perigee_altitude_m)
      .def_rw("apogee_altitude_m", &Target::apogee_altitude_m)
      .def_rw("inclination_rad", &Target::inclination_rad)
      .def_rw("raan_rad", &Target::raan_rad, nb::arg().none(), "None: free.")
      .def_rw("argument_of_perigee_rad", &Target::argument_of_perigee_rad, nb::arg().none(), "None: free.")
      .def_rw("descending", &Target::descending, "Launch southward instead of northward.")
      .def("__repr__", [](const Target& target) { return "Target(" + target.name + ")"; });
  nb::bind_vector<std::vector<Target>, nb::rv_policy::reference_internal>(m, "TargetList");
  nb::class_<Site>(m, "Site", "A launch pad, geodetic on WGS84.")
      .def_ro("id", &Site::id)
      .def_ro("name", &Site::name)
      .def_ro("country", &Site::country)
      .def_rw("latitude_rad", &Site::latitude_rad)
      .def_rw("longitude_rad", &Site::longitude_rad)
      .def_rw("altitude_m", &Site::altitude_m)
      .def("__repr__", [](const Site& site) { return "Site(" + site.id + ")"; });
}

}  // namespace

void bind_mission(nb::module_& m) {
  bind_vehicle(m);
  bind_tables(m);
  bind_whither(m);
  nb::class_<Mission> bound(m, "Mission", "Everything that decides a flight. A value: copy it, change it, fly it.");
  bound.def_ro("id", &Mission::id)
      .def_rw("name", &Mission::name)
      .def_rw("description", &Mission::description)
      .def_rw("site", &Mission::site)
      .def_rw("vehicle", &Mission::vehicle)
      .def_rw("payloads", &Mission::payloads)
      .def_rw("targets", &Mission::targets)
      .def_rw("atmosphere", &Mission::atmosphere)
      .def_rw("wind", &Mission::wind)
      .def_ro("steering_tables", &Mission::steering_tables)
      .def_rw("throttle_tables", &Mission::throttle_tables)
      .def_rw("launch_azimuth_rad", &Mission::launch_azimuth_rad, nb::arg().none(), "None: plan() finds it.")
      .def_rw("pitch_over_rad", &Mission::pitch_over_rad, nb::arg().none(), "None: plan() finds it.")
      .def_rw("guidance_period_s", &Mission::guidance_period_s)
      .def_prop_rw(
          "liftoff", [](const Mission& mission) { return mission.liftoff.to_utc_string(); },
          [](Mission& mission, const std::string& utc) { mission.liftoff = Epoch::from_utc(utc); },
          "UTC, ISO 8601: 2023-08-10T23:10:57Z.")
      .def_prop_ro(
          "hash", [](const Mission& mission) { return mission_hash(mission); },
          "Of everything that decides the flight: 32 hexadecimal digits.")
      .def(
          "check",
          [](const Mission& mission) {
            std::vector<Problem> found;
            const auto add = [&](const Finding& finding) {
              found.push_back({mission.file, 0, 0, finding.path, finding.found, finding.remedy});
            };
            for (const Finding& finding : errors_in(mission)) add(finding);
            for (const Finding& finding : warnings_in(mission)) add(finding);
            return found;
          },
          "What keeps the mission from being flown, and what does not but may surprise: a list of Problem.")
      .def("__copy__", [](const Mission& mission) { return mission; })
      .def("__deepcopy__", [](const Mission& mission, const nb::dict&) { return mission; })
      .def("__repr__", [](const Mission& mission) { return "Mission(" + mission.name + ")"; });
  bind_dispersions(m, bound);
  m.def("read_mission", &load_mission, "path"_a, "Reads a mission file and what it names. Raises InputError.");
  m.def(
      "read_mission_text",
      [](const std::string& text, const std::string& file) { return read_mission_text(text, file); }, "text"_a,
      "file"_a = "mission.toml", "The same from text; `file` is the name for messages. Raises InputError.");
  m.def(
      "load_vehicle", [](const std::string& name) { return load_vehicle(name); }, "name"_a,
      "A vehicle of the catalogue, such as soyuz-2.1b/fregat. Raises InputError.");
  m.def(
      "load_site", [](const std::string& name) { return load_site(name); }, "name"_a,
      "A pad of the catalogue, such as vostochny/1S. Raises InputError.");
  m.def(
      "vehicles",
      [] {
        nb::list names;
        for (const auto& facts : list_vehicles()) names.append(facts.id);
        return names;
      },
      "Ids of the catalogue's launchers and upper stages.");
  m.def(
      "sites",
      [] {
        nb::list names;
        for (const auto& facts : list_sites()) names.append(facts.id);
        return names;
      },
      "Ids of the catalogue's pads.");
}

}  // namespace cosmodrome::python
