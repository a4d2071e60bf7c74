#pragma once
// The body of nrlmsise00(). Symbols in comments are those of the distributed program.
#include "cosmodrome/environment/nrlmsise00_harmonics.hpp"
#include "cosmodrome/environment/nrlmsise00_profile.hpp"

namespace cosmodrome {
namespace msis {

enum Gas { helium, oxygen, nitrogen_2, oxygen_2, argon, hydrogen, nitrogen, gases };
inline constexpr double molar_mass[gases] = {4, 16, 28, 32, 40, 1, 14};
inline constexpr double thermal_diffusion[gases] = {-0.38, 0, 0, 0, 0.17, -0.38, 0};
/// Above these heights mixing is over.
inline constexpr double mixed_below_km[gases] = {200, 300, 160, 250, 240, 320, 450};
/// Rows of coefficients of each gas: its harmonics (PD) and its constants (PDM).
inline constexpr int harmonics_of[gases] = {0, 1, 2, 4, 5, 6, 7};
inline constexpr int constants_of[gases] = {0, 1, 2, 3, 4, 5, 6};
inline constexpr double mixed_mass = mean_density[2][4];  ///< XMM, of air
inline constexpr double atomic_mass_kg = 1.66e-27;        ///< the model's

/// CCOR: exp(r / (1 + exp((z - height) / scale))).
template <Scalar S>
S correction(const S& z_km, const S& r, double scale_km, double height_km) {
  const S e = min(S(70.0), max(S(-70.0), (z_km - S(height_km)) * S(1 / scale_km)));
  return exp(r / (S(1.0) + exp(e)));
}

/// CCOR2, with the mean of two such scales.
template <Scalar S>
S correction(const S& z_km, const S& r, double scale_km, double height_km, double scale_2_km) {
  const S above = z_km - S(height_km);
  const auto one = [&](double scale) { return exp(min(S(70.0), max(S(-70.0), above * S(1 / scale)))); };
  return exp(r / fma(S(0.5), one(scale_km) + one(scale_2_km), S(1.0)));
}

/// DNET: from diffusive to mixed density through the turbopause.
template <Scalar S>
S joined(const S& diffusive, const S& mixed, double height_km, double mass) {
  const double a = height_km / (mixed_mass - mass);
  const S ratio = log(mixed / diffusive), y = S(a) * ratio;
  const S smooth = diffusive * exp(S(1 / a) * log(S(1.0) + exp(min(S(10.0), max(S(-10.0), y)))));
  return select(y < S(-10.0), diffusive, select(y > S(10.0), mixed, smooth));
}

/// The thermosphere (GTS7) and, beneath, what the middle atmosphere goes on from.
template <Scalar S>
class Upper {
 public:
  Upper(const Basis<S>& basis, const MsisPlace<S>& place, const S& z_km)
      : basis_(basis), z_km_(z_km), ground_(place.sin_latitude), profile_(make_profile(place)) {
    level_ = profile_.level(z_km_);
    fly_gases(place);
  }

  MsisAir<S> air;
  S node_K(std::size_t i) const { return node_K_[i]; }
  const S& last_gradient() const { return gradient_; }
  const S& mixed_nitrogen() const { return mixed_nitrogen_; }  ///< DM28
  const Ground<S>& ground() const { return ground_; }
  const S& activity() const { return activity_; }

 private:
  using Profile = Thermosphere<S>;

  Profile make_profile(const MsisPlace<S>&) {
    const auto above = z_km_ > S(Profile::join_km);
    const S exospheric =
        S(mean_temperature[0] * temperature[0]) * select(above, S(1.0) + upper(basis_, temperature), S(1.0));
    const S steepness =
        S(mean_temperature[3] * gradient[0]) * select(z_km_ > S(72.5), S(1.0) + upper(basis_, gradient), S(1.0));
    const S base = S(mean_temperature[1] * density[3][0]) * (S(1.0) + upper(basis_, density[3]));
    activity_ = activity_of(basis_, density[3]);
    make_nodes();
    air.exospheric_K = exospheric;
    return Profile(ground_, exospheric, base, S(steepness / (exospheric - base)),
                   {node_K_[0], node_K_[1], node_K_[2], node_K_[3]}, gradient_);
  }

