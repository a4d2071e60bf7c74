#pragma once
#include <string>
#include <vector>

#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/orbit/station_keeping.hpp"

namespace cosmodrome {

/// A satellite that was kept, and from what.
struct KeepReport {
  const SpacecraftState& start;
  const KeepRequest& request;
  const Keeping& kept;
};

/// keep.json, and what `--json` prints.
std::string write_keep_json(const KeepReport& report);

/// For the terminal: the box, burns by what asked for them, propellant, and what closed forms say beside it.
std::string write_keep_summary(const KeepReport& report);

/// All files: keep.json, keep.csv (the box's quantities by time), burns.csv, and keep.oem if the path was asked for.
/// `creation_utc` as for write_oem().
std::vector<FileText> keep_files(const KeepReport& report, const std::string& creation_utc);

}  // namespace cosmodrome
