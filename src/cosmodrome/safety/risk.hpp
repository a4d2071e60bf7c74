#pragma once
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cosmodrome/safety/casualty.hpp"
#include "cosmodrome/safety/population.hpp"

namespace cosmodrome {

/// Something that brings pieces down: a failure of one mode at one second, or a planned fall, whose probability is 1.
struct RiskEvent {
  double t_s = 0;          ///< since lift-off
  int stage = -1;          ///< that burns, or that falls as planned
  int mode = 0;            ///< the caller's numbers of response modes
  double probability = 0;  ///< of a launch
};

/// One of the falls that an event leads to, as one of many drawn.
struct RiskFall {
  GroundPlace at;
  int kind = 0;       ///< the caller's numbers of classes of debris
  double pieces = 0;  ///< that it stands for, if the event happens
  /// Of one piece, by shelter, in the order of the tally's shelters.
  std::vector<double> casualty_area_m2;
};

/// What is expected of one part of all events.
struct RiskPart {
  double probability = 0;  ///< of its events; 0 for parts that are no events
  double casualties = 0;   ///< expected a launch
  double squares = 0;      ///< of the contributions of single falls
  [[nodiscard]] double effective_falls() const { return squares > 0 ? casualties * casualties / squares : 0; }
};

/// The casualty expectation of a launch, and what it is made of.
///
/// In each event, and each cell of the population's map with N people of whom a share s_k are in shelter k,
///     E = P sum_k s_k N (1 - exp(-sum_j n_j A_jk / A_cell)),
/// so a cell never has more casualties than people however many pieces come down (the union bound; 14 CFR 417 App. C
/// sums n A N / A_cell instead, which this is for small numbers). A cell's casualties are shared among its falls as
/// they cover it, so that the parts by stage, second, mode, class and cell add up to the whole. Chances of different
/// events add: a launch fails once.
class RiskTally {
 public:
  RiskTally(const PopulationGrid& population, std::vector<Shelter> shelters);

  /// All falls of one event at once. Throws InputError for a probability or a number that is none, or falls whose areas
  /// do not match the shelters.
  void add(const RiskEvent& event, std::span<const RiskFall> falls);

  struct Second {
    double t_s = 0;
    int stage = -1, mode = 0;
    double probability = 0;
    double conditional = 0;  ///< casualties if the event happens (14 CFR 450.101 (c))
  };

  [[nodiscard]] const RiskPart& total() const { return total_; }
  [[nodiscard]] const std::vector<Second>& events() const { return events_; }
  [[nodiscard]] const std::map<int, RiskPart>& stages() const { return stages_; }
  [[nodiscard]] const std::map<int, RiskPart>& modes() const { return modes_; }
  [[nodiscard]] const std::map<int, RiskPart>& kinds() const { return kinds_; }
  [[nodiscard]] const std::vector<RiskPart>& by_shelter() const { return by_shelter_; }
  struct CellRisk {
    PopulationGrid::Cell cell;
    RiskPart part;
  };
  [[nodiscard]] std::vector<CellRisk> cells() const;  ///< the greatest first
  [[nodiscard]] const std::vector<Shelter>& shelters() const { return shelters_; }

  /// The stage, mode and class with the most expected casualties together, and its share of all.
  struct Dominant {
    int stage = -1, mode = 0, kind = 0;
    double share = 0;
  };
  [[nodiscard]] std::optional<Dominant> dominant() const;  ///< none: nobody is at risk

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.total_, self.events_, self.stages_, self.modes_, self.kinds_, self.threes_, self.by_shelter_,
         self.cells_);
  }

 private:
  const PopulationGrid* population_;
  std::vector<Shelter> shelters_;
  RiskPart total_;
  std::vector<Second> events_;
  std::map<int, RiskPart> stages_, modes_, kinds_;
  std::map<std::array<int, 3>, double> threes_;
  std::vector<RiskPart> by_shelter_;
  std::map<std::pair<int, int>, RiskPart> cells_;  ///< by row and column
};

/// The chance that one who is always at a place, in the open, is hit: 1 - product of (1 - p), for events with a chance
/// and an expected number of hits each.
class IndividualRisk {
 public:
  /// `hits`: n A / S of the place in the event: at most one counts.
  void add(double probability, double hits);
  [[nodiscard]] double probability() const;

 private:
  double log_safe_ = 0;
};

/// How surely a figure is known that several inputs are multiplied into: log-normal, with the sigmas of the inputs'
/// logarithms added in squares, and with 1 / n of the falls it rests on.
struct RiskInterval {
  double low = 0, median = 0, mean = 0, high = 0;  ///< low and high hold 90 %
  double sigma = 0;                                ///< of the natural logarithm
};
struct NamedSigma {
  std::string name;  ///< of the input
  double sigma = 0;  ///< of its natural logarithm: ln 2 for "within a factor of two, more or less"
};
RiskInterval risk_interval(const RiskPart& part, const std::vector<NamedSigma>& inputs);

/// A limit that a launch is held to.
struct RiskCriterion {
  std::string key;  ///< what is compared: "collective", "individual", "conditional", "aircraft", "ship"
  std::string name;
  double limit = 0;
  std::string source;    ///< a key of data/sources.toml, or words
  std::string clause{};  ///< of the source
};
struct RiskVerdict {
  RiskCriterion criterion;
  double value = 0;
  double margin = 0;  ///< limit over value: above 1 the criterion is met; infinite for a value of 0
  bool met = false;
};
/// Criteria whose key has a value; the others are not judged.
std::vector<RiskVerdict> judge_risk(const std::vector<RiskCriterion>& criteria,
                                    const std::map<std::string, double>& values);

/// Expected casualties of an even dwell over a strip: the probability that a failure puts the impact point into a
/// stretch of its way, times that of a normal cross-range miss between two distances, by Simpson's rule,
///     P = (P_f / C) (dx / R') integral,
/// as in the overflight risk of 14 CFR 420, Appendix C; C seconds of thrust, R' the speed of the impact point.
/// Times and lengths in any units that match.
double overflight_probability(double failure_probability, double thrusting_s, double stretch, double impact_speed,
                              double cross_from, double cross_to, double cross_sigma);

}  // namespace cosmodrome
