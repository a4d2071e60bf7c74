#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;

constexpr std::array sequence_table{
    Field{"sequence", sections, "", may, "", "", "",
          "One event of the flight. In a mission file it takes the place of the vehicle's event of that name, or adds "
          "to them.",
          ""},
    Field{"sequence[].event", text, "", must, "", "", "", "Its name; no two are equal.", R"("boosters-separate")"},
    Field{"sequence[].what", text, "", may, "", "", "", "What happens, in words.", R"("Blocks B, V, G, D separate")"},
    Field{"sequence[].only", word, "with-upper-stage|direct", may, "", "", "",
          "Happens only with an upper stage, or only without.", R"("direct")"},

    Field{"sequence[].when", section, "", must, "", "", "",
          "When it happens: one condition; with `after` it is armed only once that event has been.", ""},
    Field{"sequence[].when.after", text, "", may, "", "", "", "Event that arms it.", R"("third-stage-ignition")"},
    Field{"sequence[].when.delay", quantity, "s", may, "", "0 s", "10000 d", "Time since the event `after`.",
          R"("2 s")"},
    Field{"sequence[].when.time", quantity, "s", may, "", "-1 h", "10000 d", "Time since lift-off.", R"("117.7 s")"},
    Field{"sequence[].when.target", text, "", may, "", "", "",
          "Target that a cut-off at a `time` shall have reached: the flight is judged by it.", R"("final")"},
    Field{"sequence[].when.stage", text, "", may, "", "", "",
          "Stage that `propellant_below` or `burn_time_left` speaks of.", R"("boosters")"},
    Field{"sequence[].when.propellant_below", quantity, "kg", may, "", "0 kg", "100000 t",
          "Usable propellant of one body of `stage` falls to this.", R"("0 kg")"},
    Field{"sequence[].when.burn_time_left", quantity, "s", may, "", "0 s", "1 d",
          "Usable propellant of `stage` lasts this long at full flow.", R"("6 s")"},
    Field{"sequence[].when.altitude_above", quantity, "km", may, "", "-1 km", "1e7 km", "Altitude rises through this.",
          R"("90 km")"},
    Field{"sequence[].when.altitude_below", quantity, "km", may, "", "-1 km", "1e7 km", "Altitude falls through this.",
          R"("120 km")"},
    Field{"sequence[].when.heating_below", quantity, "W/m2", may, "", "0 W/m2", "1e12 W/m2",
          "Free-molecular heat flux, half density times speed cubed, falls through this.", R"("1135 W/m2")"},
    Field{"sequence[].when.dynamic_pressure_below", quantity, "Pa", may, "", "0 Pa", "1e9 Pa",
          "Dynamic pressure falls through this.", R"("100 Pa")"},
    Field{"sequence[].when.acceleration_above", quantity, "m/s2", may, "", "0 m/s2", "1e5 m/s2",
          "Acceleration without gravity rises through this.", R"("4 g0")"},
    Field{"sequence[].when.speed_above", quantity, "m/s", may, "", "0 m/s", "1e5 m/s",
          "Speed over the ground rises through this.", R"("50 m/s")"},
    Field{"sequence[].when.gravity_turn_ready", boolean, "", may, "", "", "",
          "The velocity through the air has come round to the axis.", "true"},
    Field{"sequence[].when.guidance", text, "", may, "", "", "",
          "The guidance has met this target; `final` is the mission's first.", R"("final")"},
    Field{"sequence[].when.apogee", quantity, "s", may, "", "0 s", "1 d", "This long before apogee.", R"("0 s")"},
    Field{"sequence[].when.perigee", quantity, "s", may, "", "0 s", "1 d", "This long before perigee.", R"("20 s")"},
    Field{"sequence[].when.impact", boolean, "", may, "", "", "", "It reaches the ground.", "true"},

    Field{"sequence[].do", sections, "", may, "", "", "", "What is done at that instant: one action each.", ""},
    Field{"sequence[].do[].ignite", text, "", may, "", "", "", "Stage whose engines start.", R"("third")"},
    Field{"sequence[].do[].cut_off", text, "", may, "", "", "", "Stage whose engines stop.", R"("core")"},
    Field{"sequence[].do[].throttle", text, "", may, "", "", "", "Stage whose engines go to `level`.", R"("boosters")"},
    Field{"sequence[].do[].level", quantity, "%", may, "", "0 %", "200 %", "Level for `throttle`.", R"("75 %")"},
    Field{"sequence[].do[].over", quantity, "s", may, "0 s", "0 s", "1 h", "Time that `throttle` takes.", R"("0.3 s")"},
    Field{"sequence[].do[].separate", text, "", may, "", "", "", "Stage that leaves.", R"("boosters")"},
    Field{"sequence[].do[].jettison", text, "", may, "", "", "", "Part that leaves.", R"("fairing")"},
    Field{"sequence[].do[].steer", text, "", may, "", "", "",
          "Steering law that takes over: `vertical`, `pitch-over`, `gravity-turn`, `guided`, `hold`, `prograde`, "
          "`retrograde`, `programme:NAME` or `turn`.",
          R"("gravity-turn")"},
    Field{"sequence[].do[].target", text, "", may, "", "", "",
          "Target of `steer = \"guided\"`; `final` is the mission's first.", R"("final")"},
    Field{"sequence[].do[].from", quantity, "deg", may, "0 deg", "-3600 deg", "3600 deg",
          "Of `turn`: the angle that the platform reads, to the left.", R"("0 deg")"},
    Field{"sequence[].do[].to", quantity, "deg", may, "", "-3600 deg", "3600 deg",
          "Of `turn`: the angle that is commanded. The vehicle turns by `to` less `from`, as written; what else is to "
          "steer waits until it has.",
          R"("20 deg")"},
    Field{"sequence[].do[].rate", quantity, "deg/s", may, "", "0.001 deg/s", "360 deg/s", "Of `turn`: how fast.",
          R"("1.5 deg/s")"},
    Field{"sequence[].do[].limit_acceleration", quantity, "m/s2", may, "", "0.1 m/s2", "1e5 m/s2",
          "Throttle all burning engines so as not to exceed this.", R"("4.5 g0")"},
    Field{"sequence[].do[].end", boolean, "", may, "", "", "", "The flight is over.", "true"},
};

