#pragma once
#include <string>
#include <vector>

#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/campaign/summary.hpp"

namespace cosmodrome {

/// What a campaign found, as one JSON object. SI and radians, as the columns of its flights.
std::string write_campaign_json(const Campaign& campaign, const CampaignSummary& summary);

/// The same as a text for people.
std::string write_campaign_text(const Campaign& campaign, const CampaignSummary& summary);

/// The same as a page with pictures; `page` is campaign_template(). Throws std::invalid_argument if it has no place for
/// them.
std::string write_campaign_page(const Campaign& campaign, const CampaignSummary& summary, const std::string& page);

/// What moves a result most, by its total index, the largest first.
struct IndexRow {
  std::string what;
  SobolIndex of;
};
std::vector<IndexRow> largest_indices(const CampaignIndices& indices, const ResultIndices& result);

/// What limit the timer of the burn before a landing should have, in words.
std::string time_limit_words(const TimeLimit& limit);

/// All figures that can vary, as a table or as JSON.
std::string write_figures_text(const Mission& mission);
std::string write_figures_json(const Mission& mission);

}  // namespace cosmodrome
