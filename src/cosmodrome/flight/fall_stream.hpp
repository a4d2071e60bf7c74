#pragma once
#include <span>

#include "cosmodrome/flight/fall.hpp"

namespace cosmodrome {

/// One body of many, where its fall begins.
struct Faller {
  double t_s = 0;
  PointMassState<double> y{};
  Mode<double> mode;     ///< see fall_mode()
  double until_t_s = 0;  ///< what is aloft then has not come down
};

/// Where a stream of falls comes from and goes to.
class FallStream {
 public:
  virtual ~FallStream() = default;
  /// What falls next, and by which number it goes; false when there is none.
  virtual bool next(Faller& faller, std::size_t& number) = 0;
  virtual void ended(std::size_t number, const FallEnd<double>& end) = 0;

  /// Altitudes at whose passing, on the way down, it is told where a fall is; asked once. None cost nothing.
  [[nodiscard]] virtual std::span<const double> levels_m() const { return {}; }
  /// Before the fall has ended. Along a step the altitude is taken to change evenly: docs/theory/hazard_areas.md says
  /// how far that is off.
  virtual void passed(std::size_t /*number*/, std::size_t /*level*/, double /*t_s*/,
                      const PointMassState<double>& /*y*/) {}
};

/// For ensembles: some ten metres where fall() errs by one, as docs/theory/flight_safety.md measures.
inline constexpr FallLimits ensemble_limits{.longest_step_s = 60, .tolerance = 1e-4};

/// Lets all bodies of a stream fall in lanes, sixteen at a time, in the memory of sixteen: by the forces of fall(), but
/// what sinks steadily is carried by the air (flight/descent.hpp). A fall's bits do not depend on its neighbours.
void fall_stream_in_lanes(const World& world, FallStream& stream, const FallLimits& limits = ensemble_limits);

/// The same in double, one after another, with the same bits.
void fall_stream(const World& world, FallStream& stream, const FallLimits& limits = ensemble_limits);

}  // namespace cosmodrome