  /// Temperatures of 110, 100, 90 and 72.5 km, which vary below 300 km.
  void make_nodes() {
    constexpr int mean[4] = {6, 2, 7, 4};
    const auto low = z_km_ < S(300.0);
    for (int i = 0; i < 4; ++i) {
      const double* p = lower_thermosphere[i];
      const double still = mean_temperature[mean[i]] * p[0];
      node_K_[static_cast<std::size_t>(i)] = S(still);
      if (any(low))
        node_K_[static_cast<std::size_t>(i)] = select(low, S(still) / (S(1.0) - lower(basis_, p, activity_)), S(still));
    }
    const double* p = middle_atmosphere[8];
    const double still = mean_temperature[4] * lower_thermosphere[3][0];
    const S ratio = node_K_[3] * S(1 / still);
    gradient_ = S(mean_temperature[8] * p[0]) * ratio * ratio;
    if (any(low)) gradient_ = select(low, gradient_ * (S(1.0) + lower(basis_, p, activity_)), gradient_);
  }

  S at_base(Gas gas) const {
    const double* p = density[harmonics_of[gas]];
    return S(mean_density[constants_of[gas]][0] * p[0]) * exp(upper(basis_, p));
  }

  /// Density at the base if the gas were mixed from a turbopause up, from what diffusion gives there.
  S mixed_at_base(Gas gas, const S& base, const S& turbopause_km) const {
    return profile_.density(profile_.level(turbopause_km), base, S(molar_mass[gas] - mixed_mass),
                            thermal_diffusion[gas] - 1);
  }

  void fly_gases(const MsisPlace<S>& place) {
    std::array<S, gases> n;
    n[nitrogen_2] = nitrogen_density(place);
    for (const Gas gas : {helium, oxygen, oxygen_2, argon, hydrogen, nitrogen}) n[gas] = density_of(gas);
    air.hot_oxygen = hot_oxygen_density();
    air.temperature_K = level_.temperature_K;
    air.helium = n[helium], air.oxygen = n[oxygen], air.nitrogen_2 = n[nitrogen_2], air.oxygen_2 = n[oxygen_2];
    air.argon = n[argon], air.hydrogen = n[hydrogen], air.nitrogen = n[nitrogen];
  }

  S nitrogen_density(const MsisPlace<S>& place) {
    const S base = at_base(nitrogen_2);
    const double season = year_rad_day * temperature[13];
    const S height =
        S(turbopause[1][24]) * fma(S(turbopause[0][24]) * place.sin_latitude, basis_.year.shifted(season), S(1.0));
    mixed_nitrogen_base_ = mixed_at_base(nitrogen_2, base, S(mean_density[2][2]) * height);
    const S diffusive = profile_.density(level_, base, S(molar_mass[nitrogen_2]), thermal_diffusion[nitrogen_2]);
    const auto low = z_km_ <= S(mixed_below_km[nitrogen_2]);
    if (!any(low)) return diffusive;
    mixed_nitrogen_ = profile_.density(level_, mixed_nitrogen_base_, S(mixed_mass), thermal_diffusion[nitrogen_2]);
    const double zhm = mean_density[2][3] * turbopause[1][5];
    return select(low, joined(diffusive, mixed_nitrogen_, zhm, molar_mass[nitrogen_2]), diffusive);
  }

  S density_of(Gas gas) {
    const S base = at_base(gas);
    S n = profile_.density(level_, base, S(molar_mass[gas]), thermal_diffusion[gas]);
    const auto low = z_km_ <= S(mixed_below_km[gas]);
    if (any(low)) n = select(low, with_mixing(gas, base, n), n);
    if (gas == oxygen_2) {  // departure from diffusive equilibrium, at all heights
      const double* c = mean_density[3];
      const double r = c[3] * turbopause[1][23] * (1 + turbopause[0][23] * basis_.average);
      n = n * correction(z_km_, S(r), c[7] * turbopause[1][22], c[6] * turbopause[1][21], c[7] * turbopause[0][22]);
    }
    return n;
  }

  /// Where the corrections of a gas stand among the constants (PDL): rows and columns of scale and height.
  struct Places {
    int row, scale, height;
  };

