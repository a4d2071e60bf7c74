// What a flight means for people, as part of the safety products: at home, and with closed ground cleared.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

constexpr std::size_t most_places = 10, few_places = 3;
constexpr double near_m = 30e3;

/// How well the inputs are known, as factors that hold two thirds: generic lists, shelters and rates. Estimated.
std::vector<NamedSigma> input_sigmas() {
  return {{"number and size of pieces", std::log(2.0)},
          {"casualty areas", std::log(1.5)},
          {"probability of failure", std::log(1.5)},
          {"people", std::log(1.3)}};
}

std::string stage_name(const SafetyAnalysis& analysis, int stage) {
  return stage < 0 ? "none" : analysis.flight.mission.vehicle.stages[static_cast<std::size_t>(stage)].id;
}
std::string mode_name(int mode) { return to_string(static_cast<ResponseMode>(mode)); }

/// Failures and planned falls together.
RiskPart whole(const FlightRisk& risk) {
  RiskPart sum = risk.failures.total();
  sum.casualties += risk.planned.total().casualties, sum.squares += risk.planned.total().squares;
  return sum;
}

/// The worst that one failure may bring, of those that are possible.
double worst_conditional(const RiskTally& tally) {
  double worst = 0;
  for (const auto& event : tally.events()) worst = std::max(worst, event.conditional);
  return worst;
}

/// Of cells that closed ground does not touch, or of all.
double worst_individual(const SafetyAnalysis& analysis, bool outside) {
  const GroundCells& cells = analysis.debris->cells();
  const auto touched = [&](const GroundCells::Box& box) {
    const GroundPlace corners[] = {{(box.south_rad + box.north_rad) / 2, (box.west_rad + box.east_rad) / 2},
                                   {box.south_rad, box.west_rad},
                                   {box.south_rad, box.east_rad},
                                   {box.north_rad, box.west_rad},
                                   {box.north_rad, box.east_rad}};
    return std::any_of(std::begin(corners), std::end(corners),
                       [&](const GroundPlace& corner) { return analysis.ground->holds(corner); });
  };
  double worst = 0;
  for (const auto& place : analysis.debris->places()) {
    if (place.individual_risk <= worst || (outside && touched(cells.box(place.cell)))) continue;
    worst = place.individual_risk;
  }
  return worst;
}

std::string place_name(const SafetyAnalysis& analysis, const GroundPlace& at) {
  const NamedPlace* place = place_near(*analysis.places, at, near_m);
  return place == nullptr ? std::string{} : fmt::format("{} ({})", place->name, place->country);
}

Json part_json(const std::string& name, const RiskPart& part) {
  return {{"name", name}, {"casualties", part.casualties}, {"effective_falls", part.effective_falls()}};
}

template <class Name>
Json parts_json(const std::map<int, RiskPart>& parts, const Name& name) {
  Json list = Json::array();
  for (const auto& [number, part] : parts) list.push_back(part_json(name(number), part));
  return list;
}

Json places_json(const SafetyAnalysis& analysis, const RiskTally& tally) {
  Json list = Json::array();
  const auto cells = tally.cells();
  for (std::size_t i = 0; i < std::min(most_places, cells.size()); ++i) {
    const GroundPlace at = analysis.population->centre(cells[i].cell);
    Json place = part_json(place_name(analysis, at), cells[i].part);
    place["latitude_deg"] = to_degrees(at.latitude_rad),
    place["longitude_deg"] = to_longitude_degrees(at.longitude_rad);
    place["people"] = analysis.population->people(cells[i].cell);
    list.push_back(std::move(place));
  }
  return list;
}

Json failures_part_json(const SafetyAnalysis& analysis, const RiskTally& tally) {
  Json json = {{"casualties", tally.total().casualties}, {"effective_falls", tally.total().effective_falls()}};
  json["stages"] = parts_json(tally.stages(), [&](int stage) { return stage_name(analysis, stage); });
  json["modes"] = parts_json(tally.modes(), mode_name);
  json["classes"] =
      parts_json(tally.kinds(), [&](int kind) { return class_name(analysis, static_cast<std::size_t>(kind)); });
  json["shelters"] = Json::array();
  for (std::size_t k = 0; k < tally.shelters().size(); ++k) {
    json["shelters"].push_back(part_json(tally.shelters()[k].name, tally.by_shelter()[k]));
  }
  json["places"] = places_json(analysis, tally);
  if (const auto most = tally.dominant()) {
    json["dominant"] = {{"stage", stage_name(analysis, most->stage)},
                        {"mode", mode_name(most->mode)},
                        {"class", class_name(analysis, static_cast<std::size_t>(most->kind))},
                        {"share", most->share}};
  }
  json["seconds"] = Json::array();
  for (const auto& event : tally.events()) {
    json["seconds"].push_back({{"t_s", event.t_s},
                               {"stage", stage_name(analysis, event.stage)},
                               {"mode", mode_name(event.mode)},
                               {"probability", event.probability},
                               {"conditional", event.conditional}});
  }
  return json;
}

Json planned_part_json(const SafetyAnalysis& analysis, const RiskTally& tally) {
  Json json = {{"casualties", tally.total().casualties}, {"effective_falls", tally.total().effective_falls()}};
  json["elements"] = parts_json(
      tally.kinds(), [&](int number) { return analysis.falls->ensembles[static_cast<std::size_t>(number)].element; });
  json["places"] = places_json(analysis, tally);
  return json;
}

