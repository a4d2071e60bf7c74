#include "wrong_input.hpp"

namespace cosmodrome::wrong_input {
namespace {

// A flight to the Moon that is right, put before the forces in parts, so that each case spoils one of them.
#define ARRIVAL "[moon]\narrival = 2023-08-16T08:57:00Z\n"
#define ORBIT "orbit = { altitude = \"100 km\", inclination = \"90 deg\" }\n"
#define INJECTION "[moon.injection]\nstage = \"top\"\n"
#define ENGINE "[[moon.engine]]\nid = \"main\"\nname = \"Main\"\nthrust = \"4 kN\"\nisp = \"315 s\"\n"
#define CORRECTION "[[moon.correction]]\nname = \"c1\"\nat = 2023-08-12T13:00:00Z\nengine = \"main\"\n"
#define CAPTURE "[[moon.capture]]\nname = \"brake\"\nengine = \"main\"\n"
#define DESCENT(at, periapsis)                                                               \
  "[moon.descent]\nname = \"lower\"\nat = " at "\nengine = \"main\"\nperiapsis = " periapsis \
  "\ntime_limit = \"127 s\"\n"
#define FORCES "[forces]"

}  // namespace

std::vector<Case> wrong_moons() {
  return {
      {"MoonAtNoTime", "mission.toml", FORCES, "¦[moon]\n" ORBIT INJECTION ENGINE CORRECTION CAPTURE FORCES,
       "\"arrival\" is missing", "arrival ="},
      {"MoonAsText", "mission.toml", FORCES,
       "[moon]\narrival = ¦\"2023-08-16\"\n" ORBIT INJECTION ENGINE CORRECTION CAPTURE FORCES, "",
       "arrival = 2023-08-16T08:57:00Z"},
      {"MoonWithoutOrbit", "mission.toml", FORCES, "¦" ARRIVAL INJECTION ENGINE CORRECTION CAPTURE FORCES,
       "the orbit around the Moon is missing", "orbit = { altitude, inclination }"},
      {"NothingCaptures", "mission.toml", FORCES, "¦" ARRIVAL INJECTION ENGINE CORRECTION FORCES,
       "nothing captures the payload", "[moon.return]"},
      {"OrbitThatNothingLeadsTo", "mission.toml", FORCES,
       ARRIVAL "orbit = ¦{ altitude = \"100 km\", inclination = \"90 deg\" }\n"
               "[moon.return]\nperigee = \"45 km\"\n" INJECTION ENGINE FORCES,
       "nothing leads to this orbit", "or leave it out"},
      {"ReturnFarAboveTheAir", "mission.toml", FORCES,
       ARRIVAL "[moon.return]\nperigee = ¦\"9000 km\"\n" INJECTION ENGINE FORCES, "outside the range", "-500 km to"},
      {"ReturnAndLanding", "mission.toml", FORCES,
       ARRIVAL INJECTION ENGINE "[moon.return]\n¦" DESCENT("2023-08-19T11:10:00Z", "\"18 km\"") FORCES,
       "goes round the Moon and back", "or leave it out"},
      {"ReturnByAnUnknownEngine", "mission.toml", FORCES,
       ARRIVAL INJECTION
       "[moon.return]\n[[moon.correction]]\nname = \"c\"\nat = 2023-08-12T13:00:00Z\nengine = ¦\"main\"\n" FORCES,
       "the payload has no engine \"main\"", "write [[moon.engine]]"},
      {"OrbitInsideTheMoon", "mission.toml", FORCES,
       ARRIVAL
       "orbit = { altitude = ¦\"1 km\", inclination = \"90 deg\" }\n" INJECTION ENGINE CORRECTION CAPTURE FORCES,
       "outside the range", "10 km to"},
      {"ArrivalBeforeCorrection", "mission.toml", FORCES,
       "[moon]\narrival = ¦2023-08-12T08:57:00Z\n" ORBIT INJECTION ENGINE CORRECTION CAPTURE FORCES,
       "it is not after c1", "arrive after the last correction"},
      {"ArrivalOutOfReach", "mission.toml", FORCES,
       "[moon]\narrival = ¦2023-10-16T08:57:00Z\n" ORBIT INJECTION ENGINE CORRECTION CAPTURE FORCES,
       "days after lift-off", "1 to 30 days"},
      {"InjectionByNoStage", "mission.toml", FORCES,
       ARRIVAL ORBIT "[moon.injection]\nstage = ¦\"fregat\"\n" ENGINE CORRECTION CAPTURE FORCES,
       "there is no stage \"fregat\"", "the last is \"top\""},
      {"MisspeltInjection", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION "¦lastest = \"2 h\"\n" ENGINE CORRECTION CAPTURE FORCES, "unknown key \"lastest\"",
       "did you mean \"latest\"?"},
      {"EngineOfThePayloadUnknown", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION "[[moon.capture]]\nname = \"brake\"\nengine = ¦\"mian\"\n" FORCES,
       "the payload has no engine \"mian\"", "one of: main"},
      {"EngineOfThePayloadTwice", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE ENGINE CORRECTION CAPTURE FORCES, "a second engine has this id",
       "one of its own"},
      {"EngineWithoutThrust", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION
       "¦[[moon.engine]]\nid = \"main\"\nname = \"Main\"\nisp = \"315 s\"\n" CORRECTION CAPTURE FORCES,
       "\"thrust\" is missing", "thrust ="},
      {"ImpulseAsSpeed", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION
       "[[moon.engine]]\nid = \"main\"\nname = \"Main\"\nthrust = \"4 kN\"\nisp = ¦\"3 km/s\"\n" CORRECTION CAPTURE
           FORCES,
       "is a speed", "a time in s"},
      {"NoCorrection", "mission.toml", FORCES, "¦" ARRIVAL ORBIT INJECTION ENGINE CAPTURE FORCES,
       "there is no correction", "correction"},
      {"CorrectionBeforeLiftOff", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE
       "[[moon.correction]]\nname = \"c1\"\nat = ¦2023-08-09T13:00:00Z\nengine = \"main\"\n" CAPTURE FORCES,
       "it is not after lift-off", "sort them by time"},
      {"CorrectionOfNoDay", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE
       "[[moon.correction]]\nname = \"c1\"\nat = ¦2061-08-09T13:00:00Z\nengine = \"main\"\n" CAPTURE FORCES,
       "the year 2061 is outside the tables", "1990 to 2049"},
      {"TwoBurnsOfOneName", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION "[[moon.capture]]\nname = \"c1\"\nengine = \"main\"\n" FORCES,
       "a second burn has this name", "one of its own"},
      {"AllLengthsGiven", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION CAPTURE "duration = \"240 s\"\n" FORCES,
       "0 of the burns are without a length", "leave out the duration"},
      {"TwoLengthsToFind", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION CAPTURE
       "[[moon.capture]]\nname = \"brake-2\"\nengine = \"main\"\n" FORCES,
       "2 of the burns are without a length", "leave out the duration"},
      {"LengthOfNothingPublished", "mission.toml", "t = \"118.1 s\"", "t = \"118.1 s\"\nduration = ¦\"1 m\"",
       "is a length", "a time in s"},
      {"DescentBeforeTheCapture", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION CAPTURE DESCENT("¦2023-08-16T09:00:00Z", "\"18 km\"") FORCES,
       "not two hours after the arrival", "capture be over"},
      {"DescentUpward", "mission.toml", FORCES,
       ARRIVAL ORBIT INJECTION ENGINE CORRECTION CAPTURE DESCENT("2023-08-19T11:10:00Z", "¦\"120 km\"") FORCES,
       "not below the circle", "less than moon.orbit.altitude"},
      {"VelocityOfNoBurnUnseen", "mission.toml", FORCES,
       "[[failure]]\nname = \"a\"\nkind = \"velocity-unseen\"\nwhat = ¦\"lower\"\nprobability = 0.1\n[forces]",
       "there is no burn \"lower\"", "no burn that could have it"},
  };
}

#undef ARRIVAL
#undef ORBIT
#undef INJECTION
#undef ENGINE
#undef CORRECTION
#undef CAPTURE
#undef FORCES

}  // namespace cosmodrome::wrong_input
