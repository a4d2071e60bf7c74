// A number is not a truth value.
#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

Lanes chosen(const Lanes& x, const Lanes& y) {
#ifdef MISTAKE
  return select(x, x, y);
#else
  return select(x != 0.0, x, y);
#endif
}
