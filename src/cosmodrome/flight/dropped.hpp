#pragma once
#include "cosmodrome/flight/recorder.hpp"

namespace cosmodrome {

/// One body or piece of what falls.
struct FallingBody {
  std::string id;
  std::string name;
  std::string role;     ///< of a part
  double drag_area_m2;  ///< of one body or piece
  double mass_kg;       ///< likewise
};

FallingBody falling_body(const Plan& plan, const DroppedPiece& piece);

/// How it moves: without thrust, its drag area whatever way it lies.
Mode<double> falling_mode(const Plan& plan, const FallingBody& body);

/// Flies a stage or part that was dropped down to the ground, with the same forces but no thrust, tumbling with the
/// drag area that its file states; and says how far from the districts closed for it. If it stays in orbit,
/// Impact::reached_ground is false. Throws std::runtime_error where no step of its integration is short enough.
Impact follow_down(const Plan& plan, const DroppedPiece& piece);

}  // namespace cosmodrome
