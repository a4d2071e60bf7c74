#pragma once
#include <array>
#include <bitset>
#include <limits>
#include <memory>

#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// The discrete side of one flight: what is aboard, what burns, which events have happened and which come next.
/// It lives between the integrator's steps; the mode that it keeps is what the equations of motion see.
///
/// L is the number of one lane: double, or a dual.
template <class L>
class Craft {
 public:
  enum class Next { nothing, item, ramp, throttle, tilt, flame_out, guidance, watched, time_limit };

  Craft() = default;
  Craft(const Plan& plan, const VehicleModel<L>& model);

  /// Begins a flight of its own in the place of the one before. Neither plan nor model may be a part of this craft.
  void begin(const Plan& the_plan, const VehicleModel<L>& the_model) {
    std::destroy_at(this);
    std::construct_at(this, the_plan, the_model);
  }

  /// Burns on the pad from the first ignition until the thrust lifts the vehicle, no earlier than t = 0. False if
  /// it never does.
  bool stand_on_pad(const L& pad_pressure_Pa, const L& pad_gravity_m_s2);

  /// Finds what happens next at a time known beforehand, and when. `factor`: share of the commanded throttle that
  /// the acceleration limit leaves now.
  void schedule(const L& t_s, const L& factor);

  /// The same if since then nothing has happened but a call of the guidance, and no acceleration limit moves what was
  /// found: only the next call is new.
  void schedule_guidance();

  /// Arrived at next_t: does what is due. True if the mode changed, so that slopes must be found anew.
  bool arrive(const L& t_s, L& mass_kg);

  /// The watched condition of `item` has come true.
  void fire(int item, const L& t_s, L& mass_kg);

  /// Takes the propellant burned since the mode began off the tanks, and begins the mode anew at t.
  void rebase(const L& t_s, const L& mass_kg);

  const Plan* plan = nullptr;
  std::size_t number = 0;  ///< which flight of many
  VehicleModel<L> model;
  Mode<L> mode;
  L mass_at_mode_kg{};
  std::array<L, max_stages> propellant_kg{};  ///< left at the mode's beginning, all bodies of the stage

  std::bitset<max_stages> stages_aboard;
  std::bitset<max_parts> parts_aboard;
  std::bitset<max_items> fired;
  std::array<L, max_items> fired_t_s{};
  std::bitset<max_items> watched;         ///< armed conditions on the state
  std::bitset<max_items> watched_before;  ///< those that have been looked at since they were armed
  std::bitset<max_items> watched_anew() const { return watched & ~watched_before; }
  std::bitset<max_items> seen_before;  ///< apses: the condition was seen not to hold since it was armed
  std::bitset<max_stages> flamed_out;
  std::bitset<max_stages> failed;  ///< engines shut down for good

  Next next = Next::nothing;
  int next_index = -1;
  L next_t_s{};
  int location_rounds = 0;

  bool guided = false;
  bool guidance_begins = false;  ///< since the last cycle
  int target = -1;
  L next_guidance_t_s{};
  L cut_off_mass_kg{};                             ///< when the last engine was cut off
  std::array<L, max_stages> mass_at_cut_off_kg{};  ///< of the vehicle, when this stage was cut off
  bool steered = true;                             ///< otherwise than when the loop last published it
  bool ended = false;
  bool crashed = false;
  bool on_pad = true;
  Vec3<L, Gcrf> axis_now;  ///< thrust axis when the loop arrived: what `hold` holds

  /// What left the vehicle, for the record: (stage or part, is_part).
  struct Dropped {
    int index;
    bool is_part;
    L t_s;
  };
  std::vector<Dropped> dropped;
  /// Events since the loop last looked.
  struct Fired {
    int item;
    L t_s;
    L mass_kg;  ///< before the event
  };
  std::vector<Fired> just_fired;

  int burning_slot(int stage) const;  ///< -1: it does not burn
  bool being_cut_off(int stage) const;
  L propellant_left_kg(int stage, const L& t_s) const;
  L burned_in_mode_kg(const Burn<L>& burn, const StageModel<L>& stage, const L& since_s) const;
  L tail_off_impulse_Ns() const;
  L guidance_period_s() const { return max(L(0.5), L(plan->guidance_period_s) + model.departures.guidance_period_s); }
  void arm_watches();

  /// Engines that burn and are not being cut off, at the throttle that they are going to.
  struct Burning {
    L thrust_N{};
    L flow_kg_s{};
    int forecast = -1;  ///< the latest in plan->burns that burns; -1: none
    L burns_until_t_s{};
  };
  Burning burning(const L& t_s) const;
  /// Mass of all that will still be aboard when the forecast burn begins.
  L mass_at_ignition_kg(const BurnForecast& burn, const L& t_s) const;

 private:
  static constexpr double never_s = 1e18;

  void ignite(int stage, const L& t_s);
  void set_level(int slot, const L& t_s, double level, double over_s);
  const ThrottleTable* throttle_table(int slot) const;
  bool throttle_follows(int slot, const L& t_s) const;
  double level_after_start_up(int slot, const L& t_s) const;
  void follow_throttle(int slot, const L& t_s);
  void consider_throttle(int slot, const L& t_s);
  void cut_off(int stage, const L& t_s);
  void lose_thrust(int stage, const L& factor, bool flow_too);
  void end_burn_of(int stage, const L& t_s, L& mass_kg);
  void drop_stage(int stage, const L& t_s, L& mass_kg);
  void drop_part(int part, const L& t_s, L& mass_kg);
  void steer(const CompiledAction& action, const L& t_s);
  void begin_turn(const CompiledAction& action, const L& t_s);
  void end_turn(const L& t_s);
  void turn_programme();
  void apply(const CompiledAction& action, const L& t_s, L& mass_kg);
  void choose_drag_table();
  void consider(const L& t_s, Next what, int index);
  void arm_items();
  bool armed(int item) const { return armed_[static_cast<std::size_t>(item)]; }
  L time_to_burn(int stage, const L& amount_kg, const L& t_s, const L& factor) const;

  std::bitset<max_items> armed_;                               ///< not fired, and what they come after has
  std::bitset<max_items> of_state_;                            ///< whose condition is one on the state
  std::array<std::bitset<max_items>, max_items> followers_{};  ///< that come after this one
  Next other_next_ = Next::nothing;                            ///< what schedule() found, but for the guidance
  int other_index_ = -1;
  L other_t_s_{};
  std::array<int, max_burning> slot_stage_{-1, -1, -1};
  std::array<L, max_burning> ramp_end_t_s_{};
  std::array<double, max_burning> ramp_target_{};
  std::array<bool, max_burning> ramping_{};
  std::array<bool, max_burning> starting_{};               ///< the ramp is that of starting up
  std::array<int, max_burning> throttle_row_{-1, -1, -1};  ///< from which row its table is followed; -1: not yet
  std::array<bool, max_burning> ending_{};                 ///< the ramp ends in cut-off
  L tilt_end_t_s_{};
  L tilt_end_rad_{};
  bool tilting_ = false;
  bool turning_ = false;                   ///< a turn that no other law may end
  int turning_stage_ = -1;                 ///< until this stage is gone; -1: until the angle is done
  const CompiledAction* waits_ = nullptr;  ///< steering asked for meanwhile: takes over when the turn is done
};

}  // namespace cosmodrome
