#include "cosmodrome/orbit/recontact.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>
#include <tuple>
#include <utility>

#include "cosmodrome/base/in_parallel.hpp"
#include "cosmodrome/base/philox.hpp"

namespace cosmodrome {
namespace {

using Triple = std::array<double, 3>;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t block = 256;  ///< samples side by side
constexpr std::size_t ahead = 1;    ///< along the arc, of a Triple
/// Outside of so many standard deviations along an axis no sample is looked for: one in a billion.
constexpr double sigmas = 6;

double dot_of(const Vec3<double, Gcrf>& axis, const DispersedPath::Look& look, const std::array<double, 6>& error) {
  double sum = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& by = look.by_begin;
    sum += (axis.x * by[0][i] + axis.y * by[1][i] + axis.z * by[2][i]) * error[i];
  }
  return sum;
}

/// Where the second is, seen from the first: higher, ahead along the arc, off the plane.
struct Relative {
  Triple place{}, sigma{};
  bool straight = true;  ///< the way from the look before
};

/// With what each error adds to the place, at the end of a list.
Relative relative_of(const DispersedPath::Look& a, const DispersedPath::Look& b, const ErrorColumns& errors_a,
                     const ErrorColumns& errors_b, std::vector<Triple>& by_error) {
  const auto up = unit(a.r_m), normal = unit(cross(a.r_m, a.v_m_s)), onward = cross(normal, up);
  const double here_m = norm(a.r_m), x = dot(up, b.r_m), y = dot(onward, b.r_m), there_m = std::hypot(x, y);
  const double angle = std::atan2(y, x), arc_m = std::sqrt(here_m * there_m);
  const auto there_up = up * (x / there_m) + onward * (y / there_m);
  const auto there_onward = onward * (x / there_m) - up * (y / there_m);
  Relative relative;
  // With the geometric mean the chord of a small arc is that of the law of cosines.
  relative.place = {there_m - here_m, arc_m * angle, dot(normal, b.r_m)};
  for (std::size_t k = 0; k < errors_a.size(); ++k) {
    const auto &of_a = errors_a[k], &of_b = errors_b[k];
    const Triple by{dot_of(there_up, b, of_b) - dot_of(up, a, of_a),
                    arc_m * (dot_of(there_onward, b, of_b) / there_m - dot_of(onward, a, of_a) / here_m),
                    dot_of(normal, b, of_b) - dot_of(normal, a, of_a)};
    for (std::size_t i = 0; i < 3; ++i) relative.sigma[i] += by[i] * by[i];
    by_error.push_back(by);
  }
  for (double& sigma : relative.sigma) sigma = std::sqrt(sigma);
  relative.straight = a.straight && b.straight;
  return relative;
}

/// Draws side by side: those of one error after the other.
class Draws {
 public:
  Draws(std::size_t errors, std::size_t samples, std::uint64_t seed) : errors_(errors), samples_(samples) {
    for (std::size_t k = 0; k < errors; ++k)
      for (std::size_t s = 0; s < samples; ++s)
        draws_.push_back(random_normal({seed, s, 0, static_cast<std::uint32_t>(k)}));
  }
  /// Some of them, in another order.
  Draws(const Draws& of, std::size_t errors, const std::vector<std::size_t>& order)
      : errors_(errors), samples_(order.size()) {
    for (std::size_t k = 0; k < errors; ++k)
      for (const std::size_t s : order) draws_.push_back(of.of(k)[s]);
  }
  [[nodiscard]] const double* of(std::size_t error) const { return draws_.data() + error * samples_; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t samples() const { return samples_; }

 private:
  std::size_t errors_, samples_;
  std::vector<double> draws_;
};

struct Places {
  std::array<std::array<double, block>, 3> m;
};

/// A sphere around the first that the second enters from outside: who is inside at its release has not come back.
struct Sphere {
  double radius_m = 0;
  std::array<double, block> outside{}, entered{};  ///< 0 or 1

  void leave() { outside.fill(1); }
};

/// What becomes of samples side by side.
struct Met {
  explicit Met(const std::array<double, 2>& radii_m) {
    least.fill(infinite);
    for (std::size_t i = 0; i < 2; ++i) spheres[i].radius_m = radii_m[i];
  }
  std::array<double, block> least;  ///< square of the distance of the nearest approach
  std::array<Sphere, 2> spheres;
};

/// All samples of a pair.
struct Meetings {
  std::vector<double> least_m;
  std::array<long, 2> entered{};  ///< how many came into each sphere
};

class Pair {
 public:
  Pair(const DispersedPath& a, const DispersedPath& b) {
    auto errors_a = a.pieces(), errors_b = b.pieces();
    if (errors_a.size() == 1 && errors_b.size() == 1) fold_errors(errors_a[0], errors_b[0]);
    if (!errors_a.empty()) errors_ = errors_a[0].size();
    for (long k = std::max(a.first(), b.first()); k < std::min(a.end(), b.end()); ++k) {
      const auto &here = a.at(k), &there = b.at(k);
      steps_.push_back(relative_of(here, there, errors_a[here.piece], errors_b[there.piece], by_error_));
    }
  }

