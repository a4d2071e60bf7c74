#include "cosmodrome/io/write_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/campaign_units.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no NaN.
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json to_json(const Tally& tally, std::uint64_t flights) {
  const Probability p = tally.among(flights);
  return {{"count", p.count}, {"probability", p.probability}, {"low_95", p.low}, {"high_95", p.high}};
}

Json to_json(const Covariance& of, const std::vector<std::string>& names) {
  Json mean = Json::object(), deviation = Json::object(), covariance = Json::array();
  for (std::size_t i = 0; i < names.size(); ++i) {
    mean[names[i]] = of.mean[i];
    deviation[names[i]] = std::sqrt(of.at(i, i));
    Json row = Json::array();
    for (std::size_t j = 0; j < names.size(); ++j) row.push_back(of.at(i, j));
    covariance.push_back(row);
  }
  return {{"flights", of.count},
          {"names", names},
          {"mean", mean},
          {"standard_deviation", deviation},
          {"covariance", covariance}};
}

Json quantiles_json(const std::vector<Quantile>& quantiles) {
  Json list = Json::array();
  for (const Quantile& q : quantiles) {
    list.push_back({{"probability", q.probability},
                    {"value", number(q.value)},
                    {"low_95", number(q.low)},
                    {"high_95", number(q.high)}});
  }
  return list;
}

/// Shares below this are not told from none with so many flights: three standard errors of a correlation.
double noise(std::uint64_t flights) { return 3 / std::sqrt(static_cast<double>(std::max<std::uint64_t>(flights, 1))); }

Json sensitivity_json(const Statistics& statistics) {
  Json json = Json::object();
  for (std::size_t k = 0; k < Statistics::explained_names().size(); ++k) {
    Json list = Json::array();
    for (const auto& share : statistics.sensitivity(k)) {
      list.push_back({{"figure", share.figure},
                      {"correlation", share.correlation},
                      {"share_of_variance", share.correlation * share.correlation}});
    }
    json[Statistics::explained_names()[k]] = list;
  }
  return json;
}

Json estimate_json(const Estimate& e) {
  return {{"value", e.value}, {"low_95", e.value - e.half_width}, {"high_95", e.value + e.half_width}};
}

Json indices_json(const CampaignIndices& indices) {
  Json results = Json::object();
  for (const ResultIndices& one : indices.results) {
    Json of = Json::array();
    for (std::size_t k = 0; k < one.of.size(); ++k)
      of.push_back({{"what", indices.groups[k]},
                    {"first_order", estimate_json(one.of[k].first_order)},
                    {"total", estimate_json(one.of[k].total)}});
    results[one.result] = {{"pairs", one.pairs}, {"standard_deviation", one.deviation}, {"of", of}};
  }
  return {{"pairs", indices.pairs}, {"mixtures", indices.pairs * indices.groups.size()}, {"results", results}};
}

Json time_limit_json(const TimeLimit& limit) {
  return {{"burn", limit.burn},
          {"planned_s", limit.planned_s},
          {"limit_s", limit.limit_s},
          {"clearance_m", limit.clearance_m},
          {"longest_limit_clear_s", limit.clear_s},
          {"longest_limit_aloft_s", limit.aloft_s},
          {"longest_sound_burn_s", limit.longest_s},
          {"sound_burns", limit.flights}};
}

Json margin_json(const CampaignSummary& summary) {
  Json curve = Json::array();
  for (const MarginPoint& point : summary.margins) {
    const auto json = [](const Quantile& q) {
      return Json{{"value", number(q.value)}, {"low_95", number(q.low)}, {"high_95", number(q.high)}};
    };
    curve.push_back({{"probability", point.probability},
                     {"margin_m_s", json(point.margin_m_s)},
                     {"reserve_m_s", json(point.reserve_m_s)}});
  }
  return {{"of", "flights without an injected failure"}, {"flights", summary.margin_flights}, {"curve", curve}};
}