constexpr std::array drop_zone_table{
    Field{"drop_zone", sections, "", may, "", "", "",
          "A district closed for a falling part: a centre with a radius, or an outline.", ""},
    Field{"drop_zone[].name", text, "", must, "", "", "", "Its name.", R"("No. 981, Tynda")"},
    Field{"drop_zone[].element", text, "", may, "", "", "",
          "Id of the stage or part it is for, or role of parts (fairing, tail).", R"("boosters")"},
    Field{"drop_zone[].latitude", quantity, "deg", may, "", "-90 deg", "90 deg", "Of the centre, geodetic.",
          R"("55.1 deg")"},
    Field{"drop_zone[].longitude", quantity, "deg", may, "", "-180 deg", "360 deg", "Of the centre, east.",
          R"("124.7 deg")"},
    Field{"drop_zone[].radius", quantity, "km", may, "0 km", "0 km", "5000 km", "Around the centre.", R"("30 km")"},
    Field{"drop_zone[].outline", rows, "deg|deg", may, "", "", "", "Corners: latitude, longitude.",
          R"([["55 deg", "124 deg"], ["55 deg", "125 deg"], ["56 deg", "124 deg"]])"},
    Field{"drop_zone[].for", texts, "", may, "", "", "",
          "Ids of the missions or vehicles it was closed for; absent: all.", R"(["luna-25"])"},
    Field{"drop_zone[].source", text, "", may, "", "", "", "Where the figures come from.", R"("AO")"},
    Field{"drop_zone[].note", text, "", may, "", "", "", "What there is to say about them.", R"("Centre only.")"},
};

}  // namespace

std::span<const Field> sequence_fields() { return sequence_table; }
std::span<const Field> drop_zone_fields() { return drop_zone_table; }

}  // namespace cosmodrome
