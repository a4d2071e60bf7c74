#pragma once
#include <vector>

#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {

/// How far the pieces of a vehicle that breaks up come to lie from one another, second by second: what a flight that is
/// ended brings down. Pieces that cannot hurt do not count. Hands on what it takes.
class DebrisScatter : public DebrisSink {
 public:
  explicit DebrisScatter(const GroundPlace& pad, DebrisSink* next = nullptr) : pad_(pad), next_(next) {}

  struct Second {
    double t_s = 0;
    double sigma_m = 0;     ///< of the class that scatters most, along its longer axis
    double farthest_m = 0;  ///< from the pad, of all pieces
    std::size_t falls = 0;  ///< of the class with the fewest: what the deviation rests on
  };
  void take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
            std::size_t falls) override;

  [[nodiscard]] const std::vector<Second>& seconds() const { return seconds_; }
  /// Between seconds, straight; before the first and after the last, as there. 0 of none.
  [[nodiscard]] Second at(double t_s) const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.seconds_);
  }

 private:
  LocalPlane pad_;
  DebrisSink* next_;
  std::vector<Second> seconds_;
};

}  // namespace cosmodrome
