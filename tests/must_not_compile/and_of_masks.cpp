// && would look at one lane for all; masks are joined with &.
#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

LanesMask between(const Lanes& a, const Lanes& x, const Lanes& b) {
#ifdef MISTAKE
  return (a < x) && (x < b);
#else
  return (a < x) & (x < b);
#endif
}
