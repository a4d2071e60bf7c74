// Components along different axes have no scalar product.
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

using namespace cosmodrome;

double product(const Vec3<double, Gcrf>& a, const Vec3<double, Itrf>& b) {
#ifdef MISTAKE
  return dot(a, b);
#else
  return dot(a, a) + dot(b, b);
#endif
}
