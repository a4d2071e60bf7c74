#pragma once
#include <functional>
#include <vector>

namespace cosmodrome {

/// A stretch on which a function is above zero, and its highest point there.
struct Above {
  double from = 0, to = 0, highest = 0;
  bool cut_at_begin = false;  ///< it was above zero at the first end already
  bool cut_at_end = false;
};

/// The stretches of [begin, end] on which a smooth function is above zero. It is looked at every `look` first; between
/// three looks whose middle is the highest the maximum is searched for, so that what rises and falls between two looks
/// is found too, provided that the function has at most one maximum there. Ends are as sharp as rounding allows.
std::vector<Above> stretches_above(const std::function<double(double)>& f, double begin, double end, double look);

}  // namespace cosmodrome
