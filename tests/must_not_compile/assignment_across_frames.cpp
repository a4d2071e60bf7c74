// Equal components in other axes are another vector.
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

using namespace cosmodrome;

Vec3<Lanes, Gcrf> same(const Vec3<Lanes, Gcrf>& a, const Vec3<Lanes, Itrf>& b) {
#ifdef MISTAKE
  return b;
#else
  (void)b;
  return a;
#endif
}
