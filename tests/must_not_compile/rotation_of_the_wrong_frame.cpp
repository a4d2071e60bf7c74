// A rotation from celestial axes takes vectors that are expressed in them.
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/frames/tags.hpp"

using namespace cosmodrome;

Vec3<double, Itrf> turned(const Rotation<Gcrf, Itrf>& r, const Vec3<double, Gcrf>& v,
                          const Vec3<double, Itrf>& already) {
#ifdef MISTAKE
  return r * already;
#else
  (void)already;
  return r * v;
#endif
}
