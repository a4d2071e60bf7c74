// A single bool does not choose between lanes by itself: LanesMask(b) says that all are meant.
#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

Lanes chosen(bool b, const Lanes& x, const Lanes& y) {
#ifdef MISTAKE
  return select(b, x, y);
#else
  return select(LanesMask(b), x, y);
#endif
}
