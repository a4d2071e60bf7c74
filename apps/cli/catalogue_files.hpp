#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome::cli {

/// A vehicle of the catalogue or of the user, as its files say it and as it flies.
struct VehicleEntry {
  std::vector<std::filesystem::path> files;  ///< the launcher's, the upper stage's
  std::vector<Value> documents;              ///< the same, whole
  Value flying;                              ///< with its upper stage and its own choice of fairing
  Vehicle vehicle;
  bool upper_stage = false;  ///< an upper stage alone
};

/// "soyuz-2.1b", "fregat", "soyuz-2.1b/fregat", "./mine.toml". Throws InputError.
VehicleEntry find_vehicle(const std::string& name);

/// Whether the file says that it is an upper stage.
bool is_upper_stage(const Value& document);

}  // namespace cosmodrome::cli