Json risk_json(const SafetyAnalysis& analysis, const FlightRisk& risk, bool outside) {
  const RiskInterval interval = risk_interval(whole(risk), input_sigmas());
  return {{"collective", risk.casualties()},
          {"low_90", interval.low},
          {"high_90", interval.high},
          {"effective_falls", whole(risk).effective_falls()},
          {"worst_conditional", worst_conditional(risk.failures)},
          {"worst_individual", worst_individual(analysis, outside)},
          {"failures", failures_part_json(analysis, risk.failures)},
          {"planned", planned_part_json(analysis, risk.planned)}};
}

Json margin_json(double margin) { return std::isfinite(margin) ? Json(margin) : Json(); }

std::string interval_text(const FlightRisk& risk) {
  const RiskInterval interval = risk_interval(whole(risk), input_sigmas());
  return fmt::format("{:.2g} ({:.1g} to {:.1g} with 90 %): {:.2g} of failures, {:.2g} of planned falls",
                     risk.casualties(), interval.low, interval.high, risk.failures.total().casualties,
                     risk.planned.total().casualties);
}

}  // namespace

double closed_people(const SafetyAnalysis& analysis) {
  double people = 0;
  for (const GroundPolygon& polygon : analysis.ground->polygons()) people += analysis.population->people_in(polygon);
  return people;
}

std::vector<RiskVerdict> risk_verdicts(const SafetyAnalysis& analysis) {
  return judge_risk(*analysis.criteria, {{"collective", analysis.cleared->casualties()},
                                         {"individual", worst_individual(analysis, true)},
                                         {"conditional", worst_conditional(analysis.cleared->failures)}});
}

std::vector<RiskContribution> largest_contributions(const SafetyAnalysis& analysis, const FlightRisk& risk) {
  std::vector<RiskContribution> found;
  const double all = std::max(risk.casualties(), 1e-300);
  if (const auto most = risk.failures.dominant()) {
    found.push_back({fmt::format("{} of {}, {}", mode_name(most->mode), stage_name(analysis, most->stage),
                                 class_name(analysis, static_cast<std::size_t>(most->kind))),
                     most->share * risk.failures.total().casualties / all});
  }
  for (const auto& [number, part] : risk.planned.kinds()) {
    found.push_back(
        {"planned fall of " + analysis.falls->ensembles[static_cast<std::size_t>(number)].name, part.casualties / all});
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  for (const RiskTally* tally : {&risk.failures, &risk.planned}) {
    const auto cells = tally->cells();
    for (std::size_t i = 0; i < std::min(few_places, cells.size()); ++i) {
      const GroundPlace at = analysis.population->centre(cells[i].cell);
      found.push_back(
          {fmt::format("{} about {:.2f} {:.2f} {}", tally == &risk.failures ? "failures" : "planned falls",
                       to_degrees(at.latitude_rad), to_longitude_degrees(at.longitude_rad), place_name(analysis, at)),
           cells[i].part.casualties / all});
    }
  }
  std::erase_if(found, [](const RiskContribution& one) { return one.share < 0.005; });
  return found;
}

GeoJson risk_json(const SafetyAnalysis& analysis) {
  Json json = {{"judged", "cleared"},
               {"people_on_closed_ground", closed_people(analysis)},
               {"cleared", risk_json(analysis, *analysis.cleared, true)},
               {"at_home", risk_json(analysis, *analysis.at_home, false)}};
  json["criteria"] = Json::array();
  for (const RiskVerdict& verdict : risk_verdicts(analysis)) {
    json["criteria"].push_back({{"name", verdict.criterion.name},
                                {"limit", verdict.criterion.limit},
                                {"value", verdict.value},
                                {"margin", margin_json(verdict.margin)},
                                {"met", verdict.met},
                                {"clause", verdict.criterion.clause}});
  }
  return json;
}

void add_risk(fmt::memory_buffer& text, const SafetyAnalysis& analysis) {
  auto out = std::back_inserter(text);
  fmt::format_to(out, "\nCasualties expected a launch:\n  with closed ground cleared, which is judged: {}\n",
                 interval_text(*analysis.cleared));
  fmt::format_to(out, "  with everybody at home:                  {}\n", interval_text(*analysis.at_home));
  fmt::format_to(out, "  closed ground is this analysis's own{}: about {:.0f} people live on it\n",
                 analysis.more_closed ? ", and that of the file given" : "; nobody is known to be sent away from it",
                 closed_people(analysis));
  const auto most = largest_contributions(analysis, *analysis.cleared);
  if (!most.empty()) fmt::format_to(out, "  of what is judged:\n");
  for (const auto& one : most) fmt::format_to(out, "  {:5.1f} %  {}\n", 100 * one.share, one.what);
  for (const RiskVerdict& verdict : risk_verdicts(analysis)) {
    fmt::format_to(out, "  {}: {:.2g}, limit {:.0e}: {} ({})\n", verdict.criterion.name, verdict.value,
                   verdict.criterion.limit, verdict.met ? "met" : "NOT met", verdict.criterion.clause);
  }
}

}  // namespace cosmodrome
