#pragma once
#include <vector>

#include "cosmodrome/mission/check.hpp"

namespace cosmodrome {

/// Whether a matrix is one of correlations: symmetric, ones along the diagonal, no eigenvalue below 0.
bool is_correlation(const std::vector<std::vector<double>>& matrix);

/// What is wrong with what varies and what may fail: figures and stages that are not there, values that are no
/// distribution, matrices that are no correlation. What a file cannot hold, but a mission that a program has changed.
std::vector<Finding> campaign_errors(const Mission& mission);

}  // namespace cosmodrome