  [[nodiscard]] std::size_t errors() const { return errors_; }

  /// Of the first samples, as far as they come nearer than `farthest_m`, which is no less than the radii.
  [[nodiscard]] Meetings meet(const Draws& draws, std::size_t samples, double farthest_m,
                              const std::array<double, 2>& radii_m = {}) const {
    std::vector<std::size_t> from;
    for (std::size_t i = 0; i + 1 < steps_.size(); ++i)
      if (least_m(steps_[i], steps_[i + 1]) < farthest_m) from.push_back(i);
    Meetings all;
    all.least_m.assign(samples, infinite);
    if (from.empty()) return all;
    // Side by side stands what goes the same way along the path, so that most of it is passed over together.
    const auto way_m = ways_ahead_m(draws, samples, from.back());
    const auto order = order_of(way_m);
    const Draws sorted(draws, errors_, order);
    const auto shares = shares_of(from.back());
    for (std::size_t s = 0; s < samples; s += block) {
      const std::size_t count = std::min(block, samples - s);
      const Bounds bounds{shares, way_m[order[s]], way_m[order[s + count - 1]], longest_draw(sorted, s, count)};
      const Met met = block_of(sorted, s, count, from, farthest_m, radii_m, bounds);
      for (std::size_t i = 0; i < count; ++i) {
        all.least_m[order[s + i]] = std::sqrt(met.least[i]);
        for (std::size_t k = 0; k < 2; ++k) all.entered[k] += met.spheres[k].entered[i] > 0 ? 1 : 0;
      }
    }
    return all;
  }

 private:
  /// Nearer they do not come between two looks, within `sigmas`.
  static double least_m(const Relative& from, const Relative& to) {
    if (!to.straight) return infinite;
    // On the far side of the Earth the arc is counted anew.
    if (std::abs(from.place[1] - to.place[1]) > 6e6) return infinite;
    double square = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double low = std::min(from.place[i] - sigmas * from.sigma[i], to.place[i] - sigmas * to.sigma[i]);
      const double high = std::max(from.place[i] + sigmas * from.sigma[i], to.place[i] + sigmas * to.sigma[i]);
      const double gap = std::max({0.0, low, -high});
      square += gap * gap;
    }
    return std::sqrt(square);
  }

  /// How far the errors put each sample ahead at a look.
  [[nodiscard]] std::vector<double> ways_ahead_m(const Draws& draws, std::size_t samples, std::size_t step) const {
    std::vector<double> ahead_m(samples, 0);
    for (std::size_t k = 0; k < errors_; ++k)
      for (std::size_t s = 0; s < samples; ++s) ahead_m[s] += by_error_[step * errors_ + k][ahead] * draws.of(k)[s];
    return ahead_m;
  }

  static std::vector<std::size_t> order_of(const std::vector<double>& way_m) {
    std::vector<std::size_t> order(way_m.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return std::tie(way_m[a], a) < std::tie(way_m[b], b); });
    return order;
  }

  /// What errors do along the path at a look, as a multiple of what they do at another, and the length of what is left.
  struct Share {
    double multiple = 0, rest_m = 0;
  };

