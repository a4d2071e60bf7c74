#pragma once
#include <string_view>
#include <vector>

/// What is held against our built-in missions beside the times in their own files, and why ours differ.
namespace cosmodrome::flights {

/// Why our time is not the published one. Wanted where they differ by more than 2 %, and only there.
struct Reason {
  std::string_view mission;
  std::string_view event;
  std::string_view why;
};

inline const std::vector<Reason> time_reasons{
    {"angara-a5-2024", "booster-separation",
     "The published time is of another flight, that of 2014 from Plesetsk, by clock times to the minute. Ours "
     "follows from the load and the flow of the engines."},
    {"angara-a5-2024", "core-separation", "As for the side modules: another flight, printed to the minute."},
    {"angara-a5-2024", "upper-stage-separation",
     "\"About 12 minutes\" for this flight. The flight of 2020 printed 12:28, which is 748 s: ours is 6 s from "
     "that."},
    {"electron-sso", "first-stage-cut-off",
     "The catalogue's thrust and load make 122 s at full thrust. The real stage does not burn at full thrust all "
     "the way; how it throttles is not published, so it is not modelled."},
    {"lomonosov-2016", "upper-stage-separation",
     "8:44; some reports say nine minutes. Not explained: the load is light for this launcher, and ours meets the "
     "orbit with an eighth of the third stage's propellant left. A third stage filled in part would be lighter "
     "and burn shorter still: so the real flight had lower stages filled in part, or more mass, or spent velocity "
     "on purpose. None of it is published."},
    {"meteor-m2-3-2023", "Space-Pi 1",
     "Ours changes the plane at the nodes, where it costs least, and waits half a revolution for that. In which order "
     "and where Fregat burned is not published; the catalogue's time is that of a group, to ten minutes."},
    {"luna-25", "fairing-jettison",
     "Ours leaves when free-molecular heating falls below 1,135 W/m2; at the published time it would be 0.14 kW/m2. "
     "The real time is programmed before the launch, so that the limit holds on the worst flight too: see above."},
    {"meteor-m2-2-2019", "fairing-jettison",
     "As on the flight of Luna-25. The published time is a plan for the flight of 2017, about 60 s before the core "
     "leaves; ours would meet 0.25 kW/m2 then."},
};

/// Why our burn on the way to the Moon is not as long as the published one, by more than 2 %. Only there.
inline const std::vector<Reason> burn_reasons{
    {"luna-25", "correction-1",
     "What there was to correct is not public: at what height over the Moon Fregat aimed, how far it missed, and which "
     "engines made the correction. Ours has no error to correct: it leads from the 1,000 km at which the injection "
     "aims, our choice, to the pass of the capture, with 260 N, which follow from the burn before the landing."},
    {"luna-25", "correction-2",
     "As the first. Ours sets the time of the pass to the published minute of the capture, and turns the pass so that "
     "the braking ends in the circle asked for."},
    {"luna-25", "capture-1",
     "Length goes with mass over thrust. The catalogue's 1,800 kg count the adapter, which stays on Fregat; with the "
     "1,750 "
     "kg of many texts ours is 245 s, with 1,605 kg 223 s. The thrust has no source: with 4.2 kN, the least that is "
     "named, "
     "it is 283 s."},
};

/// Edges of districts are read from maps by the names of places, to some 5 km.
constexpr double district_edge_m = 5e3;

/// Why something falls outside the district published for it, by more than its edge is known. Only there.
inline const std::vector<Reason> district_reasons{
    {"lomonosov-2016", "tail-section",
     "It lies on the core's track, 40 km farther on, because it leaves 13 s later; and the core of this flight comes "
     "down at the far edge already. Its third stage burned 24 s longer than ours needs, which is not explained: a "
     "launcher that is as much weaker drops both of them shorter."},
    {"kanopus-v-2018", "tail-section",
     "As in 2016: it lies on the core's track and leaves 13 s later. The lower stages fly as they did then, with a "
     "load "
     "that is not published."},
    {"soyuz-ms-crew", "core",
     "Ours flies lower than the real one and falls shorter. 176 km, 13,500 km/h and this district belong together: a "
     "core that leaves so high and so fast comes down there if it climbs by 9 to 11 deg; ours climbs by 8 deg. See "
     "above."},
};

enum class Quantity { altitude, speed, time };

/// A published figure that no mission file has.
struct Figure {
  std::string_view mission;
  std::string_view event;
  Quantity quantity;
  double published;  ///< SI
  std::string_view printed;
  std::string_view source;
  std::string_view why;  ///< as Reason::why
};

inline const std::vector<Figure> figures{
    {"soyuz-ms-crew", "booster-separation", Quantity::altitude, 48e3, "48 km", "RSW1",
     "\"About\", for the family. Ours saves the most propellant; the real one climbs more steeply, as the height of "
     "the core's separation shows too."},
    {"soyuz-ms-crew", "booster-separation", Quantity::speed, 1800, "1.8 km/s", "RSW1",
     "\"About\", and not said to what: to the turning Earth here."},
    {"soyuz-ms-crew", "core-separation", Quantity::altitude, 176e3, "176 km", "ESA-SOY",
     "Of a Soyuz-FG, as a general figure; the steeper climb again, see above and below."},
    {"soyuz-ms-crew", "core-separation", Quantity::speed, 13500 / 3.6, "13,500 km/h", "ESA-SOY", ""},
    {"luna-25", "max-dynamic-pressure", Quantity::time, 72, "72 s", "SB",
     "\"Approximately\", for the family. Ours is flat there: within 6 % of its greatest from 61 to 72 s."},
};

}  // namespace cosmodrome::flights
