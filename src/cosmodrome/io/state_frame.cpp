#include "cosmodrome/io/state_frame.hpp"

namespace cosmodrome {
namespace {

/// The mean equator and equinox of J2000.0.
struct Mean2000 {};

/// The frame bias to first order, whose square is 1e-14. G. Kaplan, USNO Circular 179 (2005), equation 3.3.
Rotation<Mean2000, Gcrf> without_bias() {
  constexpr double mas = 3.14159265358979323846 / 180 / 3600e3;
  constexpr double xi = -16.6170 * mas, eta = -6.8192 * mas, alpha = -14.6 * mas;
  return {{1, -alpha, xi}, {alpha, 1, eta}, {-xi, -eta, 1}};
}

template <class Frame>
PositionVelocity<double, Frame> in_frame(const StateComponents& y) {
  return {{y[0], y[1], y[2]}, {y[3], y[4], y[5]}};
}

template <class Frame>
StateComponents components(const PositionVelocity<double, Frame>& state) {
  return {state.r_m.x, state.r_m.y, state.r_m.z, state.v_m_s.x, state.v_m_s.y, state.v_m_s.z};
}

template <class From, class To>
PositionVelocity<double, To> turned(const Rotation<From, To>& turn, const PositionVelocity<double, From>& state) {
  return {turn * state.r_m, turn * state.v_m_s};
}

}  // namespace

std::optional<StateFrame> state_frame(std::string_view name) {
  if (name == "GCRF" || name == "ICRF") return StateFrame::gcrf;
  if (name == "EME2000" || name == "J2000") return StateFrame::mean_2000;
  if (name.starts_with("ITRF")) return StateFrame::terrestrial;
  if (name == "TEME") return StateFrame::teme;
  return std::nullopt;
}

FrameTurn::FrameTurn(const Epoch& reference, double from_s, double to_s)
    : eop_(EopTable::shipped()), earth_(make_earth_orientation(reference, from_s - 1, to_s + 1, eop_)) {}

Rotation<Teme, Gcrf> FrameTurn::teme_to_gcrf(double t_s) const {
  const Epoch at = earth_.reference + t_s;
  return gcrf_to_itrf(earth_, t_s).inverse() * teme_to_itrf(at, eop_.at(at).parameters);
}

PositionVelocity<double, Gcrf> FrameTurn::to_gcrf(StateFrame frame, const StateComponents& state, double t_s) const {
  switch (frame) {
    case StateFrame::gcrf:
      return in_frame<Gcrf>(state);
    case StateFrame::mean_2000:
      return turned(without_bias(), in_frame<Mean2000>(state));
    case StateFrame::terrestrial:
      return cosmodrome::to_gcrf(earth_, t_s, in_frame<Itrf>(state));
    case StateFrame::teme:
      return turned(teme_to_gcrf(t_s), in_frame<Teme>(state));
  }
  return {};
}

StateComponents FrameTurn::from_gcrf(StateFrame frame, const PositionVelocity<double, Gcrf>& state, double t_s) const {
  switch (frame) {
    case StateFrame::gcrf:
      return components(state);
    case StateFrame::mean_2000:
      return components(turned(without_bias().inverse(), state));
    case StateFrame::terrestrial:
      return components(to_itrf(earth_, t_s, state));
    case StateFrame::teme:
      return components(turned(teme_to_gcrf(t_s).inverse(), state));
  }
  return {};
}

}  // namespace cosmodrome