std::string margin_text(const CampaignSummary& summary) {
  std::string text = fmt::format(
      "\nVelocity left above the target in the {} flights without an injected failure (below 0: missing)\n"
      "  {:>8} {:>12} {:>24} {:>10} {:>24}\n",
      summary.margin_flights, "share", "left, m/s", "95 % within", "reserve", "95 % within");
  for (const MarginPoint& point : summary.margins) {
    const Quantile &left = point.margin_m_s, &reserve = point.reserve_m_s;
    text += fmt::format("  {:6.2f} % {:12.1f} {:>24} {:10.1f} {:>24}\n", 100 * point.probability, left.value,
                        fmt::format("{:.1f} to {:.1f}", left.low, left.high), reserve.value,
                        fmt::format("{:.1f} to {:.1f}", reserve.low, reserve.high));
  }
  return text;
}

std::string interval(const Probability& p) {
  return fmt::format("{:9} {:9.4f} % {:9.4f} to {:.4f} %", p.count, 100 * p.probability, 100 * p.low, 100 * p.high);
}

std::string insertion_text(const Covariance& of) {
  std::string text;
  const auto& names = Statistics::insertion_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ShownUnit unit = shown_unit(names[i]);
    text += fmt::format("  {:28} {:14.5f} {:14.5f} {}\n", in_words(names[i]), of.mean[i] * unit.factor,
                        std::sqrt(of.at(i, i)) * unit.factor, unit.unit);
  }
  return text;
}

std::string indices_text(const CampaignIndices& indices) {
  const ResultIndices& margin = indices.results.front();
  std::string text = fmt::format(
      "\nSobol's indices of {}, from {} pairs of flights: share of its variance alone, and with all others\n",
      in_words(margin.result), margin.pairs);
  for (const IndexRow& row : largest_indices(indices, margin)) {
    text += fmt::format("  {:44} {:6.2f} % +- {:5.2f} %   {:6.2f} % +- {:5.2f} %\n", row.what,
                        100 * row.of.first_order.value, 100 * row.of.first_order.half_width, 100 * row.of.total.value,
                        100 * row.of.total.half_width);
  }
  return text;
}

}  // namespace

std::vector<IndexRow> largest_indices(const CampaignIndices& indices, const ResultIndices& result) {
  constexpr std::size_t most = 10;
  std::vector<IndexRow> rows;
  for (std::size_t k = 0; k < result.of.size(); ++k) rows.push_back({indices.groups[k], result.of[k]});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const IndexRow& a, const IndexRow& b) { return a.of.total.value > b.of.total.value; });
  if (rows.size() > most) rows.resize(most);
  return rows;
}

std::string time_limit_words(const TimeLimit& limit) {
  std::string text = fmt::format(
      "{}: {:.1f} s as planned, and at most {:.1f} s by its timer. Were the velocity never seen, a timer set to {:.1f} "
      "s "
      "or less would keep the periapsis {:.0f} km high, one set to {:.1f} s or less would keep it off the ground. The "
      "longest of {} burns in which nothing failed took {:.1f} s",
      limit.burn, limit.planned_s, limit.limit_s, limit.clear_s, limit.clearance_m / 1e3, limit.aloft_s, limit.flights,
      limit.longest_s);
  if (limit.limit_s <= limit.clear_s) return text + ": the limit is short enough.";
  if (limit.longest_s < limit.clear_s)
    return text + fmt::format(": a limit between {:.1f} s and {:.1f} s would prevent the loss.", limit.longest_s,
                              limit.clear_s);
  return text + ": no limit prevents the loss without cutting off some of these.";
}

