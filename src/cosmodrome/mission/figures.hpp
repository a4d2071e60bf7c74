#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/vehicle/model.hpp"

namespace cosmodrome {

/// A figure of a mission that may differ from flight to flight.
struct Figure {
  enum class Kind {
    thrust,  ///< in vacuum; the flow goes with it, so that the specific impulse stays
    isp,     ///< the flow changes, the thrust stays
    back_pressure,
    dry_mass,
    propellant,
    residual,  ///< what cannot be burned becomes ballast
    drive_propellant,
    start_up,
    tail_off,
    part_mass,
    payload,
    event,  ///< the value that an event of the sequence waits for
    density,
    drag,
    azimuth,
    pad,
    guidance_period,
    lift_off,        ///< when
    target_perigee,  ///< what guidance was told, as all of the target
    target_apogee,
    target_inclination,
    target_raan,
    known_position,
    known_velocity,
    accelerometer,
    wind_east,
    wind_north,
    density_shape,
    descent_thrust,  ///< of the burn before a landing on the Moon, as all that follow
    descent_pitch,
    descent_yaw,
    descent_velocity,
  };
  std::string path;  ///< "stage.core.thrust"
  std::string unit;  ///< of `nominal` and of what is stored: "N", "kg", "s"; "1" for factors
  double nominal = 0;
  Kind kind = Kind::payload;
  int index = 0;  ///< stage, part, event or component
  double bodies = 1;
  std::string meaning;
};

/// All figures of a mission that may vary, in the order of its vehicle from the ground up.
std::vector<Figure> figures_of(const Mission& mission);

/// Whether a path is meant by a pattern, in which `*` stands for one name: "stage.*.thrust".
bool path_matches(std::string_view pattern, std::string_view path);

/// Sets a figure to its nominal value and `deviation`, in a model where it is as planned.
void deviate(const Figure& figure, double deviation, VehicleModel<double>& model);

/// Sets a figure of the burn before a landing on the Moon, to a value and not by a deviation; others do nothing.
void set_in_descent(const Figure& figure, double value, DescentDeparture& departure);

/// The name of a column for it: "stage.core.thrust_N".
std::string column_name(const Figure& figure);

}  // namespace cosmodrome
