// What failures mean for people, as part of the safety products.
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

constexpr std::size_t most_places = 10;
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

/// The worst that one failure may bring, of those that are possible.
double worst_conditional(const RiskTally& tally) {
  double worst = 0;
  for (const auto& event : tally.events()) worst = std::max(worst, event.conditional);
  return worst;
}

double worst_individual(const DebrisTally& tally) {
  double worst = 0;
  for (const auto& place : tally.places()) worst = std::max(worst, place.individual_risk);
  return worst;
}

std::vector<RiskVerdict> verdicts_of(const SafetyAnalysis& analysis) {
  const RiskTally& tally = *analysis.risk;
  return judge_risk(*analysis.criteria, {{"collective", tally.total().casualties},
                                         {"individual", worst_individual(*analysis.debris)},
                                         {"conditional", worst_conditional(tally)}});
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

Json margin_json(double margin) { return std::isfinite(margin) ? Json(margin) : Json(); }

}  // namespace

GeoJson risk_json(const SafetyAnalysis& analysis) {
  const RiskTally& tally = *analysis.risk;
  const RiskInterval interval = risk_interval(tally.total(), input_sigmas());
  Json json = {{"collective", tally.total().casualties},
               {"low_90", interval.low},
               {"high_90", interval.high},
               {"effective_falls", tally.total().effective_falls()},
               {"worst_conditional", worst_conditional(tally)},
               {"worst_individual", worst_individual(*analysis.debris)}};
  json["stages"] = parts_json(tally.stages(), [&](int stage) { return stage_name(analysis, stage); });
  json["modes"] = parts_json(tally.modes(), mode_name);
  json["classes"] =
      parts_json(tally.kinds(), [&](int kind) { return class_name(analysis, static_cast<std::size_t>(kind)); });
  json["shelters"] = Json::array(), json["places"] = Json::array(), json["criteria"] = Json::array();
  for (std::size_t k = 0; k < tally.shelters().size(); ++k) {
    json["shelters"].push_back(part_json(tally.shelters()[k].name, tally.by_shelter()[k]));
  }
  const auto cells = tally.cells();
  for (std::size_t i = 0; i < std::min(most_places, cells.size()); ++i) {
    const GroundPlace at = analysis.population->centre(cells[i].cell);
    Json place = part_json(place_name(analysis, at), cells[i].part);
    place["latitude_deg"] = to_degrees(at.latitude_rad),
    place["longitude_deg"] = to_longitude_degrees(at.longitude_rad);
    place["people"] = analysis.population->people(cells[i].cell);
    json["places"].push_back(std::move(place));
  }
  if (const auto most = tally.dominant()) {
    json["dominant"] = {{"stage", stage_name(analysis, most->stage)},
                        {"mode", mode_name(most->mode)},
                        {"class", class_name(analysis, static_cast<std::size_t>(most->kind))},
                        {"share", most->share}};
  }
  for (const RiskVerdict& verdict : verdicts_of(analysis)) {
    json["criteria"].push_back({{"name", verdict.criterion.name},
                                {"limit", verdict.criterion.limit},
                                {"value", verdict.value},
                                {"margin", margin_json(verdict.margin)},
                                {"met", verdict.met},
                                {"clause", verdict.criterion.clause}});
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

void add_risk(fmt::memory_buffer& text, const SafetyAnalysis& analysis) {
  auto out = std::back_inserter(text);
  const RiskTally& tally = *analysis.risk;
  const RiskInterval interval = risk_interval(tally.total(), input_sigmas());
  fmt::format_to(out, "\nCasualties expected a launch, of failures: {:.2g} ({:.1g} to {:.1g} with 90 %)\n",
                 tally.total().casualties, interval.low, interval.high);
  fmt::format_to(out, "  people are where the map has them, in areas that are closed for the launch too\n");
  if (const auto most = tally.dominant()) {
    fmt::format_to(out, "  most of it, {:.0f} %, from {} of {}, {}\n", 100 * most->share, mode_name(most->mode),
                   stage_name(analysis, most->stage), class_name(analysis, static_cast<std::size_t>(most->kind)));
  }
  const auto cells = tally.cells();
  for (std::size_t i = 0; i < std::min<std::size_t>(3, cells.size()); ++i) {
    const GroundPlace at = analysis.population->centre(cells[i].cell);
    fmt::format_to(out, "  {:5.1f} % about {:.2f} {:.2f} {}\n",
                   100 * cells[i].part.casualties / std::max(tally.total().casualties, 1e-300),
                   to_degrees(at.latitude_rad), to_longitude_degrees(at.longitude_rad), place_name(analysis, at));
  }
  for (const RiskVerdict& verdict : verdicts_of(analysis)) {
    fmt::format_to(out, "  {}: {:.2g}, limit {:.0e}: {} ({})\n", verdict.criterion.name, verdict.value,
                   verdict.criterion.limit, verdict.met ? "met" : "NOT met", verdict.criterion.clause);
  }
}

}  // namespace cosmodrome
