#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/io/campaign_units.hpp"
#include "cosmodrome/io/fill_page.hpp"
#include "cosmodrome/io/write_campaign.hpp"

namespace cosmodrome {
namespace {

constexpr double width = 960, left = 20, right = 20, top = 10;

std::string svg(double height, const std::string& label, const std::string& body) {
  return fmt::format("<svg class=\"chart\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n",
                     width, height, safe_in_html(label), body);
}

std::string line(double x1, double y1, double x2, double y2, const char* kind) {
  return fmt::format("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", kind, x1, y1, x2,
                     y2);
}

std::string text(double x, double y, const char* anchor, const std::string& words, const char* kind = "") {
  return fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", kind, x, y, anchor,
                     safe_in_html(words));
}

/// Bars over a range, with five marks along it and one at `marked` if that lies within.
std::string histogram(const Histogram& of, double marked) {
  constexpr double height = 220, bottom = 44;
  const ShownUnit unit = shown_unit(of.column);
  const double most = *std::max_element(of.shares.begin(), of.shares.end());
  if (!(most > 0)) return "";
  const double across = width - left - right, floor = height - bottom,
               step = across / static_cast<double>(of.shares.size());
  std::string body;
  for (std::size_t i = 0; i < of.shares.size(); ++i) {
    const double tall = (floor - top) * of.shares[i] / most;
    body += fmt::format("<rect class=\"bar\" x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\"/>",
                        left + step * static_cast<double>(i), floor - tall, step - 1, tall);
  }
  body += line(left, floor, width - right, floor, "axis");
  for (int k = 0; k <= 4; ++k) {
    const double value = (of.first + (of.last - of.first) * k / 4) * unit.factor;
    body += text(left + across * k / 4, floor + 18,
                 k == 0   ? "start"
                 : k == 4 ? "end"
                          : "middle",
                 fmt::format("{:.6g}", value));
  }
  if (marked > of.first && marked < of.last) {
    const double x = left + across * (marked - of.first) / (of.last - of.first);
    body += line(x, top, x, floor, "mark");
  }
  const std::string name = in_words(of.column) + (*unit.unit != 0 ? fmt::format(", {}", unit.unit) : "");
  return svg(height, name, body + text(width / 2, height - 6, "middle", name, "soft"));
}

std::string sensitivity(const Statistics& statistics) {
  constexpr double row = 24, names = 380;
  const auto shares = statistics.sensitivity(0);
  const std::size_t count = std::min<std::size_t>(shares.size(), 15);
  std::string body;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = shares[i].correlation * shares[i].correlation, y = top + row * static_cast<double>(i);
    body += text(names, y + 15, "end", shares[i].figure);
    body += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
                        names + 10, y + 3, std::max(1.0, (width - names - 100) * share), row - 6);
    body += text(names + 18 + (width - names - 100) * share, y + 15, "start", fmt::format("{:.2f} %", 100 * share));
  }
  return count == 0 ? "" : svg(top + row * static_cast<double>(count) + 6, "Share of the variance by figure", body);
}

std::string table_of(const std::string& head, const std::string& rows) {
  return "<table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows + "</tbody></table>";
}

std::string indices(const CampaignSummary& summary) {
  if (!summary.indices) return "";
  const ResultIndices& margin = summary.indices->results.front();
  std::string rows;
  for (const IndexRow& row : largest_indices(*summary.indices, margin)) {
    rows += fmt::format("<tr><td class=\"text\">{}</td>", safe_in_html(row.what));
    for (const Estimate& e : {row.of.first_order, row.of.total})
      rows += fmt::format("<td>{:.2f} %</td><td>{:.2f} to {:.2f} %</td>", 100 * e.value, 100 * (e.value - e.half_width),
                          100 * (e.value + e.half_width));
    rows += "</tr>\n";
  }
  return table_of(
             "<th class=\"text\">Sobol's indices</th><th>Alone</th><th>95 % within</th><th>With all "
             "others</th><th>95 % within</th>",
             rows) +
         fmt::format("<p class=\"aside\">From {} pairs of flights in which nothing failed.</p>", margin.pairs);
}

std::string time_limit(const CampaignSummary& summary) {
  if (!summary.time_limit) return "";
  return "<p id=\"time-limit\">" + safe_in_html(time_limit_words(*summary.time_limit)) + "</p>";
}

