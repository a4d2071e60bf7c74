#include "cosmodrome/orbit/central_body.hpp"

#include <string>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

const CentralBody& central_body(Body body) {
  // The Earth's is that of EGM2008. The Moon's mean radius: IAU working group 2015.
  static const CentralBody earth{"the Earth", 3.986004415e14, wgs84_equatorial_radius_m, 9e8, "900000 km"};
  static const CentralBody moon{"the Moon", gravitational_parameter_m3_s2(Body::moon), 1737400.0, 6e7, "60000 km"};
  if (body != Body::earth && body != Body::moon)
    throw InputError(std::string("found ") + name_of(body) + " as the centre", "give the Earth or the Moon");
  return body == Body::earth ? earth : moon;
}

}  // namespace cosmodrome
