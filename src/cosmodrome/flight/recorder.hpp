#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "cosmodrome/flight/dropped_piece.hpp"
#include "cosmodrome/flight/launch.hpp"
#include "cosmodrome/flight/loop.hpp"
#include "cosmodrome/flight/points.hpp"

namespace cosmodrome {

/// Keeps what one flight in double does: its states at steady intervals and around every event.
template <class Method>
class Recorder {
 public:
  using Step = RungeKuttaStep<Method, double, point_mass_size>;

  Recorder(const Plan& plan, double interval_s) : plan_(plan), interval_s_(interval_s) {}

  void on_step(const Step& step, const Craft<double>& craft) {
    mode_ = craft.mode;
    for (double next = std::floor(step.begin_t() / interval_s_ + 1) * interval_s_; next < step.end_t();
         next += interval_s_) {
      points.push_back(point_at(step, (next - step.begin_t()) / step.h()));
      keep_greatest_pressure(step);
    }
    if (step.h() > 0) keep_greatest_pressure(step);
    end_t_s = step.end_t();
    end_y = step.end();
  }

  /// The last step ended within microseconds of an event, which is here.
  void on_located(double t_s, const PointMassState<double>& y) { end_t_s = t_s, end_y = y; }

  void on_events(const Craft<double>& craft, double t_s, const PointMassState<double>& y) {
    if (!points.empty()) points.push_back(make_point(plan_.world, mode_, plan_.mission.site, end_t_s, end_y));
    points.push_back(make_point(plan_.world, craft.mode, plan_.mission.site, t_s, y));
    for (const auto& fired : craft.just_fired) {
      // What was done on the pad happened before the flight that is recorded here.
      const bool on_pad = fired.t_s < t_s;
      note(fired.item, on_pad ? make_point(plan_.world, Mode<double>{}, plan_.mission.site, fired.t_s,
                                           state_on_pad(plan_, craft.model.departures, fired.t_s, fired.mass_kg))
                              : points.back());
    }
    for (; dropped_count_ < craft.dropped.size(); ++dropped_count_) {
      const auto& piece = craft.dropped[dropped_count_];
      dropped.push_back({piece.index, piece.is_part, t_s, y});
    }
    mode_ = craft.mode;
    end_t_s = t_s, end_y = y;
  }

  void note(int item, const FlightPoint& point) {
    FlightEvent event;
    event.name = plan_.items[static_cast<std::size_t>(item)].name;
    event.what = plan_.items[static_cast<std::size_t>(item)].what;
    event.point = point;
    events.push_back(event);
  }

  const Mode<double>& last_mode() const { return mode_; }

  std::vector<FlightPoint> points;
  std::vector<FlightEvent> events;
  std::vector<DroppedPiece> dropped;
  std::optional<FlightPoint> greatest_pressure;
  double end_t_s = 0;
  PointMassState<double> end_y{};

 private:
  FlightPoint point_at(const Step& step, double theta) const {
    return make_point(plan_.world, mode_, plan_.mission.site, step.begin_t() + theta * step.h(), step.at(theta));
  }

  /// Looks for the greatest dynamic pressure inside the step, by golden section where it rises and falls.
  void keep_greatest_pressure(const Step& step) {
    if (step.begin_t() == searched_t_s_) return;
    searched_t_s_ = step.begin_t();
    const double golden = 0.5 * (std::sqrt(5.0) - 1);
    double low = 0, high = 1;
    const auto pressure = [&](double theta) { return point_at(step, theta).dynamic_pressure_Pa; };
    const double best_now = greatest_pressure ? greatest_pressure->dynamic_pressure_Pa : 0;
    if (std::max({pressure(0), pressure(0.5), pressure(1)}) < 0.9 * best_now) return;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double fa = pressure(a), fb = pressure(b);
    for (int round = 0; round < 40; ++round) {
      if (fa > fb) {
        high = b, b = a, fb = fa, a = high - golden * (high - low), fa = pressure(a);
      } else {
        low = a, a = b, fa = fb, b = low + golden * (high - low), fb = pressure(b);
      }
    }
    const FlightPoint best = point_at(step, 0.5 * (low + high));
    if (best.dynamic_pressure_Pa > best_now) greatest_pressure = best;
  }

  const Plan& plan_;
  double interval_s_;
  Mode<double> mode_;
  std::size_t dropped_count_ = 0;
  double searched_t_s_ = -1e300;
};

}  // namespace cosmodrome