  [[nodiscard]] std::vector<Share> shares_of(std::size_t other) const {
    const auto dot_ahead = [&](std::size_t a, std::size_t b) {
      double sum = 0;
      for (std::size_t k = 0; k < errors_; ++k)
        sum += by_error_[a * errors_ + k][ahead] * by_error_[b * errors_ + k][ahead];
      return sum;
    };
    const double square = dot_ahead(other, other);
    std::vector<Share> shares(steps_.size());
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const double both = dot_ahead(i, other), multiple = square > 0 ? both / square : 0;
      // Rounding may leave a little below nothing.
      shares[i] = {multiple, std::sqrt(std::max(0.0, dot_ahead(i, i) - multiple * both))};
    }
    return shares;
  }

  static double longest_draw(const Draws& draws, std::size_t first, std::size_t count) {
    std::array<double, block> square{};
    for (std::size_t k = 0; k < draws.errors(); ++k)
      for (std::size_t s = 0; s < count; ++s) square[s] += draws.of(k)[first + s] * draws.of(k)[first + s];
    return std::sqrt(*std::max_element(square.begin(), square.begin() + static_cast<std::ptrdiff_t>(count)));
  }

  /// Between what samples side by side lie along the path at any look (Cauchy and Schwarz for what is left), without
  /// looking at each.
  struct Bounds {
    const std::vector<Share>& shares;
    double least_way_m, most_way_m;  ///< at the look that they are sorted by
    double longest_draw;

    [[nodiscard]] std::pair<double, double> at(std::size_t step, double place_m) const {
      const auto& [multiple, rest_m] = shares[step];
      const double one = multiple * least_way_m, other = multiple * most_way_m;
      const double aside = rest_m * longest_draw * (1 + 1e-9) + 1e-6 * (std::abs(one) + std::abs(other));
      return {place_m + std::min(one, other) - aside, place_m + std::max(one, other) + aside};
    }
  };

  /// far_along() without a look at the samples.
  [[nodiscard]] bool surely_far(std::size_t step, const Bounds& bounds, double farthest_m) const {
    const auto here = bounds.at(step, steps_[step].place[ahead]);
    const auto there = bounds.at(step + 1, steps_[step + 1].place[ahead]);
    return std::min(here.first, there.first) > farthest_m || std::max(here.second, there.second) < -farthest_m;
  }

  void place(std::size_t step, std::size_t axis, const Draws& draws, std::size_t first, std::size_t count,
             Places& places) const {
    double* const m = places.m[axis].data();
    for (std::size_t s = 0; s < count; ++s) m[s] = steps_[step].place[axis];
    for (std::size_t k = 0; k < errors_; ++k) {
      const double by = by_error_[step * errors_ + k][axis];
      const double* const draw = draws.of(k) + first;
      for (std::size_t s = 0; s < count; ++s) m[s] += by * draw[s];
    }
  }

  /// All of them so far ahead at both looks, or so far behind.
  static bool far_along(const Places& from, const Places& to, std::size_t count, double farthest_m) {
    double least = infinite, most = -infinite;
    for (const Places* places : {&from, &to}) {
      for (std::size_t s = 0; s < count; ++s) {
        least = std::min(least, places->m[ahead][s]);
        most = std::max(most, places->m[ahead][s]);
      }
    }
    return least > farthest_m || most < -farthest_m;
  }

  /// Straight from one look to the other; only what still comes nearer counts, or parting itself would be an approach.
  static void approach(const Places& from, const Places& to, std::size_t count, Met& met) {
    std::array<double, block> here, nearest;
    for (std::size_t s = 0; s < count; ++s) {
      const double x = from.m[0][s], y = from.m[1][s], z = from.m[2][s];
      const double dx = to.m[0][s] - x, dy = to.m[1][s] - y, dz = to.m[2][s] - z;
      const double along = x * dx + y * dy + z * dz, length = dx * dx + dy * dy + dz * dz;
      const double part = length > 0 ? std::min(1.0, -along / length) : 0.0;
      const double nx = x + part * dx, ny = y + part * dy, nz = z + part * dz;
      here[s] = x * x + y * y + z * z;
      nearest[s] = along < 0 ? nx * nx + ny * ny + nz * nz : infinite;
      met.least[s] = std::min(met.least[s], nearest[s]);
    }
    for (Sphere& sphere : met.spheres) {
      const double square = sphere.radius_m * sphere.radius_m;
      for (std::size_t s = 0; s < count; ++s) {
        sphere.outside[s] = here[s] >= square ? 1.0 : sphere.outside[s];
        sphere.entered[s] = nearest[s] < square ? std::max(sphere.entered[s], sphere.outside[s]) : sphere.entered[s];
      }
    }
  }

  [[nodiscard]] Met block_of(const Draws& draws, std::size_t first, std::size_t count,
                             const std::vector<std::size_t>& from, double farthest_m,
                             const std::array<double, 2>& radii_m, const Bounds& bounds) const {
    Met met(radii_m);
    Places before, now;
    const auto aside = [&](std::size_t step, Places& places) {
      place(step, 0, draws, first, count, places), place(step, 2, draws, first, count, places);
    };
    std::size_t known = steps_.size(), whole = steps_.size();  // looks at which the way ahead, or all, stands in before
    for (const std::size_t i : from) {
      if (surely_far(i, bounds, farthest_m)) {
        for (Sphere& sphere : met.spheres) sphere.leave();
        continue;
      }
      // What is passed over is outside of all that is looked for.
      if (known != i && (i > 0 || known < i))
        for (Sphere& sphere : met.spheres) sphere.leave();
      if (known != i) place(i, ahead, draws, first, count, before);
      place(i + 1, ahead, draws, first, count, now);
      if (far_along(before, now, count, farthest_m)) {
        for (Sphere& sphere : met.spheres) sphere.leave();
      } else {
        if (whole != i) aside(i, before);
        aside(i + 1, now);
        approach(before, now, count, met);
        whole = i + 1;
      }
      std::swap(before, now);
      known = i + 1;
    }
    return met;
  }

  std::vector<Relative> steps_;
  std::vector<Triple> by_error_;  ///< step by step
  std::size_t errors_ = 0;
};

