#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// A name in a mission file, taken apart: "soyuz-2.1b/fregat" or "./my.toml/fregat".
struct CatalogueName {
  std::string first;   ///< id, or path of a file
  std::string second;  ///< what follows the stroke; empty if nothing does
  [[nodiscard]] bool first_is_file() const;
  [[nodiscard]] bool second_is_file() const;
};

CatalogueName parse_catalogue_name(const std::string& name);

/// The folder with `vehicles/` and `sites/`: the environment variable COSMODROME_DATA, else where the program was
/// installed or built.
std::filesystem::path catalogue_folder();

/// The ids of the files in a folder of the catalogue, sorted.
std::vector<std::string> catalogue_ids(const std::string& kind);

/// The file of an entry. `kind` is "vehicles" or "sites"; a file of the user's is looked for in `folder`.
/// Throws InputError at `place` if the catalogue has no such entry.
std::filesystem::path find_in_catalogue(const std::string& kind, const std::string& name,
                                        const std::filesystem::path& folder, const Place& place);

}  // namespace cosmodrome
