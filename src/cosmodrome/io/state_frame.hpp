#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {

/// The frames of orbit files that are understood.
enum class StateFrame { gcrf, mean_2000, terrestrial, teme };

/// By the name that a message has: GCRF and ICRF, EME2000 and J2000, ITRF with or without a year, TEME. Empty: another.
std::optional<StateFrame> state_frame(std::string_view name);

/// Position in m, then velocity in m/s as it is seen in the frame, along its axes.
using StateComponents = std::array<double, 6>;

/// Turns states between those frames and the GCRF, with the Earth's orientation as it ships.
class FrameTurn {
 public:
  /// For times from `from_s` to `to_s`, in seconds since the reference epoch.
  FrameTurn(const Epoch& reference, double from_s, double to_s);

  [[nodiscard]] PositionVelocity<double, Gcrf> to_gcrf(StateFrame frame, const StateComponents& state,
                                                       double t_s) const;
  [[nodiscard]] StateComponents from_gcrf(StateFrame frame, const PositionVelocity<double, Gcrf>& state,
                                          double t_s) const;
  [[nodiscard]] const EarthOrientation& earth() const { return earth_; }

 private:
  [[nodiscard]] Rotation<Teme, Gcrf> teme_to_gcrf(double t_s) const;

  EopTable eop_;
  EarthOrientation earth_;
};

}  // namespace cosmodrome
