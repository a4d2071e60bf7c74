#pragma once

namespace cosmodrome {

/// The x below which a standard normal variable lies with the given probability in (0, 1); at 0 and 1 the
/// infinities, NaN outside. Relative error about 1e-16.
/// Source: Wichura, Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37
/// (1988) 477, PPND16.
double normal_quantile(double probability);

/// The probability that a standard normal variable lies below x. Accurate in the lower tail too.
double normal_probability(double x);

}  // namespace cosmodrome
