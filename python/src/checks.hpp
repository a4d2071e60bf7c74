#pragma once
// Arguments that are checked here because no file's reader has checked them.
#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome::python {

/// Throws InputError unless the argument is a number from least to most.
inline double within(const char* name, double value, double least, double most) {
  if (value >= least && value <= most) return value;
  throw InputError(fmt::format("{}: {} is outside {} to {}", name, value, least, most), "give a value within");
}

/// Throws InputError unless the argument is a date.
inline Epoch epoch_of(const char* name, const std::string& utc) {
  try {
    return Epoch::from_utc(utc);
  } catch (const std::exception& error) {
    throw InputError(fmt::format("{}: {}", name, error.what()), "write it as 2026-06-01T00:00:00Z");
  }
}

/// What the core throws for a request that does not go together, or for a date that its tables do not have, as
/// InputError.
template <class Work>
auto with_input_errors(const char* remedy, Work&& work) {
  try {
    return work();
  } catch (const std::invalid_argument& error) {
    throw InputError(error.what(), remedy);
  } catch (const std::out_of_range& error) {
    throw InputError(error.what(), "Sun and Moon are known from 1990 to 2050");
  }
}

}  // namespace cosmodrome::python
