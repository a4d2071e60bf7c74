#pragma once
// Julian dates as the published astronomical routines take them: in two parts, so that no digit is lost.

namespace cosmodrome {

struct Tai {};  ///< International atomic time.
struct Tt {};   ///< Terrestrial time: TAI + 32.184 s.
struct Tdb {};  ///< Barycentric dynamical time, the argument of planetary ephemerides; within 2 ms of TT.
struct Utc {};  ///< Coordinated universal time.
struct Ut1 {};  ///< Universal time: the angle through which the Earth has turned.

/// A Julian date jd1 + jd2, in days, on the time scale `Scale`. jd1 is a whole number of days or of half days,
/// jd2 the rest, so that the sum is good to 0.1 ns.
///
/// On UTC it is the quasi-Julian date of SOFA: a day with a leap second is 86401 s long, so that the fraction
/// of the day stays below one.
template <class Scale>
struct JulianDate {
  double jd1 = 0.0;
  double jd2 = 0.0;
};

}  // namespace cosmodrome
