#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;

constexpr std::array vehicle_table{
    Field{"vehicle", section, "", must, "", "", "", "The vehicle as a whole.", ""},
    Field{"vehicle.name", text, "", must, "", "", "", "Its name.", R"("Soyuz-2.1b")"},
    Field{"vehicle.description", text, "", may, "", "", "", "A sentence or two about it.", R"("Medium launcher.")"},
    Field{"vehicle.kind", word, "launcher|upper-stage", may, "launcher", "", "",
          "A launcher stands on the pad; an upper stage is stacked on one, as in `soyuz-2.1b/fregat`.",
          R"("launcher")"},
    Field{"vehicle.length", quantity, "m", may, "0 m", "0 m", "300 m", "Length on the pad.", R"("46.3 m")"},
    Field{"vehicle.hold_down", quantity, "s", may, "0 s", "0 s", "600 s",
          "How long the engines burn on the pad before it lets go.", R"("3 s")"},
    Field{"vehicle.fairing", text, "", may, "", "", "",
          "Variant of the part with `role = \"fairing\"` that flies unless the mission chooses another.", R"("large")"},

    Field{"engine", sections, "", may, "", "", "", "One make of engine or solid motor.", ""},
    Field{"engine[].id", text, "", must, "", "", "", "Short name that stages use.", R"("rd-108a")"},
    Field{"engine[].name", text, "", may, "", "", "", "Full name.", R"("RD-108A, 14D21")"},
    Field{"engine[].thrust_vacuum", quantity, "kN", must, "", "0.001 N", "100 MN", "Thrust in vacuum at full level.",
          R"("990.2 kN")"},
    Field{"engine[].thrust_sea_level", quantity, "kN", may, "0 N", "0 N", "100 MN",
          "Thrust at sea level; absent: no back-pressure, for an engine that never burns in air.", R"("792.5 kN")"},
    Field{"engine[].isp_vacuum", quantity, "s", must, "", "1 s", "20000 s",
          "Specific impulse in vacuum, of the propellant that gives thrust.", R"("320.6 s")"},
    Field{"engine[].isp_sea_level", quantity, "s", may, "", "1 s", "20000 s",
          "Specific impulse at sea level: only compared with the thrusts.", R"("257.7 s")"},
    Field{"engine[].drive_flow", quantity, "kg/s", may, "0 kg/s", "0 kg/s", "10000 kg/s",
          "Extra flow that gives no thrust, such as peroxide for the turbopumps.", R"("8.7 kg/s")"},
    Field{"engine[].throttle_min", quantity, "%", may, "100 %", "0 %", "200 %", "Lowest level.", R"("37 %")"},
    Field{"engine[].throttle_max", quantity, "%", may, "100 %", "0.1 %", "200 %", "Highest level.", R"("106 %")"},
    Field{"engine[].start_up", quantity, "s", may, "0 s", "0 s", "600 s", "From ignition to full thrust, linear.",
          R"("0.5 s")"},
    Field{"engine[].tail_off", quantity, "s", may, "0 s", "0 s", "600 s", "From cut-off to no thrust, linear.",
          R"("0.3 s")"},
    Field{"engine[].ignitions", integer, "", may, "1", "1", "1000", "How often it can be lit in one flight.", "7"},

    Field{"stage", sections, "", may, "", "", "", "A body with propellant; from the ground up.", ""},
    Field{"stage[].id", text, "", must, "", "", "", "Short name that the sequence uses.", R"("core")"},
    Field{"stage[].name", text, "", may, "", "", "", "Full name.", R"("Block A")"},
    Field{"stage[].count", integer, "", may, "1", "1", "100", "Equal bodies side by side; all masses are of one.", "4"},
    Field{"stage[].dry_mass", quantity, "kg", must, "", "0 kg", "100000 t", "Mass of one body without fluids.",
          R"("6545 kg")"},
    Field{"stage[].inert_mass", quantity, "kg", may, "0 kg", "0 kg", "100000 t", "Fluids that stay aboard.",
          R"("509 kg")"},
    Field{"stage[].propellant", quantity, "kg", may, "0 kg", "0 kg", "100000 t",
          "Loaded propellant, the kind that gives thrust.", R"("90.1 t")"},
    Field{"stage[].residual", quantity, "kg", may, "0 kg", "0 kg", "100000 t", "Of it, what cannot be burned.",
          R"("300 kg")"},
    Field{"stage[].drive_propellant", quantity, "kg", may, "0 kg", "0 kg", "100000 t",
          "Loaded propellant of the kind that gives no thrust.", R"("2636 kg")"},
    Field{"stage[].engine", text, "", may, "", "", "", "Id of its engine; absent: none.", R"("rd-108a")"},
    Field{"stage[].engine_count", integer, "", may, "1", "1", "100", "Engines on one body.", "1"},
    Field{"stage[].fall_drag_area", quantity, "m2", may, "0 m2", "0 m2", "100000 m2",
          "Drag coefficient times area of one body as it tumbles down.", R"("25 m2")"},
    Field{"stage[].only", word, "with-upper-stage|direct", may, "", "", "",
          "Aboard only with an upper stage, or only without.", R"("direct")"},

    Field{"part", sections, "", may, "", "", "", "A part that is dropped on its own.", ""},
    Field{"part[].id", text, "", must, "", "", "", "Short name that the sequence uses.", R"("fairing")"},
    Field{"part[].name", text, "", may, "", "", "", "Full name.", R"("Payload fairing 81KS")"},
    Field{"part[].role", word, "fairing|interstage|tail|tower|adapter|equipment", must, "", "", "", "What it is.",
          R"("fairing")"},
    Field{"part[].variant", text, "", may, "", "", "", "Which of several fairings this is.", R"("large")"},
    Field{"part[].mass", quantity, "kg", must, "", "0 kg", "10000 t", "All pieces together.", R"("1700 kg")"},
    Field{"part[].pieces", integer, "", may, "1", "1", "100", "Pieces it comes apart into.", "2"},
    Field{"part[].fall_drag_area", quantity, "m2", may, "0 m2", "0 m2", "100000 m2",
          "Drag coefficient times area of one piece as it falls.", R"("20 m2")"},
    Field{"part[].only", word, "with-upper-stage|direct", may, "", "", "",
          "Aboard only with an upper stage, or only without.", R"("with-upper-stage")"},

    Field{"aerodynamics", sections, "", may, "", "", "",
          "Drag and lift; the first table whose stage is still attached holds.", ""},
    Field{"aerodynamics[].while_attached", text, "", may, "", "", "", "Id of that stage; absent: always.",
          R"("boosters")"},
    Field{"aerodynamics[].reference_area", quantity, "m2", must, "", "0.0001 m2", "100000 m2",
          "Area the coefficients refer to.", R"("35.3 m2")"},
    Field{"aerodynamics[].mach", numbers, "", must, "", "0", "100", "Mach numbers of the columns, rising.",
          "[0, 0.8, 1.1, 2, 5]"},
    Field{"aerodynamics[].drag_coefficient", numbers, "", must, "", "0", "100",
          "Drag coefficient by Mach number at zero angle of attack.", "[0.3, 0.35, 0.6, 0.45, 0.3]"},
    Field{"aerodynamics[].angle_of_attack", quantities, "deg", may, "", "0 deg", "180 deg",
          "Angles of the rows of `drag_coefficient_by_angle`, rising.", R"(["0 deg", "4 deg"])"},
    Field{"aerodynamics[].drag_coefficient_by_angle", number_rows, "", may, "", "0", "1000",
          "Drag coefficient, a row for each angle, a column for each Mach number.",
          "[[0.3, 0.35, 0.6, 0.45, 0.3], [0.34, 0.4, 0.66, 0.5, 0.34]]"},
    Field{"aerodynamics[].normal_force_slope", numbers, "", may, "", "0", "1000",
          "Normal-force coefficient per radian of angle of attack, by Mach number.", "[2.5, 2.6, 3, 3.2, 3]"},
};

}  // namespace

std::span<const Field> vehicle_fields() { return vehicle_table; }

}  // namespace cosmodrome
