#pragma once
#include "cosmodrome/flight/dropped_piece.hpp"
#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

/// What became of a flight that came down after its sequence was over.
struct Fall {
  bool came_down = false;
  double t_s = 0;
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
};

/// The end of one flight of a stream, and what was greatest in it, at the ends of steps.
struct StreamedFlight {
  FlightEnd end;
  Fall fall;
  double greatest_pressure_Pa = 0;
  double greatest_acceleration_m_s2 = 0;
  std::vector<DroppedPiece> dropped{};  ///< in the order in which it left
};

/// Where a stream of flights comes from and goes to.
class FlightStream {
 public:
  virtual ~FlightStream() = default;
  /// Which vehicle flies next, by which number it goes, and by which plan; false when there is none. All plans of a
  /// stream have one world, and the same events up to those that another has besides.
  virtual bool next(VehicleModel<double>& model, const Plan*& plan, std::size_t& number) = 0;
  virtual void ended(std::size_t number, const StreamedFlight& flight) = 0;
};

/// Flies all flights of a stream in lanes, in the memory of sixteen. Those that end below an orbit are kept, and at the
/// end followed until they are down, or to the plan's time limit. A flight's result does not depend on its neighbours.
void fly_stream_in_lanes(const Plan& plan, FlightStream& stream, const FlyOptions& options = {});

/// The same in double, one after another.
void fly_stream(const Plan& plan, FlightStream& stream, const FlyOptions& options = {});

/// Perigees below this come down within a revolution or two: flights that end with one are followed to the ground.
inline constexpr double falling_perigee_m = 100e3;

}  // namespace cosmodrome
