#pragma once
#include <array>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// One stretch of the powered flight to come: thrust at a known throttle for a known time, or a coast (zero exhaust
/// speed). The last one's time is free: guidance finds it.
template <Scalar S>
struct GuidedPhase {
  S exhaust_speed_m_s{};        ///< thrust over total flow; 0 for a coast
  S acceleration_m_s2{};        ///< at its beginning
  S duration_s{};               ///< until its propellant is gone
  S acceleration_limit_m_s2{};  ///< 0: none. Throttles from where it is reached.
};

inline constexpr int max_guided_phases = 6;

namespace powered_explicit {

/// A piece of the powered flight for which the thrust integrals are closed: full thrust, constant acceleration, or a
/// coast. Unused ones have no duration.
template <Scalar S>
struct Segment {
  S duration_s{};
  S gained_m_s{};         ///< by thrust
  S exhaust_speed_m_s{};  ///< full thrust: of this; else 0
  S tau_s{};              ///< full thrust: exhaust speed over initial acceleration
  bool constant_acceleration = false;
};

inline constexpr int max_segments = 2 * max_guided_phases;

template <Scalar S>
struct Segments {
  std::array<Segment<S>, max_segments> list{};
  int count = 0;
};

/// Full thrust until the propellant, the limit or the need ends it.
template <Scalar S>
Segment<S> full_thrust(const GuidedPhase<S>& phase, const S& left_m_s, const Mask<S>& endless) {
  const Mask<S> burns = phase.exhaust_speed_m_s > S(0.0);
  const S ve = select(burns, phase.exhaust_speed_m_s, S(1.0));
  const S tau = select(burns, phase.exhaust_speed_m_s / max(phase.acceleration_m_s2, S(1e-9)), S(1.0));
  const Mask<S> limited = burns & (phase.acceleration_limit_m_s2 > S(0.0));
  S until_limit(1e9);
  if (any(limited)) {
    until_limit = select(limited, max(S(0.0), tau - ve / max(phase.acceleration_limit_m_s2, S(1e-9))), S(1e9));
  }
  const S for_need = tau * (S(1.0) - exp(-(max(left_m_s, S(0.0)) / ve)));
  const S available = select(endless, S(1e9), phase.duration_s);

  Segment<S> segment;
  const S burn = min(min(available, until_limit), for_need);
  const S coast = select(left_m_s > S(1e-6), phase.duration_s, S(0.0));
  segment.duration_s = select(burns, burn, coast);
  segment.gained_m_s = select(burns, -(ve * log(max(S(1.0) - burn / tau, S(1e-9)))), S(0.0));
  segment.exhaust_speed_m_s = select(burns, ve, S(0.0));
  segment.tau_s = select(burns, tau, S(0.0));
  return segment;
}

/// The rest of a phase at its acceleration limit, with `begun` flown at full thrust before: mass falls as
/// exp(-limit t / ve).
template <Scalar S>
Segment<S> at_limit(const GuidedPhase<S>& phase, const Segment<S>& begun, const S& left_m_s, const Mask<S>& endless) {
  const Mask<S> limited = (phase.exhaust_speed_m_s > S(0.0)) & (phase.acceleration_limit_m_s2 > S(0.0));
  const S ve = select(limited, phase.exhaust_speed_m_s, S(1.0));
  const S tau = select(limited, begun.tau_s, S(1.0));
  const S burned_share = min(begun.duration_s / tau, S(0.999999));
  const S all_share = min(phase.duration_s / tau, S(0.999999));
  const S all = max(S(0.0), ve * log((S(1.0) - burned_share) / (S(1.0) - all_share)));
  const S available = select(endless, S(1e9), all);
  Segment<S> segment;
  segment.gained_m_s = select(limited, min(available, max(left_m_s, S(0.0))), S(0.0));
  segment.duration_s = segment.gained_m_s / select(limited, phase.acceleration_limit_m_s2, S(1.0));
  segment.constant_acceleration = true;
  return segment;
}

/// Cuts the phases into segments that together gain `to_go`. What comes after the need is met has no duration. The
/// last phase takes what is left, even beyond its propellant: then the orbit is out of reach, and the time to go
/// says by how much. Where all is to be burned, every phase lasts as long as it can.
template <Scalar S>
Segments<S> cut_into_segments(const std::array<GuidedPhase<S>, max_guided_phases>& phases, const S& to_go_m_s,
                              const Mask<S>& burn_all) {
  Segments<S> segments;
  S left = select(burn_all, S(1e6), to_go_m_s);
  for (int i = 0; i < max_guided_phases; ++i) {
    const GuidedPhase<S>& phase = phases[static_cast<std::size_t>(i)];
    const bool last = i == max_guided_phases - 1;
    const Mask<S> endless = last ? !burn_all : burn_all & (!burn_all);
    if (!last && !any(phase.duration_s > S(0.0))) continue;
    const Segment<S> full = full_thrust(phase, left, endless);
    segments.list[static_cast<std::size_t>(segments.count++)] = full;
    left = left - full.gained_m_s;
    if (!any(phase.acceleration_limit_m_s2 > S(0.0))) continue;
    const Segment<S> limited = at_limit(phase, full, left, endless);
    segments.list[static_cast<std::size_t>(segments.count++)] = limited;
    left = left - limited.gained_m_s;
  }
  return segments;
}

/// Integrals of thrust acceleration over the time to go, and their moments, as the guidance names them: L and S its
/// first and second integral, J and Q the first moments of these, P the second moment of S, H = J tgo - Q.
template <Scalar S>
struct ThrustIntegrals {
  S L{}, J{}, S_{}, Q{}, P{}, H{};
  S time_to_go_s{};
};

/// Adds a segment after those that are in the sum.
template <Scalar S>
void add_segment(ThrustIntegrals<S>& sum, const Segment<S>& segment) {
  const S begin = sum.time_to_go_s, T = segment.duration_s, L = segment.gained_m_s;
  S J, S_, Q, P;
  if (segment.constant_acceleration) {
    const S end = begin + T;
    J = S(0.5) * L * T;
    S_ = J;
    Q = S_ * fma(T, S(1.0 / 3.0), begin);
    P = S(1.0 / 6.0) * S_ * (end * end + S(2.0) * end * begin + S(3.0) * begin * begin);
  } else {
    const S half = S(0.5) * segment.exhaust_speed_m_s * T * T;
    J = segment.tau_s * L - segment.exhaust_speed_m_s * T;
    S_ = T * L - J;
    Q = S_ * (segment.tau_s + begin) - half;
    P = Q * (segment.tau_s + begin) - half * fma(T, S(1.0 / 3.0), begin);
  }
  J = fma(L, begin, J);
  S_ = fma(sum.L, T, S_);
  Q = fma(sum.J, T, Q);
  P = fma(sum.H, T, P);
  sum.time_to_go_s = begin + T;
  sum.L = sum.L + L;
  sum.J = sum.J + J;
  sum.S_ = sum.S_ + S_;
  sum.Q = sum.Q + Q;
  sum.P = sum.P + P;
  sum.H = sum.J * sum.time_to_go_s - sum.Q;
}

}  // namespace powered_explicit
}  // namespace cosmodrome
