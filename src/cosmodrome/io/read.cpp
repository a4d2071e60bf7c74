#include "cosmodrome/io/read.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/read_campaign.hpp"
#include "cosmodrome/io/read_mission.hpp"
#include "cosmodrome/io/read_sequence.hpp"
#include "cosmodrome/io/read_site.hpp"
#include "cosmodrome/io/read_vehicle.hpp"
#include "cosmodrome/io/stack.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/mission/check.hpp"

namespace cosmodrome {
namespace {

/// A document held to the table of its kind and to the forms that the table cannot say.
CheckedDocument checked(const Value& root, DocumentKind kind) {
  CheckedDocument result = check_document(root, kind);
  if (kind == DocumentKind::site || kind == DocumentKind::mission) check_site_form(root, result.problems);
  if (kind == DocumentKind::mission) check_mission_form(root, result.problems);
  if (kind != DocumentKind::site) check_sequence_form(root, result.problems);
  return result;
}

Value read_checked(const std::filesystem::path& path, DocumentKind kind) {
  Value root = read_document(path);
  throw_if_any(checked(root, kind).problems);
  return root;
}

bool is_upper_stage(const Value& root) {
  const Value* head = root.find("vehicle");
  const Value* kind = head != nullptr ? head->find("kind") : nullptr;
  return kind != nullptr && unwrapped(*kind).text == "upper-stage";
}

/// The place of the longest path that leads to `path`: a key that is absent has the place of what lacks it.
Place place_of(const std::map<std::string, Place>& places, std::string path, const Place& otherwise) {
  while (!path.empty()) {
    if (const auto found = places.find(path); found != places.end()) return found->second;
    const auto dot = path.rfind('.');
    path.resize(dot == std::string::npos ? 0 : dot);
  }
  return otherwise;
}

std::vector<Problem> with_places(const std::vector<Finding>& findings, const std::map<std::string, Place>& places,
                                 const Place& otherwise) {
  std::vector<Problem> problems;
  for (const Finding& finding : findings) {
    problems.push_back(
        problem_at(place_of(places, finding.path, otherwise), finding.path, finding.found, finding.remedy));
  }
  return problems;
}

/// A vehicle as a document, stacked but with all its fairings, and what was found in it.
struct VehicleDocument {
  Value root;
  std::string id;
};

std::string id_of(const std::filesystem::path& path) { return path.stem().string(); }

VehicleDocument vehicle_document(const std::string& name, const std::filesystem::path& folder, const Place& place) {
  const CatalogueName parts = parse_catalogue_name(name);
  const auto first = find_in_catalogue("vehicles", parts.first, folder, place);
  VehicleDocument document{read_checked(first, DocumentKind::vehicle), id_of(first)};
  if (parts.second.empty()) {
    keep_for(document.root, false);
    return document;
  }
  const auto second = find_in_catalogue("vehicles", parts.second, folder, place);
  const Value upper = read_checked(second, DocumentKind::vehicle);
  if (is_upper_stage(document.root) || !is_upper_stage(upper)) {
    throw InputError(problem_at(place, "", fmt::format("\"{}\" is not an upper stage on a launcher", shortened(name)),
                                "write LAUNCHER/UPPER-STAGE, as in soyuz-2.1b/fregat"));
  }
  document.root = stacked(document.root, upper);
  document.id += "/" + id_of(second);
  keep_for(document.root, true);
  return document;
}

void refuse_lone_upper_stage(const VehicleDocument& document, const Place& place) {
  if (!is_upper_stage(document.root) || document.id.find('/') != std::string::npos) return;
  throw InputError(problem_at(place, "", fmt::format("\"{}\" is an upper stage and does not fly alone", document.id),
                              fmt::format("write LAUNCHER/{0}, as in soyuz-2.1b/{0}", document.id)));
}

/// Reads a stacked document whose parts have been chosen; adds to `problems`.
Vehicle finish_vehicle(const VehicleDocument& document, CheckedDocument& check) {
  check = checked(document.root, DocumentKind::vehicle);
  throw_if_any(check.problems);
  Vehicle vehicle = read_vehicle(document.root);
  vehicle.id = document.id;
  vehicle.has_upper_stage = !parse_catalogue_name(document.id).second.empty();
  vehicle.provenance = check.provenance;
  return vehicle;
}

/// With the vehicle's own choice of fairing, and its names held against each other.
Vehicle whole_vehicle(VehicleDocument document) {
  std::vector<Problem> problems;
  choose_fairing(document.root, "", document.root.place, problems);
  throw_if_any(std::move(problems));
  CheckedDocument check;
  Vehicle vehicle = finish_vehicle(document, check);
  throw_if_any(with_places(errors_in(vehicle), check.places, document.root.place));
  return vehicle;
}

struct SiteDocument {
  Value root;
  Site pad;
};

std::vector<std::string> pad_names(const std::vector<Site>& pads) {
  std::vector<std::string> names;
  for (const Site& pad : pads) names.push_back(pad.id);
  return names;
}

SiteDocument site_document(const std::string& name, const std::filesystem::path& folder, const Place& place) {
  const CatalogueName parts = parse_catalogue_name(name);
  const auto path = find_in_catalogue("sites", parts.first, folder, place);
  SiteDocument document{read_document(path), {}};
  const CheckedDocument check = checked(document.root, DocumentKind::site);
  throw_if_any(check.problems);
  const std::vector<Site> pads = read_pads(document.root, id_of(path));
  const std::string wanted = id_of(path) + "/" + parts.second;
  const auto found = std::find_if(pads.begin(), pads.end(), [&](const Site& pad) { return pad.id == wanted; });
  if (found != pads.end())
    document.pad = *found;
  else if (parts.second.empty() && pads.size() == 1)
    document.pad = pads.front();
  else {
    const std::string meant = nearest(wanted, pad_names(pads));
    throw InputError(problem_at(place, "",
                                parts.second.empty() ? fmt::format("\"{}\" has {} pads", shortened(name), pads.size())
                                                     : fmt::format("there is no pad \"{}\"", shortened(wanted)),
                                parts.second.empty() || meant.empty()
                                    ? fmt::format("write one of {}", joined(pad_names(pads), "or"))
                                    : fmt::format("did you mean \"{}\"?", meant)));
  }
  document.pad.provenance = check.provenance;
  return document;
}

void resolve_final_target(Mission& mission) {
  if (mission.targets.empty()) return;
  const std::string& first = mission.targets.front().name;
  for (SequenceItem& item : mission.vehicle.sequence) {
    if (item.when.target == "final") item.when.target = first;
    for (Action& action : item.actions) {
      if (action.target == "final") action.target = first;
    }
  }
}

const Value& head_value(const Value& root, std::string_view key) { return unwrapped(*root.find("mission")->find(key)); }

void add_drop_zones(Mission& mission, const Value& site_root, const Value& mission_root) {
  for (const WrittenDropZone& written : read_drop_zones(DocumentKind::site, site_root)) {
    if (is_for(written, mission)) mission.drop_zones.push_back(written.zone);
  }
  for (const WrittenDropZone& written : read_drop_zones(DocumentKind::mission, mission_root)) {
    mission.drop_zones.push_back(written.zone);
  }
}

struct MissionWithPlaces {
  Mission mission;
  std::map<std::string, Place> places;
  Place start;
};

MissionWithPlaces assemble(const Value& root, const std::filesystem::path& path) {
  const std::filesystem::path folder = path.parent_path();
  CheckedDocument own = checked(root, DocumentKind::mission);
  throw_if_any(own.problems);

  MissionWithPlaces result;
  result.start = root.place;
  Mission& mission = result.mission;
  mission = read_mission(root, folder);
  mission.id = id_of(path);
  mission.file = path.string();

  const Value& vehicle_name = head_value(root, "vehicle");
  VehicleDocument document = vehicle_document(vehicle_name.text, folder, vehicle_name.place);
  refuse_lone_upper_stage(document, vehicle_name.place);
  const Value* fairing = root.find("mission")->find("fairing");
  std::vector<Problem> problems;
  choose_fairing(document.root, fairing != nullptr ? unwrapped(*fairing).text : std::string{},
                 fairing != nullptr ? fairing->place : vehicle_name.place, problems);
  if (const Value* overrides = root.find("override"); overrides != nullptr) {
    apply_overrides(document.root, *overrides, problems);
  }
  throw_if_any(std::move(problems));
  merge_sequence(document.root, root);
  CheckedDocument vehicle_check;
  mission.vehicle = finish_vehicle(document, vehicle_check);

  const Value& site_name = head_value(root, "site");
  const SiteDocument site = site_document(site_name.text, folder, site_name.place);
  mission.site = site.pad;
  mission.provenance = own.provenance;
  add_drop_zones(mission, site.root, root);

  result.places = vehicle_check.places;
  for (const auto& [key, place] : own.places) result.places[key] = place;
  throw_if_any(with_places(errors_in(mission), result.places, result.start));
  std::vector<Problem> of_campaign;
  read_campaign(root, mission, of_campaign);
  throw_if_any(std::move(of_campaign));
  resolve_final_target(mission);
  return result;
}

}  // namespace

Mission load_mission(const std::filesystem::path& path) { return assemble(read_document(path), path).mission; }

Mission read_mission_text(std::string_view text, const std::filesystem::path& file) {
  return assemble(parse_document(text, file.string()), file).mission;
}

std::vector<Problem> mission_warnings(const Mission& mission) {
  const std::vector<Finding> findings = warnings_in(mission);
  if (findings.empty()) return {};
  if (mission.file.empty()) return with_places(findings, {}, {});
  const MissionWithPlaces again = assemble(read_document(mission.file), mission.file);
  return with_places(findings, again.places, again.start);
}

Vehicle load_vehicle(const std::string& name, const std::filesystem::path& folder) {
  VehicleDocument document = vehicle_document(name, folder, {});
  refuse_lone_upper_stage(document, {});
  return whole_vehicle(std::move(document));
}

Vehicle read_vehicle_text(std::string_view text, const std::filesystem::path& file) {
  VehicleDocument document{parse_document(text, file.string()), id_of(file)};
  throw_if_any(checked(document.root, DocumentKind::vehicle).problems);
  keep_for(document.root, false);
  return whole_vehicle(std::move(document));
}

std::vector<Site> read_site_text(std::string_view text, const std::filesystem::path& file) {
  const Value root = parse_document(text, file.string());
  throw_if_any(checked(root, DocumentKind::site).problems);
  return read_pads(root, id_of(file));
}

Site load_site(const std::string& name, const std::filesystem::path& folder) {
  return site_document(name, folder, {}).pad;
}

std::vector<VehicleFacts> list_vehicles() {
  std::vector<VehicleFacts> list;
  for (const std::string& id : catalogue_ids("vehicles")) {
    const auto file = find_in_catalogue("vehicles", id, ".", {});
    VehicleDocument document = vehicle_document(id, ".", {});
    std::vector<Problem> problems;
    choose_fairing(document.root, "", document.root.place, problems);
    throw_if_any(std::move(problems));
    CheckedDocument check;
    // An upper stage alone waits for events of a launcher, so its names are not held against each other here.
    const Vehicle vehicle = finish_vehicle(document, check);
    VehicleFacts facts{id, vehicle.name, vehicle.description, is_upper_stage(document.root), 0, file};
    for (const Stage& stage : vehicle.stages) {
      facts.liftoff_mass_kg +=
          stage.count * (stage.dry_mass_kg + stage.inert_mass_kg + stage.propellant_kg + stage.drive_propellant_kg);
    }
    for (const Part& part : vehicle.parts) facts.liftoff_mass_kg += part.mass_kg;
    list.push_back(std::move(facts));
  }
  return list;
}

std::vector<SiteFacts> list_sites() {
  std::vector<SiteFacts> list;
  for (const std::string& id : catalogue_ids("sites")) {
    const auto file = find_in_catalogue("sites", id, ".", {});
    for (const Site& pad : read_pads(read_checked(file, DocumentKind::site), id)) {
      list.push_back({pad.id, pad.name, pad.country, pad.latitude_rad, pad.longitude_rad, file});
    }
  }
  return list;
}

}  // namespace cosmodrome
