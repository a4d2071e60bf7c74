#include "wrong_input.hpp"

namespace cosmodrome::wrong_input {
namespace {

// A deployment that is right, put before the forces in parts, so that each case spoils one of them.
#define DEPLOYMENT "[deployment]\nstage = \"top\"\n"
#define RELEASE "[[deployment.release]]\npayloads = [\"Satellite\"]\n"
#define FORCES "[forces]"

}  // namespace

std::vector<Case> wrong_deployments() {
  return {
      {"DeploymentByNoStage", "mission.toml", FORCES, "¦[deployment]\n" RELEASE FORCES, "\"stage\" is missing",
       "stage ="},
      {"DeploymentByAStageThatIsNotThere", "mission.toml", FORCES, "[deployment]\nstage = ¦\"fregat\"\n" RELEASE FORCES,
       "there is no stage \"fregat\"", "the last is \"top\""},
      {"DeploymentOfNothing", "mission.toml", FORCES, "¦" DEPLOYMENT FORCES, "\"release\" is missing",
       "write [[deployment.release]]"},
      {"ReleaseOfAStranger", "mission.toml", FORCES,
       DEPLOYMENT "[[deployment.release]]\npayloads = ¦[\"Sputnik\"]\n" FORCES, "there is no payload \"Sputnik\"",
       "name a [[payload]]"},
      {"ReleasedTwice", "mission.toml", FORCES,
       DEPLOYMENT "[[deployment.release]]\npayloads = ¦[\"Satellite\", \"Satellite\"]\n" FORCES, "is released twice",
       "name it once"},
      {"ReleaseInNoOrbit", "mission.toml", FORCES, DEPLOYMENT RELEASE "orbit = ¦\"high\"\n" FORCES,
       "there is no orbit \"high\"", "leave it out for the first orbit"},
      {"SpringThatPullsBack", "mission.toml", FORCES, DEPLOYMENT RELEASE "spring = ¦\"-1 m/s\"\n" FORCES,
       "outside the range", "0.001 m/s to"},
      {"SpringInMetres", "mission.toml", FORCES, DEPLOYMENT RELEASE "spring = ¦\"1 m\"\n" FORCES, "1 m", "m/s"},
      {"DirectionOfTwoNumbers", "mission.toml", FORCES, DEPLOYMENT RELEASE "direction = ¦[1, 0]\n" FORCES,
       "it is no direction", "write three numbers"},
      {"DirectionToNowhere", "mission.toml", FORCES, DEPLOYMENT RELEASE "direction = ¦[0, 0, 0]\n" FORCES,
       "it is no direction", "write three numbers"},
      {"OrbitOfNoHeight", "mission.toml", FORCES,
       DEPLOYMENT RELEASE "[[deployment.orbit]]\nname = \"high\"\norbit = ¦{ inclination = \"52 deg\" }\n" FORCES,
       "the orbit has no height", "give perigee and apogee, or altitude"},
      {"ApogeeBelowPerigee", "mission.toml", FORCES,
       DEPLOYMENT RELEASE "¦[[deployment.orbit]]\nname = \"high\"\n"
                          "orbit = { perigee = \"500 km\", apogee = \"400 km\", inclination = \"52 deg\" }\n" FORCES,
       "the apogee is below the perigee", "exchange them"},
      {"TwoOrbitsOfOneName", "mission.toml", FORCES,
       DEPLOYMENT RELEASE
       "[[deployment.orbit]]\nname = \"high\"\norbit = { altitude = \"500 km\", inclination = \"52 deg\" }\n"
       "¦[[deployment.orbit]]\nname = \"high\"\norbit = { altitude = \"600 km\", inclination = \"52 deg\" }\n" FORCES,
       "a second orbit has this name", "give it one of its own"},
      {"ThreeBurnsToAnOrbit", "mission.toml", FORCES,
       DEPLOYMENT RELEASE
       "[[deployment.orbit]]\nname = \"high\"\norbit = { altitude = \"500 km\", inclination = \"52 deg\" }\n"
       "burns = ¦3\n" FORCES,
       "outside the range", "1 to 2"},
      {"AreaWithoutARadius", "mission.toml", FORCES,
       DEPLOYMENT RELEASE
       "[deployment.disposal]\narea = ¦{ latitude = \"-49 deg\", longitude = \"-123 deg\" }\n" FORCES,
       "\"radius\" is missing", "radius ="},
      {"PerigeeOfDisposalInOrbit", "mission.toml", FORCES,
       DEPLOYMENT RELEASE "[deployment.disposal]\nperigee = ¦\"300 km\"\n" FORCES, "outside the range", "to 120 km"},
      {"LitMoreOftenThanItCan", "mission.toml", FORCES,
       DEPLOYMENT RELEASE
       "[[deployment.orbit]]\nname = \"high\"\norbit = { altitude = \"500 km\", inclination = \"52 deg\" }\n"
       "burns = 2\n" FORCES,
       "would be lit", "ask for fewer burns"},
  };
}

}  // namespace cosmodrome::wrong_input
