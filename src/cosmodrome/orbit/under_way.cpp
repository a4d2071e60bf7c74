#include "cosmodrome/orbit/under_way.hpp"

#include <fmt/format.h>

#include <iterator>

#include "cosmodrome/orbit/voyage_record.hpp"

namespace cosmodrome {

Underway::Underway(const Departure& departure, EarthAndMoon worlds) : worlds_(std::move(worlds)) {
  const auto& r = departure.position_m;
  const auto& v = departure.velocity_m_s;
  here_ = {Body::earth, departure.t_s, {r.x, r.y, r.z, v.x, v.y, v.z, departure.mass_kg}};
  craft_.drag_area_m2 = departure.drag_area_m2;
}

void Underway::coast_to(double t_s, const std::string& name) {
  if (t_s > here_.t_s) fly_to(t_s, name, {});
}

void Underway::fly_to(double t_s, const std::string& name, const std::vector<FiniteBurn<double>>& burns) {
  const auto path = fly_lunar_path(worlds_, craft_, here_, t_s, burns);
  record_path(path, name, worlds_, voyage_);
  if (path.arcs.size() > 1 && path.end.center == Body::moon)
    record_mark("near-moon", "The Moon pulls more than the Earth",
                {Body::moon, path.arcs[1].arc.from_s, path.arcs[1].arc.begin}, worlds_, voyage_);
  if (path.failed) throw Stranded{fmt::format("{}: the path ends in the ground", name)};
  std::copy(path.arcs.begin(), path.arcs.end(), std::back_inserter(flown_));
  here_ = path.end;
}

void Underway::record_burn(const std::string& name, const std::string& what, const std::string& engine_name,
                           const SpaceEngine& engine, const LunarState& before) {
  Voyage::Burn burn;
  burn.name = name, burn.what = what, burn.engine = engine_name;
  burn.t_s = before.t_s, burn.duration_s = here_.t_s - before.t_s;
  burn.delta_v_m_s = velocity_change_m_s(engine, before.y[6], burn.duration_s);
  burn.propellant_kg = before.y[6] - here_.y[6], burn.mass_after_kg = here_.y[6];
  voyage_.burns.push_back(burn);
}

}  // namespace cosmodrome
