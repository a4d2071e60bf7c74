// Prints what flights of Luna-25 end with, every number with all its bits: closed and open loop, alone and in lanes.
// scripts/same_bits compares what builds for different instruction sets and by different compilers print.
#include <fmt/format.h>

#include <bit>
#include <cstdint>

#include "../properties/luna_25.hpp"

namespace cosmodrome {
namespace {

/// More than sixteen, so that lanes are refilled while others are in mid-flight.
constexpr std::uint64_t flights = 24;

/// Mixes numbers by their bits into one word: the 64-bit hash of Fowler, Noll and Vo (FNV-1a), word by word.
class Digest {
 public:
  void add(double number) { word_ = (word_ ^ std::bit_cast<std::uint64_t>(number)) * 0x100000001b3U; }
  template <class Frame>
  void add(const Vec3<double, Frame>& v) {
    add(v.x), add(v.y), add(v.z);
  }
  std::uint64_t word() const { return word_; }

 private:
  std::uint64_t word_ = 0xcbf29ce484222325U;
};

void print(const std::string& how, const std::vector<FlightEnd>& ends) {
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const FlightEnd& end = ends[i];
    fmt::print("{} {}: t {:a} r {:a} {:a} {:a} v {:a} {:a} {:a} m {:a} cut-off {:a} {:a} left {:a} {}{}{}{}\n", how, i,
               end.t_s, end.position_m.x, end.position_m.y, end.position_m.z, end.velocity_m_s.x, end.velocity_m_s.y,
               end.velocity_m_s.z, end.mass_kg, end.cut_off_t_s, end.cut_off_mass_kg, end.propellant_kg, end.last_stage,
               end.lifted_off ? " lifted off" : "", end.crashed ? " crashed" : "", end.flamed_out ? " flamed out" : "");
  }
}

void print_plan(const std::string& how, const Plan& plan) {
  fmt::print("{} plan: azimuth {:a} pitch-over {:a}\n", how, plan.azimuth_rad, plan.pitch_over_rad);
  for (const BurnForecast& burn : plan.burns) {
    fmt::print("{} burn of stage {}: {:a} to {:a}\n", how, burn.stage, burn.ignition_t_s, burn.cut_off_t_s);
  }
}

void print_flights(const std::string& how, const Plan& plan) {
  print_plan(how, plan);
  const auto models = luna_25::dispersed_models(plan, flights);
  print(how + " double", fly_ends(plan, models));
  print(how + " lanes", fly_ends_in_lanes(plan, models));
}

void add(Digest& digest, const FlightPoint& p) {
  digest.add(p.position_m), digest.add(p.velocity_m_s), digest.add(p.axis);
  for (const double number :
       {p.t_s, p.mass_kg, p.latitude_rad, p.longitude_rad, p.altitude_m, p.downrange_m, p.speed_inertial_m_s,
        p.speed_relative_m_s, p.flight_path_angle_rad, p.heading_rad, p.dynamic_pressure_Pa, p.mach,
        p.angle_of_attack_rad, p.pitch_rad, p.yaw_rad, p.thrust_N, p.drag_N, p.acceleration_m_s2, p.heating_W_m2}) {
    digest.add(number);
  }
}

/// The nominal flight with its record: all that products show.
void print_record(const Flight& flight) {
  for (const FlightEvent& event : flight.events) {
    Digest digest;
    add(digest, event.point);
    fmt::print("event {}: t {:a}, all {:016x}\n", event.name, event.point.t_s, digest.word());
  }
  for (const Impact& impact : flight.impacts) {
    Digest digest;
    for (const FlightPoint& point : impact.track) add(digest, point);
    for (const auto& zone : impact.zones) digest.add(zone.distance_m), digest.add(zone.centre_distance_m);
    fmt::print("impact {}: t {:a}, {:a} {:a}, all {:016x}\n", impact.element, impact.t_s, impact.latitude_rad,
               impact.longitude_rad, digest.word());
  }
  Digest digest;
  for (const FlightPoint& point : flight.points) add(digest, point);
  fmt::print("{} points, all {:016x}\n", flight.points.size(), digest.word());
}

}  // namespace
}  // namespace cosmodrome

int main() {
  using namespace cosmodrome;
  print_flights("closed-loop", luna_25::plan());
  print_flights("open-loop", luna_25::open_loop_plan());
  print("reference", fly_ends(luna_25::plan(), luna_25::dispersed_models(luna_25::plan(), 2), {.reference = true}));
  print_record(fly(luna_25::plan()));
}
