#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cosmodrome/flight/plan.hpp"
#include "cosmodrome/io/write_safety.hpp"

namespace cosmodrome {

/// What is asked of a safety analysis. Files that are not named are those that ship.
struct SafetyRequest {
  std::filesystem::path assumptions;  ///< a safety file
  std::filesystem::path population;   ///< a map of people
  std::filesystem::path criteria;     ///< limits of risk
  std::filesystem::path closed;       ///< GeoJSON of ground that is closed for the launch; empty: none but our own
  std::filesystem::path protect;      ///< GeoJSON of ground that nothing may fall on; empty: the towns in reach
  TraceOptions trace;
  std::uint64_t flights = 2048;   ///< whose planned falls are followed
  std::uint64_t falls = 200'000;  ///< of debris, in all; 0: no failures
  double probability = 0.1;       ///< that the flight fails
  int threads = 0;                ///< 0: as many as the machine has
  /// Where an analysis that is stopped is kept, and one that was stopped before goes on from, to the same bits; empty:
  /// nowhere. Remove it when the results are safe.
  std::filesystem::path unfinished{};
  std::function<bool()> stop{};
  /// Told how far it is, from any thread, one at a time.
  std::function<void(const std::string& text)> progress{};
};

/// The probability of failure that follows from "FLIGHTS:FAILURES". Throws InputError for another text.
double probability_of_history(const std::string& history);

/// A mission as a safety analysis flies it: what it does not say of how its figures vary is as the assumptions have it.
Mission mission_for_safety(Mission mission, const SafetyRequest& request);

/// All that an analysis found; `analysis` refers to the rest.
class SafetyResult {
 public:
  SafetyResult(const Plan& plan, const SafetyRequest& request);
  SafetyResult(const SafetyResult&) = delete;
  SafetyResult& operator=(const SafetyResult&) = delete;
  ~SafetyResult();

  [[nodiscard]] bool stopped() const;
  [[nodiscard]] const SafetyAnalysis& analysis() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace cosmodrome
