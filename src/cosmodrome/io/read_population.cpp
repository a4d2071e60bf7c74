#include "cosmodrome/io/read_population.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t most_bytes = std::size_t{2} << 30;
constexpr double missed_share = 1e-3;

bool is_tiff(std::string_view bytes) {
  return bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)) ||
         bytes.starts_with(std::string_view("II+\0", 4)) || bytes.starts_with(std::string_view("MM\0+", 4));
}

void refuse_projection_beside(const std::filesystem::path& path) {
  std::filesystem::path beside = path;
  beside.replace_extension(".prj");
  std::error_code absent;
  if (!std::filesystem::is_regular_file(beside, absent)) return;
  const std::string words = read_text_file(beside);
  if (words.find("PROJCS") == std::string::npos && words.find("PROJCRS") == std::string::npos) return;
  throw InputError(beside.string(), 1, 1, "the map is projected: " + shortened(words),
                   "give a map in degrees of latitude and longitude (EPSG:4326)");
}

PopulationGrid read_any(const std::filesystem::path& path) {
  const std::string bytes = read_text_file(path, most_bytes);
  if (is_tiff(bytes)) return read_geotiff(bytes, path.string());
  refuse_projection_beside(path);
  return read_ascii_grid_text(bytes, path.string());
}

double number(std::string_view text, const std::string& file, int line) {
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw InputError(file, line, 1, fmt::format("\"{}\" is no number", shortened(text)), "get the shipped file again");
  }
  return x;
}

NamedPlace place_of(std::string_view line, const std::string& file, int at) {
  std::vector<std::string_view> cells;
  for (std::size_t start = 0;;) {
    const std::size_t comma = line.find(',', start);
    cells.push_back(line.substr(start, comma - start));
    if (comma == std::string_view::npos) break;
    start = comma + 1;
  }
  if (cells.size() != 5) throw InputError(file, at, 1, "a line without five cells", "get the shipped file again");
  return {std::string(cells[4]),
          std::string(cells[3]),
          {number(cells[0], file, at) * degree_rad, number(cells[1], file, at) * degree_rad},
          number(cells[2], file, at)};
}

}  // namespace

PopulationGrid shipped_population() { return read_any(data_directory() / "population" / "world.tif"); }

PopulationGrid read_population(const std::filesystem::path& path) {
  PopulationGrid map = read_any(path);
  if (map.cells_without_data() == 0) return map;
  const double missed = map.missed_by_holes(shipped_population());
  if (missed > missed_share * map.total()) {
    throw InputError(
        path.string(), 0, 0,
        fmt::format("{} cells have no data where the shipped map has {:.0f} people", map.cells_without_data(), missed),
        "fill the holes, or write 0 where nobody lives");
  }
  return map;
}

std::vector<NamedPlace> shipped_places() {
  const auto path = data_directory() / "population" / "places.csv";
  const std::string text = read_text_file(path);
  std::vector<NamedPlace> places;
  int at = 0;
  bool named = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line(text.data() + start, end - start);
    start = end + 1, ++at;
    if (line.empty() || line.front() == '#') continue;
    if (named) places.push_back(place_of(line, path.string(), at));
    named = true;  // the first line names the columns
  }
  return places;
}

}  // namespace cosmodrome
