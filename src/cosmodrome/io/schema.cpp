#include "cosmodrome/io/schema.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

std::vector<Field> put_together(std::initializer_list<std::span<const Field>> parts) {
  std::vector<Field> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// Of a campaign's fields those of flights that go as planned.
std::span<const Field> what_varies() {
  const auto all = campaign_fields();
  const auto end = std::find_if(all.begin(), all.end(), [](const Field& f) { return !f.path.starts_with("disperse"); });
  return all.first(static_cast<std::size_t>(end - all.begin()));
}

}  // namespace

std::span<const DocumentKind> document_kinds() {
  using enum DocumentKind;
  static constexpr DocumentKind kinds[] = {mission, vehicle, site, safety, manoeuvres};
  return kinds;
}

std::span<const Field> fields(DocumentKind kind) {
  static const std::vector<Field> mission =
      put_together({mission_fields(), sequence_fields(), drop_zone_fields(), campaign_fields()});
  static const std::vector<Field> vehicle = put_together({vehicle_fields(), sequence_fields()});
  static const std::vector<Field> site = put_together({site_fields(), drop_zone_fields()});
  static const std::vector<Field> safety = put_together({safety_fields(), what_varies()});
  switch (kind) {
    case DocumentKind::mission:
      return mission;
    case DocumentKind::vehicle:
      return vehicle;
    case DocumentKind::site:
      return site;
    case DocumentKind::safety:
      return safety;
    case DocumentKind::manoeuvres:
      return manoeuvre_fields();
  }
  return mission;
}

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::mission:
      return "mission";
    case DocumentKind::vehicle:
      return "vehicle";
    case DocumentKind::site:
      return "site";
    case DocumentKind::safety:
      return "safety";
    case DocumentKind::manoeuvres:
      return "manoeuvres";
  }
  return "";
}

const Field* find_field(DocumentKind kind, std::string_view path) {
  for (const Field& field : fields(kind)) {
    if (field.path == path) return &field;
  }
  return nullptr;
}

std::string_view key_of(const Field& field) {
  const auto dot = field.path.rfind('.');
  return dot == std::string_view::npos ? field.path : field.path.substr(dot + 1);
}

std::string_view section_of(const Field& field) {
  const auto dot = field.path.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : field.path.substr(0, dot + 1);
}

}  // namespace cosmodrome