std::string row_of(const std::string& first, const Tally& tally, std::uint64_t flights) {
  const Probability p = tally.among(flights);
  return fmt::format("<tr><td class=\"text\">{}</td><td>{}</td><td>{:.4f} %</td><td>{:.4f} to {:.4f} %</td></tr>\n",
                     safe_in_html(first), p.count, 100 * p.probability, 100 * p.low, 100 * p.high);
}

std::string outcomes(const Statistics& s) {
  std::string rows;
  for (const auto& [name, tally] : s.outcomes()) rows += row_of(name, tally, s.flights());
  return table_of("<th class=\"text\">Outcome</th><th>Flights</th><th>Probability</th><th>95 % within</th>", rows);
}

std::string causes(const Statistics& s) {
  std::string rows;
  for (const auto& [key, tally] : s.tree()) {
    if (key[1] != "target_met") rows += row_of(key[2] + " \u2192 " + key[1], tally, s.flights());
  }
  if (rows.empty()) return "<p>Nothing, in any flight.</p>";
  return table_of("<th class=\"text\">Cause and end</th><th>Flights</th><th>Probability</th><th>95 % within</th>",
                  rows);
}

std::string branch(const std::string& what, const Tally& tally, std::uint64_t flights) {
  const Probability p = tally.among(flights);
  return fmt::format("<li>{} <b>{:.4f} %</b> <small>{} flights, {:.4f} to {:.4f} %</small>", safe_in_html(what),
                     100 * p.probability, p.count, 100 * p.low, 100 * p.high);
}

void add(Tally& to, const Tally& one) {
  to.count += one.count, to.weight += one.weight, to.squared_weight += one.squared_weight;
}

/// What failed, and how those flights ended: from all flights down, each branch with its share of all.
std::string tree(const Statistics& s) {
  std::map<std::string, std::pair<Tally, std::map<std::string, Tally>>> branches;
  for (const auto& [key, tally] : s.tree()) {
    auto& [all, ends] = branches[key[0]];
    add(all, tally);
    add(ends[key[1]], tally);
  }
  std::string text = fmt::format("<ul class=\"tree\"><li>{} flights<ul>\n", s.flights());
  for (const auto& [failures, of] : branches) {
    text += branch(failures.empty() ? "nothing failed" : failures, of.first, s.flights()) + "<ul>\n";
    for (const auto& [outcome, tally] : of.second) text += branch(outcome, tally, s.flights()) + "</li>\n";
    text += "</ul></li>\n";
  }
  return text + "</ul></li></ul>\n";
}

std::string reserves(const CampaignSummary& summary) {
  std::string rows;
  for (const MarginPoint& point : summary.margins) {
    rows += fmt::format("<tr><td>{:.2f} %</td>", 100 * point.probability);
    for (const Quantile& q : {point.margin_m_s, point.reserve_m_s})
      rows += fmt::format("<td>{:.1f}</td><td>{:.1f} to {:.1f}</td>", q.value, q.low, q.high);
    rows += "</tr>\n";
  }
  const auto head = [](const char* what) {
    return fmt::format("<th>{}<span class=\"unit\">m/s</span></th><th>95 % within<span class=\"unit\">m/s</span></th>",
                       what);
  };
  return table_of("<th>Of flights</th>" + head("have left") + head("Reserve"), rows);
}

/// The reserve by the share of flights that have enough, with its 95 % interval as a band; the share is even in
/// standard deviations of the normal distribution, so that a normal margin gives a straight line.
std::string reserve_curve(const CampaignSummary& summary) {
  constexpr double height = 260, bottom = 44, names = 70;
  if (summary.margins.size() < 2) return "";
  const double last = normal_quantile(summary.margins.back().probability);
  double most = 0;
  for (const MarginPoint& point : summary.margins) most = std::max(most, point.reserve_m_s.high);
  if (!(most > 0)) return "";
  const double across = width - names - right - 30, floor = height - bottom;
  const auto x = [&](double share) { return names + across * normal_quantile(share) / last; };
  const auto y = [&](double reserve) { return floor - (floor - top) * std::clamp(reserve / most, 0.0, 1.0); };
  std::string there, back, curve, body;
  for (const MarginPoint& point : summary.margins) {
    const double at = x(point.probability);
    there += fmt::format("{:.1f},{:.1f} ", at, y(point.reserve_m_s.high));
    back = fmt::format("{:.1f},{:.1f} ", at, y(point.reserve_m_s.low)) + back;
    curve += fmt::format("{:.1f},{:.1f} ", at, y(point.reserve_m_s.value));
  }
  body += fmt::format("<polygon class=\"band\" points=\"{}{}\"/><polyline class=\"curve\" points=\"{}\"/>", there, back,
                      curve);
  body += line(names, floor, width - right, floor, "axis") + line(names, top, names, floor, "axis");
  for (const double share : {0.5, 0.9, 0.99, 0.997, 0.999, 0.9999})
    body += text(x(share), floor + 18, "middle", fmt::format("{:g} %", 100 * share));
  for (int k = 0; k <= 4; ++k) body += text(names - 8, y(most * k / 4) + 4, "end", fmt::format("{:.0f}", most * k / 4));
  body += text(width / 2, height - 6, "middle", "reserve, m/s, by the share of flights that have enough", "soft");
  return svg(height, "Reserve by the share of flights that have enough", body);
}

