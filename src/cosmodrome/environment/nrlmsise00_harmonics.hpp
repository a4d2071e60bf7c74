#pragma once
// How a quantity of NRLMSISE-00 varies with place, time and activity: Hedin's spherical harmonics.
#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/environment/nrlmsise00.hpp"
#include "cosmodrome/environment/nrlmsise00_coefficients.hpp"

namespace cosmodrome::msis {

inline constexpr double year_rad_day = 1.72142e-2;  ///< the model's, to which its phases belong
inline constexpr double second_rad = 2 * std::numbers::pi / 86400, hour_rad = 2 * std::numbers::pi / 24;

/// A wave whose sine and cosine are known, shifted by a phase: cos(x - phase).
template <Scalar S>
struct Wave {
  S sine{}, cosine{};
  S shifted(double phase_rad) const { return fma(cosine, S(cos(phase_rad)), sine * S(sin(phase_rad))); }
  Wave twice() const { return {S(2.0) * sine * cosine, fma(cosine, cosine, -(sine * sine))}; }
  friend Wave operator+(const Wave& a, const Wave& b) {
    return {fma(a.sine, b.cosine, a.cosine * b.sine), fma(a.cosine, b.cosine, -(a.sine * b.sine))};
  }
};

/// All that every set of coefficients is multiplied with.
template <Scalar S>
struct Basis {
  S p10, p20, p30, p40, p50, p60;  ///< Legendre functions of the latitude, degree and order
  S p11, p21, p31, p41, p51, p61;
  S p22, p32, p42, p52, p62, p72;
  S p33, p43, p53, p63;
  Wave<S> year, half_year, universal, longitude, local, local_2, local_3;
  double flux, average;  ///< of the day over the average, and the average over 150
  const MsisActivity* activity;

  Basis(const MsisActivity& now, const MsisPlace<S>& place)
      : flux(now.f107 - now.f107_average), average(now.f107_average - 150), activity(&now) {
    legendre(place.sin_latitude, place.cos_latitude);
    sincos(S(place.day * S(year_rad_day)), year.sine, year.cosine);
    half_year = year.twice();
    sincos(place.universal, universal.sine, universal.cosine);
    longitude = {place.sin_longitude, place.cos_longitude};
    local = {place.sin_local, place.cos_local};
    local_2 = local.twice();
    local_3 = local_2 + local;
  }

