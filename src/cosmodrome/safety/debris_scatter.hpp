#pragma once
#include <map>
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

  /// One for each that brought something down.
  [[nodiscard]] std::size_t seconds() const { return seconds_.size(); }
  [[nodiscard]] double first_s() const { return seconds_.front().t_s; }
  [[nodiscard]] double last_s() const { return seconds_.back().t_s; }
  /// A second, its deviations with those of its neighbours within 15 s of the same stage, as many as it takes to have
  /// 40 falls of a class: they change slowly, and of a few falls the greatest of six would be far too great.
  [[nodiscard]] Second second(std::size_t number) const;
  /// Between seconds, straight; before the first and after the last, as there. 0 of none.
  [[nodiscard]] Second at(double t_s) const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.seconds_);
  }

 private:
  /// Sums of squares about the mean of the falls of one class, and their number.
  struct Moments {
    double xx = 0, xy = 0, yy = 0;
    std::size_t falls = 0, seconds = 0;
  };
  struct Raw {
    double t_s = 0, farthest_m = 0;
    int stage = 0;
    std::map<int, Moments> by_class{};
    template <class Archive, class Self>
    static void archive(Archive& keep, Self& self) {
      keep(self.t_s, self.farthest_m, self.stage, self.by_class);
    }
  };
  static Moments moments(const std::vector<GroundPlace>& places);
  [[nodiscard]] Moments pooled(std::size_t number, int kind) const;

  LocalPlane pad_;
  DebrisSink* next_;
  std::vector<Raw> seconds_;
};

}  // namespace cosmodrome
