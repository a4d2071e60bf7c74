// Sixteen comparisons are no single truth: any(), all() or select() says which is meant.
#include "cosmodrome/base/math.hpp"

using namespace cosmodrome;

Lanes larger(const Lanes& a, const Lanes& b) {
#ifdef MISTAKE
  if (a > b) return a;
  return b;
#else
  return select(a > b, a, b);
#endif
}