  S with_mixing(Gas gas, const S& base, const S& diffusive) const {
    const double* c = mean_density[constants_of[gas]];
    const S b = mixed_at_base(gas, base, S(c[2]));
    const S mixed = profile_.density(level_, b, S(mixed_mass), 0.0);
    S n = joined(diffusive, mixed, mean_density[2][3] * turbopause[1][5], molar_mass[gas]);
    constexpr Places mixing[gases] = {{1, 1, 0}, {1, 3, 2}, {0, 0, 0}, {1, 7, 6}, {1, 9, 8}, {1, 11, 10}, {0, 1, 0}};
    const Places& at = mixing[gas];
    const double scale = c[5] * turbopause[at.row][at.scale], height = c[4] * turbopause[at.row][at.height];
    if (gas == oxygen) {
      const double r = c[1] * turbopause[1][16] * (1 + turbopause[0][23] * basis_.average);
      n = n * correction(z_km_, S(r), scale, height, c[5] * turbopause[1][4]);
    } else {
      // To the share that is given at the ground.
      const double share = gas == hydrogen   ? std::abs(turbopause[1][17])
                           : gas == nitrogen ? std::abs(turbopause[0][2])
                                             : 1;
      n = n * correction(z_km_, S(log(mixed_nitrogen_base_ * S(c[1] * share) / b)), scale, height);
    }
    // Chemistry.
    struct Chemistry {
      int row, scale, height, ratio;
    };
    constexpr Chemistry of_oxygen{1, 13, 12, 14}, of_hydrogen{1, 19, 18, 20}, of_nitrogen{0, 4, 3, 5};
    if (gas != oxygen && gas != hydrogen && gas != nitrogen) return n;
    const Chemistry& k = gas == oxygen ? of_oxygen : gas == hydrogen ? of_hydrogen : of_nitrogen;
    return n * correction(z_km_, S(c[3] * turbopause[k.row][k.ratio]), c[7] * turbopause[k.row][k.scale],
                          c[6] * turbopause[k.row][k.height]);
  }

  /// Oxygen and ions that are hotter than the air ("anomalous").
  S hot_oxygen_density() const {
    const double* c = mean_density[7];
    const S hot_K(c[9] * turbopause[0][6]);
    const S base = S(c[0] * density[8][0]) * exp(upper(basis_, density[8]));
    const Profile even(ground_, hot_K, hot_K, profile_.shape, {node_K_[0], node_K_[1], node_K_[2], node_K_[3]},
                       gradient_);
    const S n = even.density(even.level(z_km_), base, S(16.0), 0.0);
    const S scale = S(gas_constant) * hot_K / (ground_.gravity_at(S(c[4])) * S(16.0));
    return n * exp(-(S(c[5]) / scale) * (exp((S(c[4]) - z_km_) * S(1 / c[5])) - S(1.0)));
  }

