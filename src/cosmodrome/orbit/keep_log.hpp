#pragma once
// What was flown of a satellite that is kept: the state as it goes on, and the record of it.
#include <functional>
#include <vector>

#include "cosmodrome/orbit/keep_flight.hpp"

namespace cosmodrome {

/// Flies coasts and burns one after another and writes down what the sampler sees of them.
class KeepLog {
 public:
  /// Looks at a coast that has been flown and adds to the samples.
  using Sampler = std::function<void(const Coast&, std::vector<KeepSample>&)>;

  KeepLog(const KeepRequest& request, MovingWorld& world, const KeepProgress& progress, double longest_burn_s,
          Sampler sampler);

  [[nodiscard]] double t_s() const { return t_s_; }
  [[nodiscard]] const PointMassState<double>& state() const { return state_; }
  [[nodiscard]] double longest_burn_s() const { return longest_burn_s_; }
  /// The time is up, or the caller has said stop.
  [[nodiscard]] bool over() const { return kept_.stopped || t_s_ >= request_.length_s; }

  /// Not beyond the end of the request.
  void coast_to(double to_s);
  /// Burns for a quantity, that is left without them at `leaves_s`; each with its errors. Those that would be lit after
  /// the end are not.
  void burn(BoxQuantity quantity, const std::vector<PlannedBurn>& burns, double leaves_s);

  /// The record, its extremes and violations counted.
  Keeping finish(std::vector<BoxSide> box);

 private:
  void write_path(const Coast& flown);

  const KeepRequest& request_;
  MovingWorld& world_;
  const KeepProgress& progress_;
  double longest_burn_s_;
  Sampler sampler_;
  double t_s_ = 0;
  PointMassState<double> state_;
  Keeping kept_;
};

/// Stays of the samples outside of the box.
std::vector<KeepViolation> violations_of(const std::vector<BoxSide>& box, const std::vector<KeepSample>& samples);

/// What is over a side at first, let go in five days: a burn along the path needs time to lead back.
double relaxed_half_width(double half_width, double value_at_burn, double since_burn_s);

}  // namespace cosmodrome
