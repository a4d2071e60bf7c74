#include <array>

#include "cosmodrome/io/schema_tables.hpp"

namespace cosmodrome {
namespace {

using enum FieldType;
constexpr bool must = true;
constexpr bool may = false;

constexpr std::array mission_table{
    Field{"mission", section, "", must, "", "", "", "The mission as a whole.", ""},
    Field{"mission.name", text, "", must, "", "", "", "Its name.", R"("Luna-25")"},
    Field{"mission.description", text, "", may, "", "", "", "A sentence or two about it.", R"("Moon lander.")"},
    Field{"mission.site", text, "", must, "", "", "", "Site and pad of the catalogue, or a file of your own.",
          R"("vostochny/1S")"},
    Field{"mission.vehicle", text, "", must, "", "", "",
          "Vehicle of the catalogue, with its upper stage if it has one, or a file of your own such as `./my.toml` "
          "or `./my.toml/fregat`, looked for beside the mission file.",
          R"("soyuz-2.1b/fregat")"},
    Field{"mission.liftoff", instant, "", must, "", "1990-01-01", "2050-01-01",
          "When it lifts off; `Z` is UTC, `+03:00` Moscow.", "2023-08-10T23:10:57Z"},
    Field{"mission.fairing", text, "", may, "", "", "", "Which of the vehicle's fairings flies.", R"("large")"},
    Field{"mission.launch_azimuth", quantity, "deg", may, "", "-360 deg", "360 deg",
          "Direction of flight at lift-off, clockwise from north; absent: found by the plan.", R"("52.3 deg")"},
    Field{"mission.pitch_over", quantity, "deg", may, "", "0 deg", "90 deg",
          "How far the axis leans over before the gravity turn; absent: found by the plan.", R"("3.2 deg")"},
    Field{"mission.max_time", quantity, "s", may, "0 s", "0 s", "3650 d",
          "The flight is followed this long at most; 0: as long as the sequence needs.", R"("2 h")"},

    Field{"payload", sections, "", may, "", "", "", "What is carried.", ""},
    Field{"payload[].name", text, "", must, "", "", "", "Its name.", R"("Luna-25")"},
    Field{"payload[].mass", quantity, "kg", must, "", "0 kg", "10000 t", "Its mass.", R"("1750 kg")"},

    Field{"target", sections, "", may, "", "", "", "An orbit to be reached; the first is called `final` in sequences.",
          ""},
    Field{"target[].at", text, "", must, "", "", "", "Its name.", R"("parking-orbit")"},
    Field{"target[].orbit", section, "", must, "", "", "",
          "The orbit: perigee and apogee, or one altitude for both. What is absent is free.", ""},
    Field{"target[].orbit.perigee", quantity, "km", may, "", "-6400 km", "1e6 km",
          "Height of the perigee above the equatorial radius of WGS84.", R"("185 km")"},
    Field{"target[].orbit.apogee", quantity, "km", may, "", "-6400 km", "1e6 km",
          "Height of the apogee above the equatorial radius of WGS84.", R"("220 km")"},
    Field{"target[].orbit.altitude", quantity, "km", may, "", "-6400 km", "1e6 km",
          "Height of a circular orbit, in place of perigee and apogee.", R"("200 km")"},
    Field{"target[].orbit.inclination", quantity, "deg", must, "", "0 deg", "180 deg",
          "Inclination to the equator of date.", R"("51.7 deg")"},
    Field{"target[].orbit.raan", quantity, "deg", may, "", "-360 deg", "360 deg",
          "Right ascension of the ascending node, of date.", R"("120 deg")"},
    Field{"target[].orbit.argument_of_perigee", quantity, "deg", may, "", "-360 deg", "360 deg",
          "Angle from the ascending node to the perigee.", R"("90 deg")"},
    Field{"target[].orbit.true_anomaly", quantity, "deg", may, "", "-360 deg", "360 deg",
          "Where on the orbit the guidance cuts off; absent: at the perigee.", R"("0 deg")"},
    Field{"target[].orbit.descending", boolean, "", may, "false", "", "", "Launch southward instead of northward.",
          "false"},

    Field{"moon", section, "", may, "", "", "",
          "The flight on from the first orbit to one around the Moon: the last stage injects, engines of the payload "
          "correct and capture. Place, direction and length of the burns are found.",
          ""},
    Field{"moon.arrival", instant, "", must, "", "1990-01-01", "2050-01-01",
          "When the first burn of the capture begins.", "2023-08-16T08:57:00Z"},
    Field{"moon.orbit", section, "", must, "", "", "", "The circle around the Moon.", ""},
    Field{"moon.orbit.altitude", quantity, "km", must, "", "10 km", "20000 km",
          "Height above the Moon's mean radius, 1737.4 km.", R"("100 km")"},
    Field{"moon.orbit.inclination", quantity, "deg", must, "", "0 deg", "180 deg", "Inclination to the Moon's equator.",
          R"("90 deg")"},
    Field{"moon.coast", quantity, "s", may, "2 h", "0 s", "30 d", "How long the orbit around the Moon is followed.",
          R"("12 h")"},

    Field{"moon.injection", section, "", must, "", "", "", "The burn that leaves the Earth.", ""},
    Field{"moon.injection.stage", text, "", must, "", "", "", "Stage whose engine burns again.", R"("fregat")"},
    Field{"moon.injection.latest", quantity, "s", may, "2 h", "1 min", "5 d",
          "It begins at most so long after the end of the ascent.", R"("90 min")"},
    Field{
        "moon.injection.pass", quantity, "km", may, "100 km", "0 km", "15000 km",
        "Height over the Moon that it aims at, high enough that the stage does not hit the Moon; the first correction "
        "leads the payload to its own pass.",
        R"("1000 km")"},
    Field{"moon.injection.separation", quantity, "s", may, "10 min", "0 s", "5 d",
          "The payload separates so long after its end.", R"("15 min")"},

    Field{"moon.engine", sections, "", must, "", "", "", "An engine of the payload.", ""},
    Field{"moon.engine[].id", text, "", must, "", "", "", "Its short name.", R"("main")"},
    Field{"moon.engine[].name", text, "", must, "", "", "", "Its name.", R"("Main engine")"},
    Field{"moon.engine[].thrust", quantity, "kN", must, "", "1 N", "1000 kN", "Thrust in vacuum.", R"("4.5 kN")"},
    Field{"moon.engine[].isp", quantity, "s", must, "", "30 s", "2000 s", "Specific impulse in vacuum.", R"("315 s")"},

    Field{"moon.correction", sections, "", must, "", "", "",
          "A correction on the way. All but the last lead to the pass over the Moon, the last to its time too.", ""},
    Field{"moon.correction[].name", text, "", must, "", "", "", "Its name.", R"("correction-1")"},
    Field{"moon.correction[].what", text, "", may, "", "", "", "In words.", R"("First correction")"},
    Field{"moon.correction[].at", instant, "", must, "", "1990-01-01", "2050-01-01", "When it begins.",
          "2023-08-12T13:00:00Z"},
    Field{"moon.correction[].engine", text, "", must, "", "", "", "Engine of the payload.", R"("main")"},

    Field{"moon.capture", sections, "", must, "", "", "",
          "A burn against the velocity at the Moon; they follow each other. The length of one of them is found.", ""},
    Field{"moon.capture[].name", text, "", must, "", "", "", "Its name.", R"("capture")"},
    Field{"moon.capture[].what", text, "", may, "", "", "", "In words.", R"("Capture")"},
    Field{"moon.capture[].engine", text, "", must, "", "", "", "Engine of the payload.", R"("main")"},
    Field{"moon.capture[].delay", quantity, "s", may, "0 s", "0 s", "1 h", "Pause before it.", R"("10 s")"},
    Field{"moon.capture[].duration", quantity, "s", may, "", "1 s", "2 h", "Its length; absent: it is found.",
          R"("76 s")"},

    Field{"override", free, "", may, "", "", "",
          "Figures of the vehicle that differ in this flight, by dotted path: `\"stage.third.propellant\" = "
          "\"22.9 tf\"`.",
          ""},

    Field{"published", sections, "", may, "", "", "", "A published event time, set beside the computed one.", ""},
    Field{"published[].event", text, "", must, "", "", "", "Event of the sequence, or burn of `[moon]`.",
          R"("boosters-separate")"},
    Field{"published[].t", quantity, "s", must, "", "-1 d", "10000 d", "Time since lift-off.", R"("117.7 s")"},
    Field{"published[].tolerance", quantity, "s", may, "0 s", "0 s", "1 d",
          "Half the last printed digit, or as the source says.", R"("0.05 s")"},
    Field{"published[].duration", quantity, "s", may, "", "0 s", "1 d", "Length of the burn that begins with it.",
          R"("46 s")"},
    Field{"published[].source", text, "", may, "", "", "", "Where it was published.", R"("AO")"},
    Field{"published[].confidence", text, "", may, "", "", "", "A official to R unsourced.", R"("A")"},
    Field{"published[].note", text, "", may, "", "", "", "What there is to say about it.", R"("Planned.")"},

    Field{"forces", section, "", may, "", "", "", "Which forces act beside thrust and air.", ""},
    Field{"forces.gravity_degree", integer, "", may, "4", "0", "120", "Degree of the Earth's gravity field.", "8"},
    Field{"forces.gravity_order", integer, "", may, "0", "0", "120", "Order of the Earth's gravity field.", "8"},
    Field{"forces.sun", boolean, "", may, "false", "", "", "The Sun's pull.", "true"},
    Field{"forces.moon", boolean, "", may, "false", "", "", "The Moon's pull.", "true"},
    Field{"forces.ephemeris", text, "", may, "", "", "",
          "An SPK file (.bsp) for Sun and Moon. Absent: DE440, 1990 to 2050.", R"("de441.bsp")"},

    Field{"guidance", section, "", may, "", "", "", "How the guidance works.", ""},
    Field{"guidance.period", quantity, "s", may, "4 s", "0.01 s", "600 s", "Time between two of its solutions.",
          R"("2 s")"},

    Field{"wind", section, "", may, "", "", "", "Wind by altitude: a profile or a file. Absent: calm.", ""},
    Field{"wind.profile", rows, "km|m/s|deg", may, "", "", "",
          "Altitude, speed, direction it comes from (clockwise from north); altitudes rise.",
          R"([["0 km", "3 m/s", "270 deg"], ["12 km", "40 m/s", "260 deg"]])"},
    Field{"wind.file", text, "", may, "", "", "",
          "CSV file beside the mission file, with the columns altitude_m, speed_m_s and from_deg.", R"("winds.csv")"},

    Field{"atmosphere", section, "", may, "", "", "",
          "An atmosphere of your own: a file, or one that thins exponentially. Absent: US Standard Atmosphere 1976.",
          ""},
    Field{"atmosphere.file", text, "", may, "", "", "",
          "CSV file beside the mission file, with the columns altitude_m, density_kg_m3, pressure_Pa and "
          "temperature_K.",
          R"("atmosphere.csv")"},
    Field{"atmosphere.density", quantity, "kg/m3", may, "", "1e-6 kg/m3", "1000 kg/m3",
          "Density at altitude 0 of air that thins by e every `scale_height`; its temperature is everywhere that which "
          "such air has at rest.",
          R"("1.225 kg/m3")"},
    Field{"atmosphere.scale_height", quantity, "km", may, "", "1 km", "100 km",
          "Height in which such air thins by e; stands with `density`.", R"("8.44 km")"},

    Field{
        "earth", section, "", may, "", "", "",
        "An Earth for benchmarks in place of the real one: a sphere that turns steadily, with the gravity of a point. "
        "Its three figures stand together.",
        ""},
    Field{"earth.gm", quantity, "m3/s2", must, "", "1e10 m3/s2", "1e17 m3/s2", "Gravitational parameter.",
          R"("3.986012e14 m3/s2")"},
    Field{"earth.radius", quantity, "km", must, "", "100 km", "100000 km", "Radius of the sphere.", R"("6378.145 km")"},
    Field{"earth.rotation", quantity, "rad/s", must, "", "-0.001 rad/s", "0.001 rad/s",
          "Rate at which it turns, eastward if positive.", R"("7.29211585e-5 rad/s")"},

    Field{"optimize", section, "", may, "", "", "", "What `cosmodrome optimize` shall find; `fly` does not read it.",
          ""},
    Field{"optimize.maximize", word, "payload|final-mass", may, "payload", "", "",
          "The heaviest payload, or the payload as it is with the most propellant left.", R"("payload")"},
    Field{
        "optimize.steering", word, "sequence|free", may, "sequence", "", "",
        "Where the axis may be chosen: where the sequence leans over or guides, the gravity turn staying as it is; or "
        "`free` from lift-off.",
        R"("sequence")"},
    Field{"optimize.max_q_alpha", quantity, "kPa deg", may, "", "1e-3 kPa deg", "1e6 kPa deg",
          "Most of dynamic pressure times angle of attack, where steering is free; absent: no limit.",
          R"("150 kPa deg")"},
    Field{"optimize.max_dynamic_pressure", quantity, "kPa", may, "", "0.1 kPa", "1000 kPa",
          "Most dynamic pressure; absent: no limit.", R"("30 kPa")"},
    Field{"optimize.max_axial_acceleration", quantity, "m/s2", may, "", "1 m/s2", "1000 m/s2",
          "Most acceleration along the axis without gravity's, as an accelerometer aboard reads it; absent: no limit.",
          R"("40 m/s2")"},
    Field{"optimize.reserve", quantity, "kg", may, "0 kg", "0 kg", "100000 t",
          "Propellant that must be left in the last stage.", R"("200 kg")"},
    Field{"optimize.keep_in_districts", texts, "", may, "", "", "",
          "Stages and parts, by their id or a part's role, that must come down in a district closed for them.",
          R"(["boosters", "core"])"},
    Field{"optimize.free_events", texts, "", may, "", "", "",
          "Events of the sequence whose time may be chosen, such as the end of a coast.",
          R"(["upper-stage-ignition-1"])"},
    Field{"optimize.free_throttle", texts, "", may, "", "", "",
          "Stages whose throttle may be chosen, within their engine's `throttle_min` and `throttle_max`.",
          R"(["first"])"},
    Field{"optimize.mesh_tolerance", number, "", may, "1e-6", "1e-12", "1e-2",
          "Relative error that the mesh may leave in the answer.", "1e-6"},

    Field{"programme", sections, "", may, "", "", "",
          "Steering angles by time since lift-off, for `steer = \"programme:NAME\"`: a table or a polynomial.", ""},
    Field{"programme[].name", text, "", must, "", "", "", "Its name.", R"("ascent")"},
    Field{"programme[].table", rows, "s|deg|deg?", may, "", "", "",
          "Time, pitch above the pad's horizon, yaw left of the launch azimuth (may be absent); linear between rows.",
          R"([["0 s", "90 deg"], ["100 s", "40 deg"]])"},
    Field{"programme[].polynomial", polynomial, "deg", may, "", "", "",
          "Pitch as a polynomial of time, lowest power first.", R"(["90 deg", "-0.5 deg/s", "0.001 deg/s2"])"},
    Field{"programme[].from", quantity, "s", may, "0 s", "-1 h", "1 d", "The polynomial holds from here.", R"("10 s")"},
    Field{"programme[].to", quantity, "s", may, "0 s", "-1 h", "1 d", "The polynomial holds up to here.", R"("110 s")"},

    Field{"throttle", sections, "", may, "", "", "",
          "Throttle of a stage's engines by time since lift-off. From the first row to the last the engines follow it "
          "while they burn, whatever the sequence's `throttle` says; starting up and tailing off stay as they are.",
          ""},
    Field{"throttle[].stage", text, "", must, "", "", "", "Whose engines.", R"("first")"},
    Field{"throttle[].table", rows, "s|%", must, "", "", "", "Time and level; linear between rows.",
          R"([["0 s", "100 %"], ["60 s", "80 %"]])"},
};

constexpr std::array site_table{
    Field{"site", section, "", must, "", "", "", "The site as a whole.", ""},
    Field{"site.name", text, "", must, "", "", "", "Its name.", R"("Vostochny")"},
    Field{"site.country", text, "", may, "", "", "", "Where it is.", R"("Russia")"},
    Field{"site.notes", texts, "", may, "", "", "", "What there is to say about it.", R"("Civil.")"},

    Field{"pad", sections, "", must, "", "", "", "A launch pad.", ""},
    Field{"pad[].id", text, "", must, "", "", "", "Its short name, as after the stroke in `vostochny/1S`.", R"("1S")"},
    Field{"pad[].name", text, "", may, "", "", "", "Its full name.", R"("Pad 1S")"},
    Field{"pad[].latitude", quantity, "deg", must, "", "-90 deg", "90 deg", "Geodetic, on WGS84.",
          R"("51.884395 deg")"},
    Field{"pad[].longitude", quantity, "deg", must, "", "-180 deg", "360 deg", "East.", R"("128.333932 deg")"},
    Field{"pad[].altitude", quantity, "m", must, "", "-500 m", "9000 m",
          "Above the ellipsoid; a height above the sea where the geoid is unknown.", R"("240 m")"},
    Field{"pad[].azimuth_limits", rows, "deg|deg", may, "", "", "",
          "Allowed launch azimuths, clockwise from north, each from the first to the second; absent: none stated.",
          R"([["35 deg", "120 deg"]])"},
};

}  // namespace

std::span<const Field> mission_fields() { return mission_table; }
std::span<const Field> site_fields() { return site_table; }

}  // namespace cosmodrome
