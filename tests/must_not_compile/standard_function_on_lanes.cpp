// The functions of the standard library do not know lanes, and give a double other bits.
#include <cmath>

#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

Lanes growth(const Lanes& x) {
#ifdef MISTAKE
  return std::exp(x);
#else
  return exp(x);
#endif
}
