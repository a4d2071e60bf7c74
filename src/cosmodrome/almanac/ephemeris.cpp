#include "cosmodrome/almanac/ephemeris.hpp"

#include <stdexcept>
#include <string>

#include "cosmodrome/almanac/data_directory.hpp"

namespace cosmodrome {

/// From a body to the one that its motion is given relative to.
struct Ephemeris::Step {
  int from = 0, to = 0;
  PositionVelocity<double, Gcrf> state;  ///< of `from` relative to `to`
};

namespace {

constexpr std::size_t longest_chain = 10;  // body, barycentre, solar system barycentre; more is a damaged file

}  // namespace

Ephemeris::Ephemeris(std::vector<Spk> files) : files_(std::move(files)) {}

Ephemeris Ephemeris::shipped() { return load(data_directory() / "almanac" / "de440_1990_2050.bsp"); }

Ephemeris Ephemeris::load(const std::filesystem::path& file) {
  std::vector<Spk> files;
  files.push_back(Spk::load(file));
  return Ephemeris(std::move(files));
}

std::optional<Ephemeris::Step> Ephemeris::step(int target, const TdbSeconds& at) const {
  for (auto file = files_.rbegin(); file != files_.rend(); ++file)
    for (auto segment = file->segments().rbegin(); segment != file->segments().rend(); ++segment) {
      if (segment->target != target) continue;
      if (const auto state = file->state(*segment, at)) return Step{target, segment->center, *state};
    }
  return std::nullopt;
}

std::vector<Ephemeris::Step> Ephemeris::chain(int target, const TdbSeconds& at) const {
  std::vector<Step> steps;
  for (int body = target; steps.size() < longest_chain;) {
    const auto next = step(body, at);
    if (!next) break;
    steps.push_back(*next);
    body = next->to;
  }
  return steps;
}

std::optional<PositionVelocity<double, Gcrf>> Ephemeris::find(Body target, Body relative_to, const Epoch& at) const {
  const TdbSeconds time = to_tdb_seconds(at);
  const auto down = chain(static_cast<int>(target), time), up = chain(static_cast<int>(relative_to), time);
  // Only as far as the first body that both chains pass, so that near bodies do not take the way over the far one.
  PositionVelocity<double, Gcrf> sum{};
  for (std::size_t i = 0;; ++i) {
    const int here = i == 0 ? static_cast<int>(target) : down[i - 1].to;
    PositionVelocity<double, Gcrf> back{};
    for (std::size_t j = 0;; ++j) {
      const int there = j == 0 ? static_cast<int>(relative_to) : up[j - 1].to;
      if (here == there) return PositionVelocity<double, Gcrf>{sum.r_m - back.r_m, sum.v_m_s - back.v_m_s};
      if (j == up.size()) break;
      back.r_m += up[j].state.r_m, back.v_m_s += up[j].state.v_m_s;
    }
    if (i == down.size()) return std::nullopt;
    sum.r_m += down[i].state.r_m, sum.v_m_s += down[i].state.v_m_s;
  }
}

PositionVelocity<double, Gcrf> Ephemeris::state(Body target, Body relative_to, const Epoch& at) const {
  if (const auto found = find(target, relative_to, at)) return *found;
  const auto tdb = at.to_tdb();
  throw std::out_of_range(std::string("ephemeris: ") + name_of(target) + " relative to " + name_of(relative_to) +
                          " is not covered at Julian date " + std::to_string(tdb.jd1 + tdb.jd2) + " TDB");
}

}  // namespace cosmodrome
