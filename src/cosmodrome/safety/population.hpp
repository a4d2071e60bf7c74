#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// How many people live in each cell of a map of latitude and longitude.
class PopulationGrid {
 public:
  struct Frame {
    double west_rad = 0, north_rad = 0;    ///< the outer corner of the first cell
    double width_rad = 0, height_rad = 0;  ///< of a cell
    int columns = 0, rows = 0;             ///< columns to the east, rows to the south
  };
  struct Cell {
    int column = 0, row = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
  };
  struct CellShare {
    Cell cell;
    double share = 1;  ///< of the cell's area
  };

  /// `people` row by row from the north. NaN: not known; such cells hold nobody and are counted. Throws InputError,
  /// with `file`, for cells with fewer than 0 people, a number that is no place on Earth, or a frame that is not of the
  /// Earth.
  PopulationGrid(const Frame& frame, std::vector<float> people, std::string file);

  [[nodiscard]] const Frame& frame() const { return frame_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] double total() const { return total_; }
  [[nodiscard]] std::size_t cells_without_data() const { return unknown_.size(); }

  /// None outside the map.
  [[nodiscard]] std::optional<Cell> cell_of(const GroundPlace& place) const;
  [[nodiscard]] double people(const Cell& cell) const { return people_[index(cell)]; }
  [[nodiscard]] double area_m2(const Cell& cell) const;  ///< on the ellipsoid
  [[nodiscard]] GroundPlace centre(const Cell& cell) const;
  /// People per square metre; 0 outside the map.
  [[nodiscard]] double density_1_m2(const GroundPlace& place) const;

  /// All cells that a part of the ground touches, with how much of each. Everywhere on Earth, poles included.
  [[nodiscard]] std::vector<CellShare> cells_in(const GroundPolygon& polygon) const;
  /// People are even within a cell.
  [[nodiscard]] double people_in(const GroundPolygon& polygon) const;

  /// The same people on cells of half the side: each cell's are shared evenly by area.
  [[nodiscard]] PopulationGrid halved() const;

  /// How many people another map knows in this map's cells without data: what is missed if they count as empty.
  [[nodiscard]] double missed_by_holes(const PopulationGrid& other) const;

 private:
  [[nodiscard]] std::size_t index(const Cell& cell) const {
    return static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(frame_.columns) +
           static_cast<std::size_t>(cell.column);
  }

  Frame frame_;
  std::vector<float> people_;
  std::string file_;
  std::vector<std::size_t> unknown_;  ///< numbers of cells without data
  double total_ = 0;
};

/// A place with a name, for reports: so many people near there.
struct NamedPlace {
  std::string name, country;  ///< country: two letters, ISO 3166-1
  GroundPlace at;
  double people = 0;
};

/// The largest named place within a distance, or else the nearest; null of none at all.
const NamedPlace* place_near(const std::vector<NamedPlace>& places, const GroundPlace& at, double within_m);

}  // namespace cosmodrome
