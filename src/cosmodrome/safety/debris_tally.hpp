#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "cosmodrome/safety/failures.hpp"

namespace cosmodrome {

/// Cells of about equal size on the ellipsoid: bands of latitude, each cut into as many as there is room for.
class GroundCells {
 public:
  explicit GroundCells(double side_m);

  struct Cell {
    std::int32_t band = 0, column = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
    friend auto operator<=>(const Cell&, const Cell&) = default;
  };
  struct Box {
    double south_rad, north_rad, west_rad, east_rad;
  };

  [[nodiscard]] Cell cell_of(double latitude_rad, double longitude_rad) const;
  [[nodiscard]] Box box(const Cell& cell) const;
  [[nodiscard]] double area_m2(const Cell& cell) const;

 private:
  [[nodiscard]] std::int32_t columns(std::int32_t band) const;
  std::int32_t bands_;
};

/// The part of the ground on which a piece kills or injures who stands in the open: 14 CFR 417, Appendix C,
/// C417.11 (b)(8)(iv) allows seven times the projected area where secondary motion is not modelled, for pieces of
/// 11 ft lbf (14.9 J) or more, 417.107(c). Explosions of propellant that comes down are not in it.
double casualty_area_by_rule_m2(const DebrisImpact& impact);

/// What all failures of a flight bring down, second by second. In memory that grows with the ground it reaches, not
/// with the falls.
class DebrisTally : public DebrisSink {
 public:
  /// `classes`: of debris; the vehicle in one piece is one more.
  DebrisTally(double cell_side_m, std::size_t classes);

  void take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
            std::size_t falls) override;

  /// Of one second: if the flight fails in it.
  struct Second {
    double t_s = 0;
    int stage = -1;
    std::array<double, response_modes> probability{};  ///< of a launch
    double pieces = 0;                                 ///< that come down, given a failure in this second
    double casualty_area_m2 = 0;                       ///< of them all, likewise
    double latitude_rad = 0, longitude_rad = 0;        ///< the mean of them, by casualty area
  };
  /// Expected a launch.
  struct Sum {
    double probability = 0;  ///< of the mode; of a class: that there is one
    double pieces = 0;
    double casualty_area_m2 = 0;
  };
  struct Place {
    GroundCells::Cell cell;
    double pieces = 0;           ///< expected a launch
    double individual_risk = 0;  ///< of one who is always there, in the open: probability a launch
    double effective_falls = 0;  ///< (sum of weights)^2 / sum of their squares: what the figure rests on
  };

  [[nodiscard]] const GroundCells& cells() const { return cells_; }
  [[nodiscard]] const std::vector<Second>& seconds() const { return seconds_; }
  [[nodiscard]] const std::array<Sum, response_modes>& modes() const { return modes_; }
  [[nodiscard]] const std::vector<Sum>& classes() const { return classes_; }
  [[nodiscard]] std::uint64_t falls() const { return falls_; }
  [[nodiscard]] std::uint64_t down() const { return down_; }
  /// All cells that something reached, from south to north and from west to east.
  [[nodiscard]] std::vector<Place> places() const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.ground_, self.seconds_, self.modes_, self.classes_, self.falls_, self.down_);
  }

 private:
  struct Weights {
    double pieces = 0, sum_m2 = 0, square_m4 = 0;  ///< of expected casualty areas
  };
  struct Hash {
    std::size_t operator()(const GroundCells::Cell& c) const {
      return static_cast<std::size_t>(static_cast<std::uint64_t>(c.band) * 0x9E3779B97F4A7C15ULL ^
                                      static_cast<std::uint64_t>(c.column) * 0xC2B2AE3D27D4EB4FULL);
    }
  };

  GroundCells cells_;
  std::unordered_map<GroundCells::Cell, Weights, Hash> ground_;
  std::vector<Second> seconds_;
  std::array<Sum, response_modes> modes_{};
  std::vector<Sum> classes_;
  std::uint64_t falls_ = 0, down_ = 0;
};

}  // namespace cosmodrome
