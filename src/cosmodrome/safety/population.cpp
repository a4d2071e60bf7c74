#include "cosmodrome/safety/population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/safety/map_clip.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;
constexpr double slack_rad = 1e-9;  // 6 mm: of corners that are written in decimals
constexpr double least_rad = 1e-6;  // 6 m: of a side; the area of less is lost in rounding at a pole
constexpr double most_people = 1e10;

using Ring = std::vector<GroundPlace>;

std::string degrees(double rad) {
  std::string text = std::to_string(rad / degree);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " deg";
}

void check(const PopulationGrid::Frame& f, std::size_t people, const std::string& file) {
  const auto refuse = [&](std::string found, std::string remedy) {
    throw InputError(file, 0, 0, std::move(found), std::move(remedy));
  };
  if (f.columns < 1 || f.rows < 1 || static_cast<std::size_t>(f.columns) * static_cast<std::size_t>(f.rows) != people) {
    refuse("a map of " + std::to_string(f.columns) + " by " + std::to_string(f.rows) + " cells with " +
               std::to_string(people) + " numbers",
           "give each cell a number");
  }
  if (!(f.width_rad > least_rad && f.height_rad > least_rad)) refuse("cells without a size", "give a size in degrees");
  const double south_rad = f.north_rad - f.rows * f.height_rad, around_rad = f.columns * f.width_rad;
  if (!(f.north_rad <= pi / 2 + slack_rad && south_rad >= -pi / 2 - slack_rad)) {
    refuse("the map reaches from latitude " + degrees(south_rad) + " to " + degrees(f.north_rad),
           "give a map in degrees of latitude and longitude (EPSG:4326)");
  }
  if (!(around_rad <= 2 * pi + slack_rad && std::abs(f.west_rad) <= 2 * pi + slack_rad)) {
    refuse("the map begins at longitude " + degrees(f.west_rad) + " and is " + degrees(around_rad) + " wide",
           "give a map in degrees of latitude and longitude (EPSG:4326)");
  }
}

/// Over longitude and the sine of latitude, without sign: the area of ground, but for the flattening, which hardly
/// changes within a cell.
double map_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 2; i < ring.size(); ++i) {
    const GroundPlace &o = ring[0], &a = ring[i - 1], &b = ring[i];
    const double south = std::sin(o.latitude_rad);
    sum += (a.longitude_rad - o.longitude_rad) * (std::sin(b.latitude_rad) - south) -
           (b.longitude_rad - o.longitude_rad) * (std::sin(a.latitude_rad) - south);
  }
  return std::abs(sum) / 2;
}

/// Adds, for each cell that a ring touches, how much of the cell it covers. The ring's longitudes have no jumps and are
/// counted from the map's west side; cells beyond its east side do not exist.
void add_shares(const PopulationGrid::Frame& f, const Ring& ring, double sign,
                std::map<std::pair<int, int>, double>& shares) {
  double north = -pi, south = pi;
  for (const GroundPlace& p : ring) north = std::max(north, p.latitude_rad), south = std::min(south, p.latitude_rad);
  const auto row_at = [&](double latitude) {
    return std::clamp(static_cast<int>(std::floor((f.north_rad - latitude) / f.height_rad)), 0, f.rows - 1);
  };
  for (int row = row_at(north); row <= row_at(south); ++row) {
    const double top = f.north_rad - row * f.height_rad;
    const Ring band =
        clip(clip(ring, &GroundPlace::latitude_rad, top, false), &GroundPlace::latitude_rad, top - f.height_rad, true);
    if (band.size() < 3) continue;
    double west = 1e9, east = -1e9;
    for (const GroundPlace& p : band) west = std::min(west, p.longitude_rad), east = std::max(east, p.longitude_rad);
    const int first = std::max(0, static_cast<int>(std::floor(west / f.width_rad)));
    const int last = std::min(f.columns - 1, static_cast<int>(std::floor(east / f.width_rad)));
    for (int column = first; column <= last; ++column) {
      const Ring part = clip(clip(band, &GroundPlace::longitude_rad, column * f.width_rad, true),
                             &GroundPlace::longitude_rad, (column + 1) * f.width_rad, false);
      const double share = map_area(part) / (f.width_rad * (std::sin(top) - std::sin(top - f.height_rad)));
      if (share > 0) shares[{row, column}] += sign * share;
    }
  }
}

/// A ring of a polygon that was cut at the antimeridian, as the map's longitudes count: it may begin anywhere, so the
/// ring is laid on it in each of the turns that may touch it.
void add_turns(const PopulationGrid::Frame& f, const Ring& ring, double sign,
               std::map<std::pair<int, int>, double>& shares) {
  for (int turn = -2; turn <= 2; ++turn) {
    Ring moved = ring;
    for (GroundPlace& p : moved) p.longitude_rad += 2 * pi * turn - f.west_rad;
    const auto [least, most] = std::minmax_element(
        moved.begin(), moved.end(), [](const auto& a, const auto& b) { return a.longitude_rad < b.longitude_rad; });
    if (most->longitude_rad > 0 && least->longitude_rad < f.columns * f.width_rad) add_shares(f, moved, sign, shares);
  }
}

}  // namespace

