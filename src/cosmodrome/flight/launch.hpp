#pragma once
#include "cosmodrome/base/math.hpp"
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

/// The state of a vehicle that stands on its pad, or where it was put instead.
template <class L>
PointMassState<L> state_on_pad(const Plan& plan, const Departures<L>& departs, const L& t_s, const L& mass_kg) {
  const auto to_gcrf = gcrf_to_itrf(plan.world.earth, t_s).inverse();
  const Vec3<double, Itrf> up = plan.pad_up, along_parallel{-up.y, up.x, 0};
  const auto east = norm(along_parallel) > 0 ? unit(along_parallel) : Vec3<double, Itrf>{0, 1, 0};  // at a pole
  const auto north = cross(up, east);
  const auto aside = to_scalar<L>(east) * departs.pad_m[0] + to_scalar<L>(north) * departs.pad_m[1] +
                     to_scalar<L>(up) * departs.pad_m[2];
  const auto position = to_gcrf * (to_scalar<L>(plan.pad_m) + aside);
  const auto velocity = cross(to_scalar<L>(plan.world.earth_rate_rad_s), position);
  return {position.x, position.y, position.z, velocity.x, velocity.y, velocity.z, mass_kg};
}

/// Puts a craft on the pad, lights it by its sequence and lets it go: its state at release. False if its thrust never
/// lifts it.
template <class L>
bool launch(Craft<L>& craft, L& t_s, PointMassState<L>& y) {
  const Plan& plan = *craft.plan;
  const double gravity = norm(plan.world.gravity(plan.pad_m));
  const L pressure = plan.world.atmosphere(plan.mission.site.altitude_m).pressure_Pa * craft.model.density_factor;
  if (!craft.stand_on_pad(pressure, L(gravity))) return false;
  t_s = craft.mode.since_t_s;
  y = state_on_pad(plan, craft.model.departures, t_s, craft.mass_at_mode_kg);
  return true;
}

/// What stages that guidance cut off, but for the one that burned last, could still have given when they were.
template <class L>
double unused_before_m_s(const Craft<L>& craft, int last_stage, const L& t_s) {
  double sum_m_s = 0;
  for (std::size_t i = 0; i < craft.plan->items.size(); ++i) {
    const CompiledItem& item = craft.plan->items[i];
    if (!craft.fired[i] || item.kind != Condition::Kind::guidance_cut_off) continue;
    for (const CompiledAction& action : item.actions) {
      if (action.kind != Action::Kind::cut_off || action.index == last_stage) continue;
      const auto stage = static_cast<std::size_t>(action.index);
      const StageModel<L>& figures = craft.model.stages[stage];
      const double mass_kg = value(craft.mass_at_cut_off_kg[stage]);
      const double left_kg = value(craft.propellant_left_kg(action.index, t_s));
      if (left_kg > 0)
        sum_m_s += value(figures.thrust_vacuum_N / figures.total_flow_kg_s()) * log(mass_kg / (mass_kg - left_kg));
    }
  }
  return sum_m_s;
}

/// What a finished craft and its state amount to.
template <class L>
FlightEnd summarize(const Craft<L>& craft, const L& t_s, const PointMassState<L>& y) {
  FlightEnd end;
  end.lifted_off = true;
  end.t_s = value(t_s);
  end.position_m = {value(y[0]), value(y[1]), value(y[2])};
  end.velocity_m_s = {value(y[3]), value(y[4]), value(y[5])};
  end.mass_kg = value(y[6]);
  end.crashed = craft.crashed;
  end.cut_off_mass_kg = value(craft.cut_off_mass_kg);
  for (std::size_t i = 0; i < craft.plan->items.size(); ++i) {
    const CompiledItem& item = craft.plan->items[i];
    if (!craft.fired[i]) continue;
    for (const CompiledAction& action : item.actions) {
      if (action.kind != Action::Kind::cut_off || value(craft.fired_t_s[i]) < end.cut_off_t_s) continue;
      end.cut_off_t_s = value(craft.fired_t_s[i]);
      end.last_stage = action.index;
    }
  }
  end.burned_out = craft.flamed_out;
  end.fired = craft.fired;
  for (std::size_t i = 0; i < max_items; ++i) end.fired_t_s[i] = value(craft.fired_t_s[i]);
  end.unused_m_s = unused_before_m_s(craft, end.last_stage, t_s);
  if (end.last_stage >= 0) {
    const auto stage = static_cast<std::size_t>(end.last_stage);
    end.propellant_kg = value(craft.propellant_left_kg(end.last_stage, t_s));
    end.flamed_out = craft.flamed_out[stage];
  }
  return end;
}

}  // namespace cosmodrome
