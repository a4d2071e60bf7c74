#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;

constexpr std::array safety_table{
    Field{"falls", section, "", must, "", "", "",
          "How bodies that are dropped as planned differ from one another, beside the flights that drop them.", ""},
    Field{"falls.drag_area_spread", quantity, "%", must, "", "0 %", "200 %",
          "Log-normal standard deviation of the drag area of what tumbles.", R"("20 %")"},
    Field{"falls.stable_share", number, "", may, "0", "0", "1", "Share of bodies that come down without tumbling.",
          "0.1"},
    Field{"falls.stable_drag_area", quantity, "%", may, "100 %", "1 %", "1000 %",
          "Their drag area, of that of a tumbling body.", R"("50 %")"},
    Field{"falls.separation_speed", quantity, "m/s", may, "0 m/s", "0 m/s", "100 m/s",
          "With which a body leaves the vehicle: one standard deviation along each axis.", R"("2 m/s")"},

    Field{"response", sections, "", may, "", "", "", "What a failure leads to.", ""},
    Field{"response[].mode", word, "thrust-loss|break-up|malfunction-turn|pad-explosion|fall-back", must, "", "", "",
          "The engines stop and the vehicle falls; it breaks up where it is; it turns under thrust until it breaks or "
          "comes down; it explodes on the pad; it falls back near the pad.",
          R"("break-up")"},
    Field{"response[].share", number, "", must, "", "0", "1",
          "Of failures that happen while the mode is possible; all shares together are 1.", "0.3"},
    Field{"response[].to", quantity, "s", may, "", "0 s", "1 h",
          "It is possible up to this time after lift-off; absent: as long as the vehicle can come down.", R"("10 s")"},

    Field{"rate", section, "", may, "", "", "", "How failures are spread over the powered flight.", ""},
    Field{"rate.at_ignition", number, "", may, "1", "0", "1000",
          "How many times as often, in each second, after an engine has been lit or a stage has been dropped.", "5"},
    Field{"rate.ignition_time", quantity, "s", may, "5 s", "0 s", "100 s", "For so long.", R"("5 s")"},

    Field{"turn", section, "", may, "", "", "", "Turns under thrust after a loss of control.", ""},
    Field{"turn.slowest", quantity, "deg/s", may, "0.5 deg/s", "0.01 deg/s", "100 deg/s",
          "Rates are even in their logarithm between this", R"("0.5 deg/s")"},
    Field{"turn.fastest", quantity, "deg/s", may, "20 deg/s", "0.01 deg/s", "100 deg/s", "and this.", R"("20 deg/s")"},
    Field{"turn.longest", quantity, "s", may, "20 s", "0.1 s", "1 h",
          "After so long the flight is ended by the vehicle itself: its engines stop.", R"("20 s")"},
    Field{"turn.max_q_alpha", quantity, "kPa deg", may, "150 kPa deg", "1 kPa deg", "1e6 kPa deg",
          "It breaks up where dynamic pressure times angle of attack is greater.", R"("150 kPa deg")"},

    Field{"break_up", section, "", may, "", "", "", "When what falls in one piece breaks up.", ""},
    Field{"break_up.intact_below", quantity, "km", may, "30 km", "0 km", "200 km",
          "A vehicle whose thrust ends below this altitude comes down in one piece, with what propellant it has; "
          "higher it breaks up as it comes back into the air.",
          R"("30 km")"},

    Field{"exposed", section, "", may, "", "", "",
          "What sea and air are closed for: the largest ship and aircraft that may come.", ""},
    Field{"exposed.ship_area", quantity, "m2", may, "24400 m2", "1 m2", "1000000 m2", "Of the ship's deck.",
          R"("24400 m2")"},
    Field{"exposed.aircraft_top", quantity, "m2", may, "1000 m2", "1 m2", "100000 m2",
          "Of the aircraft, seen from above.", R"("1000 m2")"},
    Field{"exposed.aircraft_front", quantity, "m2", may, "130 m2", "1 m2", "100000 m2", "Seen from ahead.",
          R"("130 m2")"},
    Field{"exposed.aircraft_speed", quantity, "m/s", may, "250 m/s", "0 m/s", "1000 m/s", "With which it flies.",
          R"("250 m/s")"},

    Field{"abort", section, "", may, "", "", "", "Ending a flight that goes wrong.", ""},
    Field{"abort.delay", quantity, "s", may, "5 s", "0 s", "600 s",
          "To see that it goes wrong, to decide, to command and to act.", R"("5 s")"},
    Field{"abort.lines_behind", quantity, "km", may, "4 km", "0.1 km", "1000 km",
          "The two limit lines beside the way of the impact point begin so far behind the pad, as far to each side of "
          "it, and open at 45 degrees",
          R"("4 km")"},
    Field{"abort.lines_apart", quantity, "km", may, "220 km", "0.2 km", "4000 km",
          "until they are so far from one another, where nothing that is protected holds them.", R"("220 km")"},

    Field{"debris", sections, "", may, "", "", "", "A class of pieces that a vehicle breaks into.", ""},
    Field{"debris[].name", text, "", must, "", "", "", "Its name.", R"("skin")"},
    Field{"debris[].share", quantity, "%", must, "", "0 %", "100 %",
          "Of the mass that breaks up, without propellant; all shares together are 100 %.", R"("25 %")"},
    Field{"debris[].piece_mass", quantity, "kg", must, "", "1e-6 kg", "100 t",
          "Of one piece; the number of pieces follows from the mass.", R"("5 kg")"},
    Field{"debris[].ballistic_coefficient", quantity, "kg/m2", must, "", "0.1 kg/m2", "100000 kg/m2",
          "Mass over drag coefficient and area.", R"("11 kg/m2")"},
    Field{"debris[].spread", quantity, "%", may, "0 %", "0 %", "200 %",
          "Log-normal standard deviation of the ballistic coefficient among its pieces.", R"("30 %")"},
    Field{"debris[].drag_coefficient", number, "", may, "1", "0.1", "3",
          "With which its area follows from mass and ballistic coefficient.", "0.8"},
    Field{"debris[].imparted_speed", quantity, "m/s", may, "0 m/s", "0 m/s", "1000 m/s",
          "That the break-up gives it: one standard deviation along each axis, so that speeds are Maxwellian.",
          R"("20 m/s")"},
};

}  // namespace

std::span<const Field> safety_fields() { return safety_table; }

}  // namespace cosmodrome
