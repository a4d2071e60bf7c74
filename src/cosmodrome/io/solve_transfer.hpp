#pragma once
// Transfers as they are asked for: checked, solved, and made into plans.
#include <optional>
#include <string>

#include "cosmodrome/io/read_manoeuvres.hpp"
#include "cosmodrome/orbit/central_body.hpp"
#include "cosmodrome/orbit/lambert_transfer.hpp"
#include "cosmodrome/orbit/transfers.hpp"

namespace cosmodrome {

enum class TransferKind { hohmann, bi_elliptic, plane_change, phasing };

/// "bi-elliptic": as it is asked for.
std::string_view name_of(TransferKind kind);

/// A transfer that begins from a circle. Altitudes are above the equatorial radius, the Moon's above its mean.
struct TransferRequest {
  TransferKind kind = TransferKind::hohmann;
  Body body = Body::earth;
  double from_altitude_m = 0;
  std::optional<double> to_altitude_m;  ///< a plane change may be without
  double via_altitude_m = 0;            ///< the far point of a bi-elliptic one
  double turn_rad = 0;                  ///< of the plane
  double ahead_rad = 0;                 ///< of the place that phasing goes to; negative: behind
  int revolutions = 1;                  ///< in which phasing does so
};

/// What the user calls the figures of a request.
struct TransferNames {
  const char *from, *to, *via, *turn, *ahead, *revolutions;
};

struct SolvedTransfer {
  TransferRequest request;
  Transfer transfer;
  double first_turn_rad = 0;  ///< of a plane change with another altitude: of the plane, in the first burn
  const CentralBody& body() const { return central_body(request.body); }
};

/// Throws InputError that names the figure: under the ground, too far out, the same orbit, no turn, an ellipse that
/// goes through the ground.
SolvedTransfer solve_transfer(const TransferRequest& request, const TransferNames& names);

/// The circle that a state flies on, by its osculating semi-major axis. Throws InputError where it is none.
double circle_altitude_m(const SpacecraftState& state);

/// The ways from one state to another.
struct LambertReport {
  SpacecraftState from, to;  ///< the second where it is on arrival, around a point
  SpacecraftState target;    ///< as it was given
  double time_s = 0;
  std::vector<LambertTransfer> transfers;
  std::optional<std::size_t> cheapest;  ///< of those that stay above the ground
};

/// From one state to where another is: at its epoch, or after `time_s`, flown on around a point, so that both fly in
/// one world. Throws InputError that names the figure for a time that cannot be, or where every plane has both places.
LambertReport solve_lambert_transfer(const SpacecraftState& from, const SpacecraftState& target,
                                     std::optional<double> time_s, int most_revolutions, const char* time_name);

/// A state flown on to a later time. Throws InputError if it comes down before.
SpacecraftState flown_on(const SpacecraftState& state, const Epoch& until, const OrbitModel& model);

/// What a plan begins from and is made with.
struct TransferPlanning {
  SpacecraftState start;
  std::filesystem::path state;  ///< the file that it is in
  OrbitModel model;
  std::optional<SpaceEngine> engine;
};

/// A file of manoeuvres that begins from the state and ends where the transfer does. Throws InputError for another
/// centre than the Earth, and where the turn leads past the poles or there is no node to turn at.
ManoeuvreFile plan_transfer(const SolvedTransfer& solved, const TransferPlanning& planning);

/// By the cheapest way to where the target is under the forces of the plan. Throws InputError if there is none.
ManoeuvreFile plan_lambert_transfer(const LambertReport& report, const TransferPlanning& planning);

}  // namespace cosmodrome
