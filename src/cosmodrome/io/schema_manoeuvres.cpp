#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;
constexpr std::string_view moments = "time|periapsis|apoapsis|ascending-node|descending-node|moon-pass";

constexpr std::array manoeuvres_table{
    Field{"start", section, "", must, "", "", "", "What the flight begins from.", ""},
    Field{"start.state", text, "", must, "", "", "",
          "OPM, OEM, SP3 or flight (its last state), TLE or OMM (by SGP4, at its epoch), looked for beside this file.",
          R"("flight.opm")"},
    Field{"start.mass", quantity, "kg", may, "", "1 g", "10000 t", "In place of the file's; without either 1000 kg.",
          R"("1200 kg")"},
    Field{"start.propellant", quantity, "kg", may, "", "0 kg", "10000 t",
          "That may be used; a plan that needs more is not met. Absent: as much as there is mass.", R"("300 kg")"},
    Field{"start.drag_area", quantity, "m2", may, "", "0 m2", "100000 m2",
          "Area with drag coefficient, in place of the file's.", R"("8 m2")"},
    Field{"start.light_area", quantity, "m2", may, "", "0 m2", "100000 m2",
          "Area with reflectivity, in place of the file's.", R"("10 m2")"},
    Field{"start.model", word, "accurate|fast|two-body", may, "accurate", "", "", "Forces.", R"("fast")"},
    Field{"start.length", quantity, "s", may, "1 d", "1 s", "398 d",
          "How long all of it is flown; what is waited for must come within.", R"("6 h")"},

    Field{"engine", sections, "", may, "", "", "", "Engines that burns may use.", ""},
    Field{"engine[].id", text, "", must, "", "", "", "What burns call it.", R"("main")"},
    Field{"engine[].thrust", quantity, "N", must, "", "0.1 mN", "100 MN", "In vacuum.", R"("400 N")"},
    Field{"engine[].isp", quantity, "s", must, "", "10 s", "100000 s", "Specific impulse.", R"("318 s")"},
    Field{"engine[].settling_thrust", quantity, "N", may, "", "0 N", "1 MN",
          "Of small thrusters that settle the propellant before each start.", R"("20 N")"},
    Field{"engine[].settling_isp", quantity, "s", may, "220 s", "10 s", "100000 s", "Their specific impulse.",
          R"("220 s")"},
    Field{"engine[].settling_time", quantity, "s", may, "0 s", "0 s", "1 h", "How long they burn.", R"("30 s")"},

    Field{"burn", sections, "", may, "", "", "", "Burns, in the order in which they are made.", ""},
    Field{"burn[].name", text, "", must, "", "", "", "What it is called.", R"("raise")"},
    Field{"burn[].at", word, moments, may, "time", "", "",
          "The next such moment after `after`: nodes are those of the equator of date, a pass is that of the Moon, "
          "when it is "
          "nearest.",
          R"("apoapsis")"},
    Field{"burn[].after", quantity, "s", may, "0 s", "0 s", "398 d",
          "Since the end of the burn before it, or since the start.", R"("45 min")"},
    Field{"burn[].shift", quantity, "s", may, "0 s", "-10 d", "10 d", "Later than that moment.", R"("-2 min")"},
    Field{"burn[].axes", word, "vnc|rtn|gcrf", may, "vnc", "", "",
          "Axes of `change`: along velocity, orbit's normal and across both; along radius, across it in the plane and "
          "normal; or those of the GCRF.",
          R"("rtn")"},
    Field{"burn[].change", quantities, "m/s", must, "", "", "", "Change of velocity along the three axes.",
          R"(["12 m/s", "0 m/s", "0 m/s"])"},
    Field{"burn[].engine", text, "", may, "", "", "",
          "Which engine makes it, burning in one direction for as long as it takes. Absent: at once, and the mass "
          "stays.",
          R"("main")"},
    Field{"burn[].at_once", boolean, "", may, "false", "", "", "At once all the same, with the engine's propellant.",
          "true"},
    Field{"burn[].centred", boolean, "", may, "true", "", "",
          "Half of a long burn comes before its moment; else it begins there.", "false"},
    Field{"burn[].vary", texts, "", may, "", "", "",
          "What may be chosen so that the goals are met: \"time\" (the shift), \"first\", \"second\" and \"third\" "
          "(parts of the change).",
          R"(["time", "first"])"},

    Field{"goal", sections, "", may, "", "", "", "What shall hold after the last burn.", ""},
    Field{"goal[].name", text, "", must, "", "", "", "What it is called.", R"("orbit")"},
    Field{"goal[].at", word, moments, may, "time", "", "", "The next such moment after `after`.", R"("periapsis")"},
    Field{"goal[].after", quantity, "s", may, "0 s", "0 s", "398 d", "Since the end of the last burn.", R"("10 min")"},
    Field{"goal[].perigee_altitude", quantity, "m", may, "", "-6300 km", "10000000 km",
          "Of the osculating ellipse, above the equatorial radius.", R"("800 km")"},
    Field{"goal[].apogee_altitude", quantity, "m", may, "", "-6300 km", "10000000 km", "The same.", R"("35786 km")"},
    Field{"goal[].semi_major_axis", quantity, "m", may, "", "-10000000 km", "10000000 km", "Osculating.",
          R"("7178 km")"},
    Field{"goal[].eccentricity", number, "", may, "", "0", "10", "Osculating.", "0.001"},
    Field{"goal[].eccentricity_cosine", number, "", may, "", "-10", "10",
          "Times the cosine of the argument of perigee: for frozen orbits and circles.", "0"},
    Field{"goal[].eccentricity_sine", number, "", may, "", "-10", "10", "Times its sine.", "0.0011"},
    Field{"goal[].inclination", quantity, "deg", may, "", "0 deg", "180 deg",
          "Osculating, to the equator of the GCRF, as the next two.", R"("98.6 deg")"},
    Field{"goal[].raan", quantity, "deg", may, "", "-360 deg", "360 deg", "Right ascension of the ascending node.",
          R"("30 deg")"},
    Field{"goal[].argument_of_perigee", quantity, "deg", may, "", "-360 deg", "360 deg", "Of the osculating ellipse.",
          R"("90 deg")"},
    Field{"goal[].altitude", quantity, "m", may, "", "0 km", "10000000 km", "Above the ellipsoid.", R"("500 km")"},
    Field{"goal[].latitude", quantity, "deg", may, "", "-90 deg", "90 deg", "Geodetic.", R"("51.9 deg")"},
    Field{"goal[].longitude", quantity, "deg", may, "", "-360 deg", "360 deg", "East of Greenwich.", R"("128.3 deg")"},
    Field{"goal[].time", quantity, "s", may, "", "0 s", "398 d", "Of the moment, since the start.", R"("4.5 d")"},
    Field{"goal[].moon_distance", quantity, "m", may, "", "1738 km", "1000000 km", "From the Moon's centre.",
          R"("3500 km")"},
    Field{"goal[].b_dot_t", quantity, "m", may, "", "-1000000 km", "1000000 km",
          "Of the Moon's B-plane, to the pole of the GCRF.", R"("5000 km")"},
    Field{"goal[].b_dot_r", quantity, "m", may, "", "-1000000 km", "1000000 km", "The same.", R"("-7000 km")"},
    Field{"goal[].length_tolerance", quantity, "m", may, "10 m", "1 mm", "1000000 km", "Of its lengths.", R"("1 km")"},
    Field{"goal[].angle_tolerance", quantity, "deg", may, "0.001 deg", "0.0000001 deg", "10 deg", "Of its angles.",
          R"("0.01 deg")"},
    Field{"goal[].time_tolerance", quantity, "s", may, "0.1 s", "0.0001 s", "1 d", "Of its time.", R"("1 s")"},
    Field{"goal[].eccentricity_tolerance", number, "", may, "0.00001", "0.00000001", "1", "Of its eccentricity.",
          "0.0001"},

    Field{"solve", section, "", may, "", "", "", "How a choice is made where more may vary than is asked for.", ""},
    Field{"solve.least_change", boolean, "", may, "true", "", "",
          "By the least change of velocity of all burns together; else by the plan that is nearest to this one.",
          "false"},
};

}  // namespace

std::span<const Field> manoeuvre_fields() { return manoeuvres_table; }

}  // namespace cosmodrome
