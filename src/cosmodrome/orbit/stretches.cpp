#include "cosmodrome/orbit/stretches.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/root.hpp"

namespace cosmodrome {
namespace {

using Function = std::function<double(double)>;

struct Sample {
  double x, f;
};

/// Looks at even distances, and the maxima that they enclose.
std::vector<Sample> samples_of(const Function& f, double begin, double end, double look) {
  const auto count = static_cast<std::size_t>(std::max(2.0, std::ceil((end - begin) / look)));
  std::vector<Sample> even, all;
  for (std::size_t i = 0; i <= count; ++i) {
    const double x = i == count ? end : begin + (end - begin) * static_cast<double>(i) / static_cast<double>(count);
    even.push_back({x, f(x)});
  }
  for (std::size_t i = 0; i <= count; ++i) {
    const bool inside = i > 0 && i < count;
    if (inside && even[i].f >= even[i - 1].f && even[i].f > even[i + 1].f) {
      const Minimum least = find_minimum([&](double x) { return -f(x); }, even[i - 1].x, even[i + 1].x);
      const Sample top{least.x, -least.value};
      if (top.x < even[i].x) all.push_back(top);
      all.push_back(even[i]);
      if (top.x > even[i].x) all.push_back(top);
    } else {
      all.push_back(even[i]);
    }
  }
  return all;
}

}  // namespace

std::vector<Above> stretches_above(const Function& f, double begin, double end, double look) {
  std::vector<Above> found;
  if (!(end > begin)) return found;
  const std::vector<Sample> samples = samples_of(f, begin, end, look);
  bool above = false;
  double highest_f = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& here = samples[i];
    const bool is_above = here.f > 0;
    if (is_above != above) {
      const double edge = i == 0 ? begin : find_root(f, samples[i - 1].x, here.x).x;
      if (is_above) {
        found.push_back({edge, end, edge, i == 0, false});
        highest_f = 0;
      } else {
        found.back().to = edge;
      }
      above = is_above;
    }
    if (is_above && here.f > highest_f) highest_f = here.f, found.back().highest = here.x;
  }
  if (above) found.back().cut_at_end = true;
  return found;
}

}  // namespace cosmodrome