 private:
  void legendre(const S& c, const S& s) {
    const S c2 = c * c, c4 = c2 * c2, s2 = s * s;
    p10 = c, p20 = fma(S(1.5), c2, S(-0.5)), p30 = c * fma(S(2.5), c2, S(-1.5));
    p40 = fma(S(4.375), c4, fma(S(-3.75), c2, S(0.375)));
    p50 = c * fma(S(7.875), c4, fma(S(-8.75), c2, S(1.875)));
    p60 = (S(11.0) * c * p50 - S(5.0) * p40) * S(1.0 / 6);
    p11 = s, p21 = S(3.0) * c * s, p31 = S(1.5) * fma(S(5.0), c2, S(-1.0)) * s;
    p41 = S(2.5) * c * fma(S(7.0), c2, S(-3.0)) * s;
    p51 = S(1.875) * fma(S(21.0), c4, fma(S(-14.0), c2, S(1.0))) * s;
    p61 = (S(11.0) * c * p51 - S(6.0) * p41) * S(0.2);
    p22 = S(3.0) * s2, p32 = S(15.0) * s2 * c, p42 = S(7.5) * fma(S(7.0), c2, S(-1.0)) * s2;
    p52 = S(3.0) * c * p42 - S(2.0) * p32, p62 = (S(11.0) * c * p52 - S(7.0) * p42) * S(0.25);
    p72 = (S(13.0) * c * p62 - S(8.0) * p52) * S(0.2);
    p33 = S(15.0) * s2 * s, p43 = S(105.0) * s2 * s * c, p53 = (S(9.0) * c * p43 - S(7.0) * p33) * S(0.5);
    p63 = (S(11.0) * c * p53 - S(8.0) * p43) * S(1.0 / 3);
  }
};

/// a x + b y + c z with coefficients as constants.
template <Scalar S>
COSMODROME_INLINE S three(double a, const S& x, double b, const S& y, double c, const S& z) {
  return fma(S(a), x, fma(S(b), y, S(c) * z));
}

/// The effect of magnetic activity on a set, from the daily amplitude (Hedin's equation A22).
inline double daily_activity(const MsisActivity& now, const double* p) {
  const double above = now.ap - 4, rate = p[43] < 0 ? 1e-5 : p[43];
  return above + (p[44] - 1) * (above + (exp(-rate * above) - 1) / rate);
}

/// The same from amplitudes of three hours that fade (Hedin's equation A24). `latitude` in degrees, absolute.
template <Scalar S>
S faded_activity(const MsisActivity& now, const double* p, const S& latitude) {
  const S fade = min(S(0.99999), exp(S(-10800.0 * std::abs(p[51])) / fma(S(p[138]), S(45.0) - latitude, S(1.0))));
  const double rate = std::abs(p[24] < 1e-4 ? 1e-4 : p[24]);
  const auto g = [&](int i) {
    const double above = now.ap_history[static_cast<std::size_t>(i)] - 4;
    return S(above + (p[25] - 1) * (above + (exp(-rate * above) - 1) / rate));
  };
  const S f2 = fade * fade, f3 = f2 * fade, f4 = f2 * f2, f8 = f4 * f4, f12 = f8 * f4;
  const S f19 = f12 * f4 * f3;
  const S sum = S(1.0) + (S(1.0) - f19) / (S(1.0) - fade) * sqrt(fade);
  const S old = (fma(g(5), f4, g(6) * f12)) * (S(1.0) - f8) / (S(1.0) - fade);
  return (g(1) + fma(g(2), fade, fma(g(3), f2, fma(g(4), f3, old)))) / sum;
}

/// The activity that a set sees; the history's fades with the latitude of the first set that looked.
template <Scalar S>
S activity_of(const Basis<S>& b, const double* p) {
  if (!b.activity->use_history) return S(daily_activity(*b.activity, p));
  if (p[51] == 0) return S(0.0);
  return faded_activity(*b.activity, p, S(abs(asin(b.p10)) * S(1 / degree_rad)));
}

/// How the upper thermosphere varies: G(L), Hedin's equations A22 to A24.
template <Scalar S>
S upper(const Basis<S>& b, const double* p) {
  const bool history = b.activity->use_history;
  const double df = b.flux, dfa = b.average;
  const S season = b.year.shifted(year_rad_day * p[13]);
  const double f0 = p[19] * df + p[20] * df * df, f1 = 1 + p[47] * dfa + f0, f2 = 1 + p[49] * dfa + f0;
  S sum(p[30] + p[19] * df * (1 + p[59] * dfa) + p[20] * df * df + p[21] * dfa + p[29] * dfa * dfa);
  sum = sum + three(p[1] + p[14] * dfa, b.p20, p[2], b.p40, p[22], b.p60) + S(p[26]) * b.p10;
  sum = fma(S(p[18]), b.year.shifted(year_rad_day * p[31]), sum);
  sum = fma(fma(S(p[16]), b.p20, S(p[15])), b.half_year.shifted(2 * year_rad_day * p[17]), sum);
  sum = fma(S(f1) * fma(S(p[9]), b.p10, S(p[10]) * b.p30), season, sum);
  sum = fma(S(p[37]) * b.p10, b.half_year.shifted(2 * year_rad_day * p[38]), sum);
  // By local time: a day, half a day, a third of a day.
  const S day_c = three(p[3], b.p11, p[4], b.p31, p[27], b.p51) + S(p[11]) * b.p21 * season;
  const S day_s = three(p[6], b.p11, p[7], b.p31, p[28], b.p51) + S(p[12]) * b.p21 * season;
  const S half_c = fma(fma(S(p[23]), b.p32, S(p[35]) * b.p52), season, fma(S(p[5]), b.p22, S(p[41]) * b.p42));
  const S half_s = fma(fma(S(p[33]), b.p32, S(p[36]) * b.p52), season, fma(S(p[8]), b.p22, S(p[42]) * b.p42));
  const S third_s = fma(fma(S(p[93]), b.p43, S(p[46]) * b.p63), season, S(p[39]) * b.p33);
  const S third_c = fma(fma(S(p[94]), b.p43, S(p[48]) * b.p63), season, S(p[40]) * b.p33);
  const S tides = fma(day_c, b.local.cosine, day_s * b.local.sine) +
                  fma(half_c, b.local_2.cosine, half_s * b.local_2.sine) +
                  fma(third_c, b.local_3.cosine, third_s * b.local_3.sine);
  sum = fma(S(f2), tides, sum);
  // Magnetic activity; the coefficients of the history follow those of the daily amplitude in another order.
  const S active = activity_of(b, p);
  const int a = history ? 50 : 32, a2 = history ? 96 : 45, a4 = history ? 54 : 34;
  const int as = history ? 125 : 100, al = history ? 128 : 121;
  const S with_place = fma(S(p[a2]), b.p20, fma(S(p[a4]), b.p40, S(p[a])));
  const S with_season = three(p[as], b.p10, p[as + 1], b.p30, p[as + 2], b.p50) * season;
  const S with_time =
      three(p[al], b.p11, p[al + 1], b.p31, p[al + 2], b.p51) * b.local.shifted(hour_rad * p[history ? 131 : 124]);
  sum = fma(active, with_place + with_season + with_time, sum);
  // Longitude.
  const S east_c = three(p[64], b.p21, p[65], b.p41, p[66], b.p61) +
                   three(p[103], b.p11, p[104], b.p31, p[105], b.p51) +
                   three(p[109], b.p11, p[110], b.p31, p[111], b.p51) * season;
  const S east_s = three(p[90], b.p21, p[91], b.p41, p[92], b.p61) +
                   three(p[106], b.p11, p[107], b.p31, p[108], b.p51) +
                   three(p[112], b.p11, p[113], b.p31, p[114], b.p51) * season;
  sum = fma(S(1 + p[80] * dfa), fma(east_c, b.longitude.cosine, east_s * b.longitude.sine), sum);
  // Universal time, alone and with longitude.
  const S turning = fma(S(p[95]), b.p10, S(1.0)) * S(1 + p[81] * dfa) * fma(S(p[119]) * b.p10, season, S(1.0)) *
                    three(p[68], b.p10, p[69], b.p30, p[70], b.p50) * b.universal.shifted(second_rad * p[71]);
  const Wave<S> both = b.universal + b.longitude.twice();
  sum = sum + fma(three(p[76], b.p32, p[77], b.p52, p[78], b.p72) * S(1 + p[137] * dfa),
                  both.shifted(second_rad * p[79]), turning);
  if (history) {
    const S mixed =
        fma(S(p[132]), b.p10, S(1.0)) * three(p[52], b.p21, p[98], b.p41, p[67], b.p61) *
            b.longitude.shifted(degree_rad * p[97]) +
        three(p[133], b.p11, p[134], b.p31, p[135], b.p51) * season * b.longitude.shifted(degree_rad * p[136]) +
        three(p[55], b.p10, p[56], b.p30, p[57], b.p50) * b.universal.shifted(second_rad * p[58]);
    return fma(active, mixed, sum);
  }
  const S mixed =
      fma(S(p[120]), b.p10, S(1.0)) * three(p[60], b.p21, p[61], b.p41, p[62], b.p61) *
          b.longitude.shifted(degree_rad * p[63]) +
      three(p[115], b.p11, p[116], b.p31, p[117], b.p51) * season * b.longitude.shifted(degree_rad * p[118]) +
      three(p[83], b.p10, p[84], b.p30, p[85], b.p50) * b.universal.shifted(second_rad * p[75]);
  return fma(active, mixed, sum);
}

/// How the atmosphere below varies. `active`: what the last set of the upper thermosphere saw of magnetic activity.
template <Scalar S>
S lower(const Basis<S>& b, const double* p, const S& active) {
  const bool history = b.activity->use_history;
  const S season = b.year.shifted(year_rad_day * p[13]);
  S sum = S(p[21] * b.average) + three(p[1], b.p20, p[2], b.p40, p[22], b.p60) +
          three(p[26], b.p10, p[14], b.p30, p[59], b.p50);
  sum = fma(fma(S(p[47]), b.p20, fma(S(p[29]), b.p40, S(p[18]))), b.year.shifted(year_rad_day * p[31]), sum);
  sum = fma(fma(S(p[16]), b.p20, fma(S(p[30]), b.p40, S(p[15]))), b.half_year.shifted(2 * year_rad_day * p[17]), sum);
  sum = fma(three(p[9], b.p10, p[10], b.p30, p[20], b.p50), season, sum);
  sum = fma(S(p[37]) * b.p10, b.half_year.shifted(2 * year_rad_day * p[38]), sum);
  const S day_c = fma(S(p[11]) * b.p21, season, fma(S(p[3]), b.p11, S(p[4]) * b.p31));
  const S day_s = fma(S(p[12]) * b.p21, season, fma(S(p[6]), b.p11, S(p[7]) * b.p31));
  const S half_c = fma(fma(S(p[23]), b.p32, S(p[35]) * b.p52), season, fma(S(p[5]), b.p22, S(p[41]) * b.p42));
  const S half_s = fma(fma(S(p[33]), b.p32, S(p[36]) * b.p52), season, fma(S(p[8]), b.p22, S(p[42]) * b.p42));
  sum = sum + fma(day_c, b.local.cosine, day_s * b.local.sine) + fma(half_c, b.local_2.cosine, half_s * b.local_2.sine);
  sum = fma(b.p33, fma(S(p[39]), b.local_3.sine, S(p[40]) * b.local_3.cosine), sum);
  sum = fma(active, fma(S(p[history ? 96 : 45]), b.p20, S(p[history ? 50 : 32])), sum);
  const S by_season =
      S(1.0) +
      b.p10 *
          (S(p[80]) * b.year.shifted(year_rad_day * p[81]) + S(p[85]) * b.half_year.shifted(2 * year_rad_day * p[86])) +
      S(p[83]) * b.year.shifted(year_rad_day * p[84]) + S(p[87]) * b.half_year.shifted(2 * year_rad_day * p[88]);
  const S east_c = three(p[64], b.p21, p[65], b.p41, p[66], b.p61) + three(p[74], b.p11, p[75], b.p31, p[76], b.p51);
  const S east_s = three(p[90], b.p21, p[91], b.p41, p[92], b.p61) + three(p[77], b.p11, p[78], b.p31, p[79], b.p51);
  return fma(by_season, fma(east_c, b.longitude.cosine, east_s * b.longitude.sine), sum);
}

}  // namespace cosmodrome::msis