std::string write_campaign_json(const Campaign& campaign, const CampaignSummary& summary) {
  const Statistics& s = summary.statistics;
  Json outcomes = Json::object();
  for (const auto& [name, tally] : s.outcomes()) outcomes[name] = to_json(tally, s.flights());
  Json tree = Json::array();
  for (const auto& [key, tally] : s.tree()) {
    Json leaf{{"failures", key[0]}, {"outcome", key[1]}, {"cause", key[2]}};
    leaf.update(to_json(tally, s.flights()));
    tree.push_back(leaf);
  }
  Json columns = Json::object();
  for (std::size_t k = 0; k < s.numeric().size(); ++k) {
    const Moments& m = s.moments()[k];
    if (m.count == 0) continue;
    columns[s.numeric()[k]] = {{"flights", m.count},
                               {"mean", m.mean},
                               {"mean_half_width_95", m.mean_half_width()},
                               {"standard_deviation", m.deviation()},
                               {"least", m.least},
                               {"most", m.most}};
  }
  for (const ColumnQuantiles& column : summary.columns)
    columns[column.column]["quantiles"] = quantiles_json(column.quantiles);
  const Mission& mission = campaign.plan().mission;
  Json json{{"mission", mission.name},
            {"campaign_hash", summary.hash},
            {"seed", mission.disperse.seed},
            {"flights", s.flights()},
            {"flown_now", summary.flown},
            {"seconds", summary.seconds},
            {"threads", summary.threads},
            {"flights_per_s", summary.seconds > 0 ? static_cast<double>(summary.flown) / summary.seconds : 0.0},
            {"stopped", summary.stopped},
            {"figures", campaign.inputs()},
            {"mean_weight", s.flights() > 0 ? s.total_weight() / static_cast<double>(s.flights()) : 1.0},
            {"outcomes", outcomes},
            {"tree", tree},
            {"insertion", to_json(s.insertion(), Statistics::insertion_names())},
            {"margin", margin_json(summary)},
            {"sensitivity", sensitivity_json(s)},
            {"columns", columns},
            {"store", summary.folder}};
  if (summary.time_limit) json["time_limit"] = time_limit_json(*summary.time_limit);
  if (summary.indices) json["indices"] = indices_json(*summary.indices);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_campaign_text(const Campaign& campaign, const CampaignSummary& summary) {
  const Statistics& s = summary.statistics;
  const Mission& mission = campaign.plan().mission;
  std::string text = fmt::format("{}: {} flights, {} figures vary", mission.name, s.flights(), campaign.inputs());
  if (!mission.failures.empty()) text += fmt::format(", {} things may fail", mission.failures.size());
  text += "\n";
  if (summary.flown > 0) {
    text += fmt::format("{} flown in {:.1f} s, {:.0f} flights/s on {} threads\n", summary.flown, summary.seconds,
                        static_cast<double>(summary.flown) / std::max(summary.seconds, 1e-9), summary.threads);
  }
  text += fmt::format("\n{:30} {:>9} {:>11} {:>22}\n", "Outcome", "flights", "share", "95 % of the time within");
  for (const auto& [name, tally] : s.outcomes())
    text += fmt::format("{:30} {}\n", name, interval(tally.among(s.flights())));
  std::string causes;
  for (const auto& [key, tally] : s.tree()) {
    if (key[1] != "target_met")
      causes += fmt::format("  {:50} {:14} {}\n", key[2], key[1], interval(tally.among(s.flights())));
  }
  if (!causes.empty()) text += "\nWhat went wrong\n" + causes;
  if (s.insertion().count > 1) {
    text += fmt::format("\nInsertion of the {} flights that met their target: mean, standard deviation\n",
                        s.insertion().count);
    text += insertion_text(s.insertion());
  }
  if (!summary.margins.empty()) {
    text += margin_text(summary);
    text += "\nWhat moves it: share of its variance\n";
    int shown_count = 0;
    for (const auto& share : s.sensitivity(0)) {
      if (std::abs(share.correlation) < noise(s.flights()) || ++shown_count > 10) break;
      text += fmt::format("  {:44} {:6.2f} %\n", share.figure, 100 * share.correlation * share.correlation);
    }
  }
  if (summary.indices) text += indices_text(*summary.indices);
  if (summary.time_limit) text += "\n" + time_limit_words(*summary.time_limit) + "\n";
  return text;
}

std::string write_figures_text(const Mission& mission) {
  std::string text = fmt::format("{:48} {:>16} {:6} {}\n", "path", "nominal", "unit", "what it is");
  for (const Figure& figure : figures_of(mission)) {
    text += fmt::format("{:48} {:16.8g} {:6} {}\n", figure.path, figure.nominal, figure.unit, figure.meaning);
  }
  return text;
}

std::string write_figures_json(const Mission& mission) {
  Json list = Json::array();
  for (const Figure& figure : figures_of(mission)) {
    list.push_back({{"path", figure.path},
                    {"nominal", figure.nominal},
                    {"unit", figure.unit},
                    {"meaning", figure.meaning},
                    {"column", column_name(figure)}});
  }
  return Json{{"figures", list}}.dump(1) + "\n";
}

}  // namespace cosmodrome
