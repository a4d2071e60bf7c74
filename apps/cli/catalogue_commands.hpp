#pragma once
#include <string>

namespace cosmodrome::cli {

/// For `vehicles`, `sites` and `show`: an id shows that entry, none lists all.
struct CatalogueArguments {
  std::string id;
  bool json = false;
  bool ids = false;  ///< ids alone, one a line
};
int run_vehicles(const CatalogueArguments& arguments);
int run_sites(const CatalogueArguments& arguments);

}  // namespace cosmodrome::cli
