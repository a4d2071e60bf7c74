#pragma once
#include "cosmodrome/flight/recorder.hpp"

namespace cosmodrome {

/// Flies a stage or part that was dropped down to the ground, with the same forces but no thrust, tumbling with the
/// drag area that its file states; and says how far from the districts closed for it. If it stays in orbit,
/// Impact::reached_ground is false.
Impact follow_down(const Plan& plan, const DroppedPiece& piece);

}  // namespace cosmodrome
