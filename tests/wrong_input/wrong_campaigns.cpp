#include "wrong_input.hpp"

namespace cosmodrome::wrong_input {

std::vector<Case> wrong_campaigns() {
  return {
      // What varies.
      {"NoSuchFigure", "mission.toml", "[forces]",
       "[disperse.figures]\n¦\"stage.core.trust\" = { normal = \"1 %\" }\n[forces]",
       "there is no figure \"stage.core.trust\"", "did you mean \"stage.core.thrust\"?"},
      {"WildcardThatMeetsNothing", "mission.toml", "[forces]",
       "[disperse.figures]\n¦\"engine.*.colour-of-paint\" = { normal = \"1 %\" }\n[forces]", "there is no figure",
       "--list"},
      {"ScatterAsText", "mission.toml", "[forces]", "[disperse.figures]\n\"payload.mass\" = ¦\"1 %\"\n[forces]",
       "a distribution is due", "{ normal"},
      {"ScatterWithoutShape", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = ¦{ limit = 3 }\n[forces]", "nothing says how it varies", "normal"},
      {"MisspeltShape", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { ¦norml = \"1 %\" }\n[forces]", "unknown key \"norml\"",
       "did you mean \"normal\"?"},
      {"TwoShapes", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { normal = \"1 %\", uniform = ¦[\"0 %\", \"1 %\"] }\n[forces]",
       "there are normal and uniform", "give one of them"},
      {"ScatterOfAnotherKind", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { normal = ¦\"1 s\" }\n[forces]", "is a time", "or a share"},
      {"NegativeSigma", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { normal = ¦\"-1 kg\" }\n[forces]", "below 0", "without the sign"},
      {"ShareOfNothing", "mission.toml", "[forces]",
       "[disperse.figures]\n\"programme.azimuth\" = ¦{ normal = \"1 %\" }\n[forces]", "a share of it is nothing",
       "in deg"},
      {"AmountsOfUnlikeFigures", "mission.toml", "[forces]",
       "[disperse.figures]\n\"stage.core.*\" = ¦{ normal = \"1 kg\" }\n[forces]", "", "a share in %"},
      {"UniformOfOne", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { uniform = ¦[\"1 kg\"] }\n[forces]", "a list of 2 is due", "uniform ="},
      {"TriangleThatFalls", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { triangular = ¦[\"1 kg\", \"0 kg\", \"2 kg\"] }\n[forces]",
       "do not rise", "the least first"},
      {"TableThatEndsEarly", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { table = ¦[[\"0 kg\", 0], [\"1 kg\", 0.9]] }\n[forces]",
       "do not rise from probability 0 to 1", "table ="},
      {"SharesAndAmounts", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = ¦{ uniform = [\"-1 %\", \"2 kg\"] }\n[forces]", "some are not",
       "all in %"},
      {"LimitAsText", "mission.toml", "[forces]",
       "[disperse.figures]\n\"payload.mass\" = { normal = \"1 kg\", limit = ¦\"3\" }\n[forces]", "found the text",
       "limit = 3"},
      {"NoFlights", "mission.toml", "[forces]", "[disperse]\nflights = ¦0\n[forces]", "outside the range", "1 to"},
      {"UnknownSampling", "mission.toml", "[forces]", "[disperse]\nsampling = ¦\"sobel\"\n[forces]", "found \"sobel\"",
       "did you mean \"sobol\"?"},
      {"MatrixOfAnotherSize", "mission.toml", "[forces]",
       "[[disperse.correlated]]\nname = \"a\"\nfigures = [\"stage.core.thrust\", \"stage.core.isp\"]\nsigma = [\"1 "
       "%\", \"1 "
       "%\"]\ncorrelation = [[1]]\n[forces]",
       "2 figures, 2 sigmas, a matrix of 1 rows", "a square matrix"},
      {"NoCorrelation", "mission.toml", "[forces]",
       "[[disperse.correlated]]\nname = \"a\"\nfigures = [\"stage.core.thrust\", \"stage.core.isp\"]\nsigma = [\"1 "
       "%\", \"1 "
       "%\"]\ncorrelation = [[1, 2], [2, 1]]\n[forces]",
       "the matrix is no correlation", "ones along its diagonal"},
      {"ProfileThatFalls", "mission.toml", "[forces]",
       "[disperse.wind]\nsigma = [[\"5 km\", \"3 m/s\"], [\"0 km\", \"3 m/s\"]]\ncorrelation_height = \"4 "
       "km\"\n[forces]",
       "altitudes that rise", "put the rows in order"},

      // What may fail.
      {"NothingSaysHowLikely", "mission.toml", "[forces]",
       "[[failure]]\nname = ¦\"a\"\nkind = \"shut-down\"\nwhat = \"core\"\n[forces]", "nothing says how likely it is",
       "probability ="},
      {"LikelyTwice", "mission.toml", "[forces]",
       "[[failure]]\nname = ¦\"a\"\nkind = \"shut-down\"\nwhat = \"core\"\nprobability = 0.1\nhazard_rate = \"1e-3 "
       "1/s\"\n[forces]",
       "a probability and a hazard rate", "give probability"},
      {"MoreThanCertain", "mission.toml", "[forces]",
       "[[failure]]\nname = \"a\"\nkind = \"shut-down\"\nwhat = \"core\"\nprobability = ¦2\n[forces]",
       "outside the range", "0 to 1"},
      {"FailureOfNoStage", "mission.toml", "[forces]",
       "[[failure]]\nname = \"a\"\nkind = \"shut-down\"\nwhat = ¦\"third\"\nprobability = 0.1\n[forces]",
       "there is no stage \"third\"", "there are core and top"},
      {"TimerOfNoEvent", "mission.toml", "[forces]",
       "[[failure]]\nname = \"a\"\nkind = \"timer\"\nwhat = ¦\"lunch\"\nprobability = 0.1\nby = { exactly = \"1 s\" "
       "}\n[forces]",
       "there is no event \"lunch\"", "lift-off"},
      {"LossOfNoSize", "mission.toml", "[forces]",
       "¦[[failure]]\nname = \"a\"\nkind = \"engines-out\"\nwhat = \"core\"\nprobability = 0.1\n[forces]",
       "nothing says by how much", "exactly"},
      {"WindowThatEndsFirst", "mission.toml", "[forces]",
       "[[failure]]\nname = ¦\"a\"\nkind = \"shut-down\"\nwhat = \"core\"\nprobability = 0.1\nfrom = \"9 s\"\nto = \"3 "
       "s\"\n[forces]",
       "ends before it begins", "exchange"},
      {"UnknownFailure", "mission.toml", "[forces]",
       "[[failure]]\nname = \"a\"\nkind = ¦\"explosion\"\nwhat = \"core\"\nprobability = 0.1\n[forces]",
       "found \"explosion\"", "allowed: "},
  };
}

}  // namespace cosmodrome::wrong_input
