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
  take(fly_lunar_path(worlds_, craft_, here_, t_s, burns), name);
}

bool Underway::coast_until(double latest_s, const std::string& name, const std::vector<OrbitEvent<double>>& near_moon,
                           const std::vector<OrbitEvent<double>>& near_earth) {
  const auto path = fly_lunar_path(worlds_, craft_, here_, latest_s, {}, near_moon, {}, near_earth);
  take(path, name);
  return path.stopped;
}

void Underway::take(const LunarPath& path, const std::string& name) {
  record_path(path, name, worlds_, voyage_);
  for (std::size_t i = 1; i < path.arcs.size(); ++i) {
    const LunarState begin{path.arcs[i].center, path.arcs[i].arc.from_s, path.arcs[i].arc.begin};
    if (begin.center == Body::moon)
      record_mark("near-moon", "The Moon pulls more than the Earth", begin, worlds_, voyage_);
    else
      record_mark("near-earth", "The Earth pulls more than the Moon", begin, worlds_, voyage_);
  }
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