/// The distance that a share of the flights stays below, if it is one that was looked for.
std::optional<double> below(const std::vector<double>& sorted_m, double share, double farthest_m) {
  const auto count = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted_m.size())));
  const double distance_m = sorted_m[std::max<std::size_t>(count, 1) - 1];
  if (distance_m < farthest_m) return distance_m;
  return std::nullopt;
}

/// How far it pays to look: where three in ten of a few flights come nearer, one in ten of many do.
double worth_looking_m(const Pair& pair, const Draws& draws) {
  constexpr std::size_t few = 64, of_them = 19;
  auto tried_m = pair.meet(draws, std::min(few, draws.samples()), recontact_farthest_m).least_m;
  std::sort(tried_m.begin(), tried_m.end());
  return std::min(recontact_farthest_m, tried_m[std::min(of_them, tried_m.size() - 1)]);
}

Recontact recontact_of(const DispersedPath& a, const DispersedPath& b, const Pair& pair, const Draws& draws,
                       const RecontactOptions& options) {
  const double radius_m = std::max(options.too_near_m, options.contact_m), worth_m = worth_looking_m(pair, draws);
  // All flights where it is near, fewer for the percentiles of what is far: a tenth of them would do for one in ten.
  constexpr double near = 10;
  constexpr std::size_t of_far = 1000;
  const double farthest_m = std::max(radius_m, std::min(worth_m, near * radius_m));
  Meetings met = pair.meet(draws, draws.samples(), farthest_m, {options.too_near_m, options.contact_m});
  std::sort(met.least_m.begin(), met.least_m.end());
  const auto share = [&](std::size_t sphere) {
    return static_cast<double>(met.entered[sphere]) / static_cast<double>(draws.samples());
  };
  Recontact one{
      a.name(), b.name(), options.samples, below(met.least_m, 0.01, farthest_m), below(met.least_m, 0.1, farthest_m),
      share(0), share(1)};
  if (one.distance_10_percent_m || !(worth_m > farthest_m)) return one;
  auto far_m = pair.meet(draws, std::min(of_far, draws.samples()), worth_m).least_m;
  std::sort(far_m.begin(), far_m.end());
  one.distance_10_percent_m = below(far_m, 0.1, worth_m);
  if (!one.distance_1_percent_m) one.distance_1_percent_m = below(far_m, 0.01, worth_m);
  return one;
}

}  // namespace

std::vector<double> sampled_distances_m(const DispersedPath& a, const DispersedPath& b, int samples, std::uint64_t seed,
                                        double farthest_m) {
  const Pair pair(a, b);
  const auto count = static_cast<std::size_t>(samples);
  return pair.meet(Draws(pair.errors(), count, seed), count, farthest_m).least_m;
}

std::vector<Recontact> recontacts(const std::vector<DispersedPath>& paths, const RecontactOptions& options) {
  std::vector<Recontact> all;
  if (options.samples < 1) return all;
  std::size_t most = 0;
  for (const DispersedPath& path : paths)
    for (const ErrorColumns& errors : path.pieces()) most = std::max(most, errors.size());
  const Draws draws(most, static_cast<std::size_t>(options.samples), options.seed);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < paths.size(); ++i)
    for (std::size_t j = i + 1; j < paths.size(); ++j) pairs.emplace_back(i, j);
  std::vector<Recontact> found(pairs.size());
  in_parallel(pairs.size(), static_cast<int>(std::max(1U, std::thread::hardware_concurrency())), [&](std::size_t k) {
    const DispersedPath &a = paths[pairs[k].first], &b = paths[pairs[k].second];
    found[k] = recontact_of(a, b, Pair(a, b), draws, options);
  });
  for (Recontact& one : found)
    if (one.distance_10_percent_m || one.too_near_probability > 0) all.push_back(std::move(one));
  std::stable_sort(all.begin(), all.end(), [](const Recontact& a, const Recontact& b) {
    const auto rank = [](const Recontact& one) {
      return std::tuple(-one.contact_probability, -one.too_near_probability,
                        one.distance_1_percent_m.value_or(infinite));
    };
    return rank(a) < rank(b);
  });
  return all;
}

}  // namespace cosmodrome
