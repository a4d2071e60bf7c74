#pragma once
// Sobol's indices: how much of a result's variance comes from each thing that varies, alone and with all others.
#include <cstdint>
#include <string>
#include <vector>

#include "cosmodrome/campaign/store.hpp"

namespace cosmodrome {

/// One result of a design by A. Saltelli: pairs of independent flights, and of each pair the first one again with one
/// group drawn as the second one has it.
struct PairedResults {
  std::vector<double> first, second;
  std::vector<std::vector<double>> mixed;  ///< by group, then by pair
};

/// An estimate and half of the interval that holds the true value in 95 of 100 campaigns.
struct Estimate {
  double value = 0, half_width = 0;
};

/// Of one group: the share of the variance that it explains alone, and the share that would be left if all else were
/// known: alone and together with others.
struct SobolIndex {
  Estimate first_order, total;
};

/// By group. The first order by A. Janon and others, ESAIM: Probability and Statistics 18 (2014) 342, equation 6; the
/// total by M. J. W. Jansen, Comput. Phys. Commun. 117 (1999) 35. The intervals are those of the ratios' linear terms
/// (delta method). Nothing where the result does not vary.
std::vector<SobolIndex> sobol_indices(const PairedResults& results);

/// The indices of one result of a campaign.
struct ResultIndices {
  std::string result;
  std::uint64_t pairs = 0;  ///< of flights in which nothing failed and that have the result
  double deviation = 0;     ///< standard deviation of the result
  std::vector<SobolIndex> of;
};

struct CampaignIndices {
  std::uint64_t pairs = 0;
  std::vector<std::string> groups;
  std::vector<ResultIndices> results;
};

/// Reads the flights of `pairs` pairs and their mixtures (see Draws). Throws std::runtime_error if a block is torn.
CampaignIndices campaign_indices(const CampaignStore& flights, const CampaignStore& mixtures,
                                 const std::vector<std::string>& groups, const std::vector<std::string>& results,
                                 std::uint64_t pairs);

}  // namespace cosmodrome