std::string insertion(const Statistics& s) {
  std::string rows;
  const auto& names = Statistics::insertion_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ShownUnit unit = shown_unit(names[i]);
    rows +=
        fmt::format("<tr><td class=\"text\">{}<span class=\"unit\">{}</span></td><td>{:.5f}</td><td>{:.5f}</td></tr>\n",
                    in_words(names[i]), unit.unit, s.insertion().mean[i] * unit.factor,
                    std::sqrt(s.insertion().at(i, i)) * unit.factor);
  }
  return table_of("<th class=\"text\">Of flights on target</th><th>Mean</th><th>Standard deviation</th>", rows);
}

std::string figure(const std::string& name, const std::string& value, const std::string& below) {
  return fmt::format("<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>\n", safe_in_html(name), safe_in_html(value),
                     safe_in_html(below));
}

std::string figures(const Campaign& campaign, const CampaignSummary& summary) {
  const Statistics& s = summary.statistics;
  std::string all =
      figure("Flights", fmt::format("{}", s.flights()), fmt::format("{} figures vary", campaign.inputs()));
  if (const auto met = s.outcomes().find("target_met"); met != s.outcomes().end()) {
    const Probability p = met->second.among(s.flights());
    all += figure("Met the target", fmt::format("{:.3f} %", 100 * p.probability),
                  fmt::format("{:.3f} to {:.3f} %", 100 * p.low, 100 * p.high));
  }
  for (const MarginPoint& point : summary.margins) {
    if (point.probability == 0.997)
      all += figure("99.7 % have left", fmt::format("{:.1f} m/s", point.margin_m_s.value), "or more, if nothing fails");
  }
  return all;
}

std::string histograms(const CampaignSummary& summary) {
  std::string all;
  for (const Histogram& one : summary.histograms) {
    if (one.column != "margin_m_s") all += "<div>" + histogram(one, std::nan("")) + "</div>\n";
  }
  return all;
}

std::string margin(const CampaignSummary& summary) {
  for (const Histogram& one : summary.histograms) {
    if (one.column == "margin_m_s") return histogram(one, 0);
  }
  return "";
}

}  // namespace

std::string write_campaign_page(const Campaign& campaign, const CampaignSummary& summary, const std::string& page) {
  if (page.find("@OUTCOMES@") == std::string::npos)
    throw std::invalid_argument("campaign page: no place for the outcomes");
  const Mission& mission = campaign.plan().mission;
  return filled_page(
      page,
      {{"@NAME@", safe_in_html(mission.name)},
       {"@ABOUT@", safe_in_html(fmt::format("{} from {}, flown {} times, each a little different.",
                                            mission.vehicle.name, mission.site.name, summary.statistics.flights()))},
       {"@FIGURES@", figures(campaign, summary)},
       {"@OUTCOMES@", outcomes(summary.statistics)},
       {"@CAUSES@", causes(summary.statistics) + time_limit(summary)},
       {"@TREE@", tree(summary.statistics)},
       {"@MARGIN@", margin(summary)},
       {"@RESERVES@", reserve_curve(summary) + reserves(summary)},
       {"@SOUND@", fmt::format("{}", summary.margin_flights)},
       {"@SENSITIVITY@", sensitivity(summary.statistics)},
       {"@INDICES@", indices(summary)},
       {"@INSERTION@", insertion(summary.statistics)},
       {"@HISTOGRAMS@", histograms(summary)}});
}

}  // namespace cosmodrome
