#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// All pads of a checked site document. `id` is that of the site: pads are called "id/pad".
std::vector<Site> read_pads(const Value& root, const std::string& id);

/// A drop zone and the flights it was closed for.
struct WrittenDropZone {
  DropZone zone;
  std::vector<std::string> for_flights;
};

std::vector<WrittenDropZone> read_drop_zones(DocumentKind kind, const Value& root);

/// Whether a zone is for a flight: its list is empty, or has the mission's or vehicle's id, or an inclination in
/// degrees ("51.7", within half a degree) or a range of them ("97-99") that the flight's has.
bool is_for(const WrittenDropZone& zone, const Mission& mission);

/// What the table of fields cannot say of pads and zones.
void check_site_form(const Value& root, std::vector<Problem>& problems);

}  // namespace cosmodrome
