#include "cosmodrome/safety/risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr double ninety_percent = 1.6448536269514722;  // the normal quantile of 95 %

void check(const RiskEvent& event, std::span<const RiskFall> falls, std::size_t shelters) {
  if (!(event.probability >= 0 && event.probability <= 1)) {
    throw InputError("an event has the probability " + std::to_string(event.probability), "give one from 0 to 1");
  }
  for (const RiskFall& fall : falls) {
    if (!(fall.pieces >= 0) || !std::isfinite(fall.pieces)) {
      throw InputError("a fall stands for " + std::to_string(fall.pieces) + " pieces", "give 0 or more");
    }
    if (fall.casualty_area_m2.size() != shelters) {
      throw InputError("a fall has " + std::to_string(fall.casualty_area_m2.size()) + " casualty areas",
                       "give one for each of the " + std::to_string(shelters) + " shelters");
    }
  }
}

void add_to(RiskPart& part, double casualties) {
  part.casualties += casualties, part.squares += casualties * casualties;
}

}  // namespace

RiskTally::RiskTally(const PopulationGrid& population, std::vector<Shelter> shelters)
    : population_(&population), shelters_(std::move(shelters)), by_shelter_(shelters_.size()) {
  check_shelters(shelters_);
}

void RiskTally::add(const RiskEvent& event, std::span<const RiskFall> falls) {
  check(event, falls, shelters_.size());
  std::map<std::pair<int, int>, std::vector<const RiskFall*>> by_cell;
  for (const RiskFall& fall : falls) {
    const auto cell = population_->cell_of(fall.at);
    if (cell && population_->people(*cell) > 0) by_cell[{cell->row, cell->column}].push_back(&fall);
  }
  double conditional = 0;
  for (const auto& [at, here] : by_cell) {
    const PopulationGrid::Cell cell{at.second, at.first};
    const double people = population_->people(cell), cell_m2 = population_->area_m2(cell);
    std::vector<double> for_each(here.size(), 0.0);
    for (std::size_t k = 0; k < shelters_.size(); ++k) {
      double hits = 0;
      for (const RiskFall* fall : here) hits += fall->pieces * std::min(cell_m2, fall->casualty_area_m2[k]) / cell_m2;
      if (!(hits > 0)) continue;
      const double casualties = shelters_[k].share * people * -std::expm1(-hits);
      conditional += casualties;
      for (std::size_t i = 0; i < here.size(); ++i) {
        const double own = here[i]->pieces * std::min(cell_m2, here[i]->casualty_area_m2[k]) / cell_m2;
        for_each[i] += casualties * own / hits;
        add_to(by_shelter_[k], event.probability * casualties * own / hits);
      }
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
      const double casualties = event.probability * for_each[i];
      add_to(total_, casualties), add_to(stages_[event.stage], casualties), add_to(modes_[event.mode], casualties);
      add_to(kinds_[here[i]->kind], casualties), add_to(cells_[at], casualties);
      threes_[{event.stage, event.mode, here[i]->kind}] += casualties;
    }
  }
  total_.probability += event.probability;
  stages_[event.stage].probability += event.probability;
  modes_[event.mode].probability += event.probability;
  events_.push_back({event.t_s, event.stage, event.mode, event.probability, conditional});
}

std::vector<RiskTally::CellRisk> RiskTally::cells() const {
  std::vector<CellRisk> cells;
  cells.reserve(cells_.size());
  for (const auto& [at, part] : cells_) cells.push_back({{at.second, at.first}, part});
  std::stable_sort(cells.begin(), cells.end(),
                   [](const CellRisk& a, const CellRisk& b) { return a.part.casualties > b.part.casualties; });
  return cells;
}

std::optional<RiskTally::Dominant> RiskTally::dominant() const {
  const auto most = std::max_element(threes_.begin(), threes_.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == threes_.end() || !(most->second > 0)) return std::nullopt;
  return Dominant{most->first[0], most->first[1], most->first[2], most->second / total_.casualties};
}

void IndividualRisk::add(double probability, double hits) {
  log_safe_ += std::log1p(-std::clamp(probability * -std::expm1(-hits), 0.0, 1.0));
}

double IndividualRisk::probability() const { return -std::expm1(log_safe_); }

RiskInterval risk_interval(const RiskPart& part, const std::vector<NamedSigma>& inputs) {
  RiskInterval interval;
  double squares = 0;
  for (const NamedSigma& input : inputs) {
    if (!(input.sigma >= 0)) {
      throw InputError("the sigma of " + input.name + " is " + std::to_string(input.sigma), "give 0 or more");
    }
    squares += input.sigma * input.sigma;
  }
  if (!(part.casualties > 0)) return interval;
  // The relative variance of a sum of weighted falls is 1 / n; that of a log-normal is exp(sigma^2) - 1.
  squares += std::log1p(1 / part.effective_falls());
  interval.sigma = std::sqrt(squares);
  interval.median = part.casualties;
  interval.mean = part.casualties * std::exp(squares / 2);
  interval.low = part.casualties * std::exp(-ninety_percent * interval.sigma);
  interval.high = part.casualties * std::exp(ninety_percent * interval.sigma);
  return interval;
}

std::vector<RiskVerdict> judge_risk(const std::vector<RiskCriterion>& criteria,
                                    const std::map<std::string, double>& values) {
  std::vector<RiskVerdict> verdicts;
  for (const RiskCriterion& criterion : criteria) {
    const auto value = values.find(criterion.key);
    if (value == values.end()) continue;
    const double margin = value->second > 0 ? criterion.limit / value->second : std::numeric_limits<double>::infinity();
    verdicts.push_back({criterion, value->second, margin, value->second <= criterion.limit});
  }
  return verdicts;
}

double overflight_probability(double failure_probability, double thrusting_s, double stretch, double impact_speed,
                              double cross_from, double cross_to, double cross_sigma) {
  const auto normal = [&](double y) {
    return std::exp(-0.5 * (y / cross_sigma) * (y / cross_sigma)) / (cross_sigma * std::sqrt(2 * std::numbers::pi));
  };
  const double across =
      (cross_to - cross_from) / 6 * (normal(cross_from) + 4 * normal((cross_from + cross_to) / 2) + normal(cross_to));
  return failure_probability / thrusting_s * stretch / impact_speed * across;
}

}  // namespace cosmodrome
