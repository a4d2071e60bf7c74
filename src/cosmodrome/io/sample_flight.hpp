#pragma once
#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// For tests of products: a made-up but plausible ascent of a three-stage rocket from Vostochny to 200 km, with
/// events, published times, a target that was met, four bodies that fall, and two closed districts. It obeys
/// kinematics, not dynamics.
Flight sample_flight();

/// The same, launched to the north and coasting over the Arctic, missing its target; its names hold characters that
/// HTML, XML and JSON must escape.
Flight sample_polar_flight();

/// The first, going on to the Moon: a coast around the Earth, a burn around the Moon and a coast there, on straight
/// lines at constant speeds, 18 points in all; three burns, two of which were published, one mark, two orbits.
Flight sample_lunar_flight();

}  // namespace cosmodrome