  const Basis<S>& basis_;
  S z_km_;
  Ground<S> ground_;
  std::array<S, 4> node_K_{};
  S gradient_{}, activity_{};
  Profile profile_;
  typename Profile::Level level_;
  S mixed_nitrogen_base_{}, mixed_nitrogen_{};
};

/// Below 72.5 km (the second half of GTD7): air mixed more and more fully.
template <Scalar S>
MsisAir<S> middle(const Basis<S>& basis, const Upper<S>& above, const S& z_km) {
  constexpr double top_km = 72.5, joint_km = 32.5, mixed_km = 62.5;
  const auto node = [&](int row, int mean) {
    const double* p = middle_atmosphere[row];
    return S(S(p[0] * mean_middle_atmosphere[mean]) / (S(1.0) - lower(basis, p, above.activity())));
  };
  const auto gradient_at = [&](int row, int mean, const S& T_K, int of) {
    const double* p = middle_atmosphere[row];
    const S ratio = T_K * S(1 / (middle_atmosphere[of][0] * mean_middle_atmosphere[of]));
    return S(S(mean_middle_atmosphere[mean] * p[0]) * (S(1.0) + lower(basis, p, above.activity())) * ratio * ratio);
  };
  const S joint_K = node(2, 2), joint_gradient = gradient_at(9, 8, joint_K, 2);
  const InverseTemperature<S, 4> upper_part(above.ground(), {S(top_km), S(55.0), S(45.0), S(joint_km)},
                                            {above.node_K(3), node(0, 0), node(1, 1), joint_K}, above.last_gradient(),
                                            joint_gradient);
  const S ground_K = node(6, 6);
  const InverseTemperature<S, 5> lower_part(above.ground(), {S(joint_km), S(20.0), S(15.0), S(10.0), S(0.0)},
                                            {joint_K, node(3, 3), node(4, 4), node(5, 5), ground_K}, joint_gradient,
                                            gradient_at(7, 7, ground_K, 6));
  const auto at_upper = upper_part.at(z_km);
  const auto at_lower = lower_part.at(z_km);
  const auto is_lower = z_km <= S(joint_km);
  S exponent = upper_part.log_thinning(at_upper, S(mixed_mass), S(0.0));
  exponent = exponent + select(is_lower, lower_part.log_thinning(at_lower, S(mixed_mass), S(0.0)), S(0.0));

  MsisAir<S> air;
  air.exospheric_K = above.air.exospheric_K;
  air.temperature_K = select(is_lower, at_lower.temperature_K, at_upper.temperature_K);
  const S unmixed = max(S(0.0), (z_km - S(mixed_km)) * S(1 / (top_km - mixed_km)));
  const S pure = above.mixed_nitrogen() * exp(exponent);
  air.nitrogen_2 = pure * fma(above.air.nitrogen_2 / above.mixed_nitrogen() - S(1.0), unmixed, S(1.0));
  const auto share = [&](const S& upper_density, int row) {
    const double ratio = mean_density[row][1];
    const S off = upper_density / (above.air.nitrogen_2 * S(ratio)) - S(1.0);
    return S(air.nitrogen_2 * S(ratio) * fma(off, unmixed, S(1.0)));
  };
  air.helium = share(above.air.helium, 0);
  air.oxygen_2 = share(above.air.oxygen_2, 3);
  air.argon = share(above.air.argon, 4);
  return air;
}

template <Scalar S>
MsisAir<S> select_air(const Mask<S>& mask, const MsisAir<S>& a, const MsisAir<S>& b) {
  return {select(mask, a.helium, b.helium),
          select(mask, a.oxygen, b.oxygen),
          select(mask, a.nitrogen_2, b.nitrogen_2),
          select(mask, a.oxygen_2, b.oxygen_2),
          select(mask, a.argon, b.argon),
          select(mask, a.hydrogen, b.hydrogen),
          select(mask, a.nitrogen, b.nitrogen),
          select(mask, a.hot_oxygen, b.hot_oxygen),
          {},
          {},
          a.exospheric_K,
          select(mask, a.temperature_K, b.temperature_K)};
}

/// From numbers a cubic centimetre to what is asked for.
template <Scalar S>
void add_up(MsisAir<S>& air) {
  const S million(1e6);
  for (S* n : {&air.helium, &air.oxygen, &air.nitrogen_2, &air.oxygen_2, &air.argon, &air.hydrogen, &air.nitrogen,
               &air.hot_oxygen})
    *n = *n * million;
  const S heavy = three(28.0, air.nitrogen_2, 32.0, air.oxygen_2, 40.0, air.argon);
  const S light = three(4.0, air.helium, 16.0, air.oxygen, 14.0, air.nitrogen) + air.hydrogen;
  air.density_kg_m3 = S(atomic_mass_kg) * (heavy + light);
  air.drag_density_kg_m3 = S(atomic_mass_kg) * (heavy + light + S(16.0) * air.hot_oxygen);
}

}  // namespace msis

template <Scalar S>
MsisAir<S> nrlmsise00(const MsisActivity& activity, const MsisPlace<S>& place) {
  constexpr double lowest_km = 72.5;
  const msis::Basis<S> basis(activity, place);
  const S z_km = place.altitude_m * S(1e-3);
  const msis::Upper<S> upper(basis, place, max(S(lowest_km), z_km));
  MsisAir<S> air = upper.air;
  const auto low = z_km < S(lowest_km);
  if (any(low)) air = msis::select_air(low, msis::middle(basis, upper, z_km), air);
  msis::add_up(air);
  return air;
}

}  // namespace cosmodrome
