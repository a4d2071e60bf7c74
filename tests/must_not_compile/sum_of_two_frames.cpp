// A place in celestial axes and one in terrestrial axes have no sum.
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

using namespace cosmodrome;

Vec3<double, Gcrf> sum(const Vec3<double, Gcrf>& a, const Vec3<double, Gcrf>& b, const Vec3<double, Itrf>& other) {
#ifdef MISTAKE
  return a + other;
#else
  (void)other;
  return a + b;
#endif
}
