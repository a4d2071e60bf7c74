#include "catalogue_files.hpp"

#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_vehicle.hpp"
#include "cosmodrome/io/stack.hpp"

namespace cosmodrome::cli {
namespace {

Value checked_vehicle(const std::filesystem::path& file) {
  Value document = read_document(file);
  throw_if_any(check_document(document, DocumentKind::vehicle).problems);
  return document;
}

}  // namespace

bool is_upper_stage(const Value& document) {
  const Value* head = document.find("vehicle");
  const Value* kind = head != nullptr && head->is_table() ? head->find("kind") : nullptr;
  return kind != nullptr && unwrapped(*kind).text == "upper-stage";
}

VehicleEntry find_vehicle(const std::string& name) {
  const CatalogueName parts = parse_catalogue_name(name);
  VehicleEntry entry;
  entry.files.push_back(find_in_catalogue("vehicles", parts.first, ".", {}));
  if (!parts.second.empty()) entry.files.push_back(find_in_catalogue("vehicles", parts.second, ".", {}));
  for (const auto& file : entry.files) entry.documents.push_back(checked_vehicle(file));
  const bool is_stacked = entry.documents.size() == 2;
  entry.flying = is_stacked ? stacked(entry.documents[0], entry.documents[1]) : entry.documents[0];
  entry.upper_stage = !is_stacked && is_upper_stage(entry.flying);
  keep_for(entry.flying, is_stacked || entry.upper_stage);
  std::vector<Problem> problems;
  choose_fairing(entry.flying, "", entry.flying.place, problems);
  throw_if_any(std::move(problems));
  // A launcher has its names held against each other; those of an upper stage alone wait for its launcher's.
  entry.vehicle = entry.upper_stage ? read_vehicle(entry.flying) : load_vehicle(name);
  if (entry.upper_stage) entry.vehicle.id = entry.files.front().stem().string();
  return entry;
}

}  // namespace cosmodrome::cli
