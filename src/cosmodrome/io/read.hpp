#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// Reads a mission file, the vehicle and the site it names, and checks them together. Throws InputError with up to
/// ten problems, each with file, line, column, what was found and what would do.
///
///     const Mission mission = load_mission("missions/luna-25.toml");
Mission load_mission(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages, and other files are looked for beside it.
Mission read_mission_text(std::string_view text, const std::filesystem::path& file);

/// A vehicle of the catalogue ("soyuz-2.1b", "soyuz-2.1b/fregat") or of the user ("./my.toml", "./my.toml/fregat",
/// looked for in `folder`), with its own choice of fairing. Throws InputError.
Vehicle load_vehicle(const std::string& name, const std::filesystem::path& folder = ".");

/// A launcher or upper stage from text; `file` is the name for messages. Throws InputError.
Vehicle read_vehicle_text(std::string_view text, const std::filesystem::path& file);

/// The pads of a site from text. Throws InputError.
std::vector<Site> read_site_text(std::string_view text, const std::filesystem::path& file);

/// A pad of the catalogue ("vostochny/1S"; "vostochny" if it has one pad) or of the user ("./my.toml/1").
/// Throws InputError.
Site load_site(const std::string& name, const std::filesystem::path& folder = ".");

/// What is worth knowing of a mission that reads well but may not fly: an orbit that costs a dog-leg, an azimuth
/// outside the site's limits, an engine whose figures disagree. With place and remedy, as errors have.
std::vector<Problem> mission_warnings(const Mission& mission);

struct VehicleFacts {
  std::string id;
  std::string name;
  std::string description;
  bool upper_stage = false;
  double liftoff_mass_kg = 0;  ///< without payload
  std::filesystem::path file;
};

struct SiteFacts {
  std::string id;  ///< "vostochny/1S"
  std::string name;
  std::string country;
  double latitude_rad = 0;
  double longitude_rad = 0;
  std::filesystem::path file;
};

/// What the catalogue holds, by id. A file that cannot be read throws InputError.
std::vector<VehicleFacts> list_vehicles();
std::vector<SiteFacts> list_sites();

/// Hash of everything that decides the flight, 128 bits as 32 hexadecimal digits. The same mission has the same
/// hash on every machine; comments, sources, names of people's choice and published times do not enter.
std::string mission_hash(const Mission& mission);

/// Hash of everything that decides the flights of a campaign: the mission's, what varies, how it is drawn and what may
/// fail; not how many flights are flown.
std::string campaign_hash(const Mission& mission);

}  // namespace cosmodrome