PopulationGrid::PopulationGrid(const Frame& frame, std::vector<float> people, std::string file)
    : frame_(frame), people_(std::move(people)), file_(std::move(file)) {
  check(frame_, people_.size(), file_);
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (std::isnan(people_[i])) {
      people_[i] = 0;
      unknown_.push_back(i);
    } else if (!(people_[i] >= 0 && static_cast<double>(people_[i]) <= most_people)) {
      const auto columns = static_cast<std::size_t>(frame_.columns);
      throw InputError(file_, 0, 0,
                       "the cell in row " + std::to_string(i / columns + 1) + ", column " +
                           std::to_string(i % columns + 1) + " has " + std::to_string(people_[i]) + " people",
                       "give 0 or more; name the number that means no data as NODATA");
    }
    total_ += static_cast<double>(people_[i]);
  }
}

std::optional<PopulationGrid::Cell> PopulationGrid::cell_of(const GroundPlace& place) const {
  double east = std::fmod(place.longitude_rad - frame_.west_rad, 2 * pi);
  if (east < 0) east += 2 * pi;
  const double down = (frame_.north_rad - place.latitude_rad) / frame_.height_rad;
  // What rounding puts beyond the last cell of a map that goes around the Earth is in it.
  const bool around = frame_.columns * frame_.width_rad > 2 * pi - slack_rad;
  int column = static_cast<int>(east / frame_.width_rad), row = static_cast<int>(std::floor(down));
  if (around) column = std::min(column, frame_.columns - 1);
  if (row == frame_.rows && down - frame_.rows < slack_rad) row = frame_.rows - 1;
  if (row == -1 && down > -slack_rad) row = 0;
  if (row < 0 || row >= frame_.rows || column >= frame_.columns) return std::nullopt;
  return Cell{column, row};
}

double PopulationGrid::area_m2(const Cell& cell) const {
  const double north = std::min(pi / 2, frame_.north_rad - cell.row * frame_.height_rad);
  const double south = std::max(-pi / 2, north - frame_.height_rad);
  return authalic_radius_m() * authalic_radius_m() * frame_.width_rad *
         (std::sin(authalic_latitude_rad(north)) - std::sin(authalic_latitude_rad(south)));
}

GroundPlace PopulationGrid::centre(const Cell& cell) const {
  return {frame_.north_rad - (cell.row + 0.5) * frame_.height_rad,
          std::remainder(frame_.west_rad + (cell.column + 0.5) * frame_.width_rad, 2 * pi)};
}

double PopulationGrid::density_1_m2(const GroundPlace& place) const {
  const auto cell = cell_of(place);
  return cell ? people(*cell) / area_m2(*cell) : 0;
}

std::vector<PopulationGrid::CellShare> PopulationGrid::cells_in(const GroundPolygon& polygon) const {
  std::map<std::pair<int, int>, double> shares;
  for (const GroundPolygon& part : cut_at_antimeridian(polygon)) {
    add_turns(frame_, part.outline, 1, shares);
    for (const auto& hole : part.holes) add_turns(frame_, hole, -1, shares);
  }
  std::vector<CellShare> cells;
  cells.reserve(shares.size());
  for (const auto& [at, share] : shares) {
    if (share > 1e-12) cells.push_back({{at.second, at.first}, std::min(1.0, share)});
  }
  return cells;
}

double PopulationGrid::people_in(const GroundPolygon& polygon) const {
  double sum = 0;
  for (const CellShare& part : cells_in(polygon)) sum += part.share * people(part.cell);
  return sum;
}

PopulationGrid PopulationGrid::halved() const {
  Frame fine = frame_;
  fine.columns *= 2, fine.rows *= 2, fine.width_rad /= 2, fine.height_rad /= 2;
  std::vector<float> people;
  people.reserve(4 * people_.size());
  for (int row = 0; row < fine.rows; ++row) {
    const Cell upper{0, row / 2};
    const double whole_m2 = area_m2(upper), top = frame_.north_rad - row * fine.height_rad;
    const double part_m2 = authalic_radius_m() * authalic_radius_m() * fine.width_rad *
                           (std::sin(authalic_latitude_rad(top)) -
                            std::sin(authalic_latitude_rad(std::max(-pi / 2, top - fine.height_rad))));
    for (int column = 0; column < fine.columns; ++column) {
      const double share = part_m2 / whole_m2;
      people.push_back(static_cast<float>(share * static_cast<double>(people_[index({column / 2, row / 2})])));
    }
  }
  return {fine, std::move(people), file_};
}

double PopulationGrid::missed_by_holes(const PopulationGrid& other) const {
  double missed = 0;
  for (const std::size_t i : unknown_) {
    const Cell cell{static_cast<int>(i % static_cast<std::size_t>(frame_.columns)),
                    static_cast<int>(i / static_cast<std::size_t>(frame_.columns))};
    missed += area_m2(cell) * other.density_1_m2(centre(cell));
  }
  return missed;
}

const NamedPlace* place_near(const std::vector<NamedPlace>& places, const GroundPlace& at, double within_m) {
  const NamedPlace *largest = nullptr, *nearest = nullptr;
  double least_m = std::numeric_limits<double>::infinity();
  for (const NamedPlace& place : places) {
    // By the chord of a sphere: to tell which is nearest, and whether it is near, 0.5 % is enough.
    const double north = std::sin((place.at.latitude_rad - at.latitude_rad) / 2);
    const double east = std::sin((place.at.longitude_rad - at.longitude_rad) / 2);
    const double half = north * north + std::cos(place.at.latitude_rad) * std::cos(at.latitude_rad) * east * east;
    const double away_m = 2 * authalic_radius_m() * std::asin(std::min(1.0, std::sqrt(half)));
    if (away_m < least_m) least_m = away_m, nearest = &place;
    if (away_m <= within_m && (largest == nullptr || place.people > largest->people)) largest = &place;
  }
  return largest != nullptr ? largest : nearest;
}

}  // namespace cosmodrome
