// Gcrf to Itrf, then Itrf to Enu: the second stands on the left.
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/frames/tags.hpp"

using namespace cosmodrome;

Rotation<Gcrf, Enu> both(const Rotation<Gcrf, Itrf>& first, const Rotation<Itrf, Enu>& second) {
#ifdef MISTAKE
  return first * second;
#else
  return second * first;
#endif
}
