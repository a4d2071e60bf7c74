#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;

constexpr std::array campaign_table{
    Field{"disperse", section, "", may, "", "", "",
          "What varies from flight to flight when `cosmodrome disperse` flies the mission many times; `fly` does not "
          "read it.",
          ""},
    Field{"disperse.flights", integer, "", may, "10000", "1", "1000000000", "How many flights, unless -n says.",
          "100_000"},
    Field{"disperse.seed", integer, "", may, "1", "0", "9000000000000000000",
          "Flights with the same seed draw the same, whatever machine flies them.", "20230810"},
    Field{"disperse.sampling", word, "plain|latin-hypercube|sobol", may, "plain", "", "",
          "How values are drawn: each on its own; evenly in every 1,024 flights; or by Sobol's sequence, shifted at "
          "random.",
          R"("sobol")"},
    Field{"disperse.figures", free, "", may, "", "", "",
          "Figures that vary, by path (`cosmodrome disperse MISSION --list`), `*` for any name. Each with one of "
          "`normal = sigma` (with `mean` and `limit` in sigmas if need be), `lognormal = sigma`, `uniform = [least, "
          "most]`, `triangular = [least, likeliest, most]`, `table = [[deviation, probability of less], ...]`: "
          "deviations from the nominal, in its unit or in %.",
          ""},
    Field{"disperse.correlated", sections, "", may, "", "", "", "Figures that vary together, normally.", ""},
    Field{"disperse.correlated[].name", text, "", must, "", "", "", "What they are.", R"("engines of one batch")"},
    Field{"disperse.correlated[].figures", texts, "", must, "", "", "", "Their paths, without wildcards.",
          R"(["stage.core.thrust", "stage.core.isp"])"},
    Field{"disperse.correlated[].sigma", texts, "", must, "", "", "", "Their standard deviations, in order.",
          R"(["0.5 %", "0.2 %"])"},
    Field{"disperse.correlated[].correlation", number_rows, "", must, "", "", "",
          "The matrix of their correlations: symmetric, ones along the diagonal, none of its eigenvalues below 0.",
          "[[1, 0.6], [0.6, 1]]"},
    Field{"disperse.wind", section, "", may, "", "", "",
          "Winds that differ from flight to flight about the mean one, alike over a height.", ""},
    Field{"disperse.wind.sigma", rows, "km|m/s", may, "", "", "",
          "Standard deviation by altitude, east and north alike; altitudes rise. Nothing above the last.",
          R"([["0 km", "3 m/s"], ["12 km", "12 m/s"], ["30 km", "8 m/s"]])"},
    Field{"disperse.wind.file", text, "", may, "", "", "",
          "In place of `sigma`: a CSV file beside the mission file, with the columns altitude_m and sigma_m_s; with a "
          "column month, the rows of the month of lift-off (UTC) count.",
          R"("wind-scatter.csv")"},
    Field{"disperse.wind.correlation_height", quantity, "km", must, "", "0.1 km", "1000 km",
          "Height over which the correlation falls to 1/e.", R"("4 km")"},
    Field{"disperse.density", section, "", may, "", "", "",
          "Densities that differ from flight to flight along altitude, as shares of the mean one.", ""},
    Field{"disperse.density.sigma", rows, "km|%", may, "", "", "",
          "Standard deviation by altitude; altitudes rise. Nothing above the last.",
          R"([["0 km", "2 %"], ["50 km", "8 %"], ["100 km", "15 %"]])"},
    Field{"disperse.density.file", text, "", may, "", "", "",
          "In place of `sigma`: a CSV file with the columns altitude_m and sigma_share; with a column month as for the "
          "wind.",
          R"("density-scatter.csv")"},
    Field{"disperse.density.correlation_height", quantity, "km", must, "", "0.1 km", "1000 km",
          "Height over which the correlation falls to 1/e.", R"("10 km")"},

    Field{"failure", sections, "", may, "", "", "", "Something that may go wrong in a flight of `disperse`.", ""},
    Field{"failure[].name", text, "", must, "", "", "", "Its name.", R"("core-engine-out")"},
    Field{"failure[].kind", word,
          "engines-out|thrust-loss|shut-down|late-cut-off|no-ignition|throttle-stuck|no-separation|no-jettison|"
          "wrong-azimuth|timer|accelerometer|nozzle-stuck|velocity-unseen|unwrapped-angle",
          must, "", "", "", "What goes wrong.", R"("engines-out")"},
    Field{
        "failure[].what", text, "", may, "", "", "",
        "Whose: a stage by its id; a part for `no-jettison`; an event for `timer`, and for `unwrapped-angle` that from "
        "which it turns; the burn of `[moon.descent]` for `velocity-unseen`, which only its timer ends then; nothing "
        "for "
        "`wrong-azimuth` and `accelerometer`.",
        R"("core")"},
    Field{"failure[].probability", number, "", may, "", "0", "1", "That a flight has it.", "0.01"},
    Field{"failure[].hazard_rate", quantity, "1/s", may, "", "0 1/s", "1 1/s",
          "In place of a probability: how likely it is in each second of its window.", R"("1e-5 1/s")"},
    Field{"failure[].from", quantity, "s", may, "", "-1 h", "10 d",
          "It happens from this time after lift-off on; absent: from when the stage is due to burn.", R"("10 s")"},
    Field{"failure[].to", quantity, "s", may, "", "-1 h", "10 d",
          "It happens up to this time; absent: until the stage is due to have burned.", R"("110 s")"},
    Field{"failure[].drawn_probability", number, "", may, "", "0", "0.999",
          "Draws it more often than it is probable, and counts such flights for less: for what is rare.", "0.1"},
    Field{
        "failure[].by", free, "", may, "", "", "",
        "How much, as figures vary, or `exactly = ...`: the share of engines or thrust that is lost, the time by "
        "which a timer or a cut-off is late, the angle, the acceleration, the rate at which a stage turns whose nozzle "
        "is stuck.",
        ""},
    Field{"failure[].rate", quantity, "deg/s", may, "1 deg/s", "0.001 deg/s", "360 deg/s",
          "Of `unwrapped-angle`: how fast it turns.", R"("1.5 deg/s")"},
};

}  // namespace

std::span<const Field> campaign_fields() { return campaign_table; }

}  // namespace cosmodrome
