#include "cosmodrome/io/schema.hpp"

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

}  // namespace

std::span<const Field> fields(DocumentKind kind) {
  static const std::vector<Field> mission =
      put_together({mission_fields(), sequence_fields(), drop_zone_fields(), campaign_fields()});
  static const std::vector<Field> vehicle = put_together({vehicle_fields(), sequence_fields()});
  static const std::vector<Field> site = put_together({site_fields(), drop_zone_fields()});
  switch (kind) {
    case DocumentKind::mission:
      return mission;
    case DocumentKind::vehicle:
      return vehicle;
    case DocumentKind::site:
      return site;
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
