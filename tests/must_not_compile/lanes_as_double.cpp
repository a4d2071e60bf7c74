// Sixteen values do not become one in silence.
#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

double first(const Lanes& x) {
#ifdef MISTAKE
  return x;
#else
  return lane(x, 0);
#endif
}
