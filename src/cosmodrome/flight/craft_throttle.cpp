// How the engines of a stage follow a table of throttle: ramp after ramp, so that what their tanks lose is known in
// closed form, and what the equations of motion see is a throttle that changes steadily, as ever.
#include <algorithm>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/flight/craft.hpp"

namespace cosmodrome {
namespace {

constexpr double row_resolution_s = 1e-9;  // a row so near has come

/// The last row that has come by then; -1 before the first.
int row_at(const ThrottleTable& table, double t_s) {
  const auto after = std::upper_bound(table.t_s.begin(), table.t_s.end(), t_s + row_resolution_s);
  return static_cast<int>(after - table.t_s.begin()) - 1;
}

bool holds(const ThrottleTable& table, int row) { return row >= 0 && row + 1 < static_cast<int>(table.t_s.size()); }

/// Per second, from a row to the next.
double slope_of(const ThrottleTable& table, std::size_t row) {
  return (table.level[row + 1] - table.level[row]) / (table.t_s[row + 1] - table.t_s[row]);
}

}  // namespace

/// That of the stage whose engines are in the slot; nullptr: they have none.
template <class L>
const ThrottleTable* Craft<L>::throttle_table(int slot) const {
  const auto& tables = plan->mission.throttle_tables;
  const int stage = slot < 0 || tables.empty() ? -1 : slot_stage_[static_cast<std::size_t>(slot)];
  if (stage < 0) return nullptr;
  const std::string& id = plan->mission.vehicle.stages[static_cast<std::size_t>(stage)].id;
  const auto own = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.stage == id; });
  return own == tables.end() ? nullptr : &*own;
}

template <class L>
bool Craft<L>::throttle_follows(int slot, const L& t_s) const {
  const ThrottleTable* table = throttle_table(slot);
  return table != nullptr && holds(*table, row_at(*table, value(t_s)));
}

/// Where starting up leads to, if it begins now.
template <class L>
double Craft<L>::level_after_start_up(int slot, const L& t_s) const {
  const ThrottleTable* table = throttle_table(slot);
  if (table == nullptr) return 1;
  const int stage = slot_stage_[static_cast<std::size_t>(slot)];
  const double done_t_s = value(t_s + model.stages[static_cast<std::size_t>(stage)].start_up_s);
  const int row = row_at(*table, done_t_s);
  if (!holds(*table, row)) return 1;
  const auto from = static_cast<std::size_t>(row);
  return table->level[from] + slope_of(*table, from) * (done_t_s - table->t_s[from]);
}

/// Goes on to the table's next row.
template <class L>
void Craft<L>::follow_throttle(int slot, const L& t_s) {
  const ThrottleTable* table = throttle_table(slot);
  const auto index = static_cast<std::size_t>(slot);
  if (table == nullptr || ending_[index] || starting_[index]) return;
  const int row = row_at(*table, value(t_s));
  if (!holds(*table, row)) return;
  throttle_row_[index] = row;
  const auto from = static_cast<std::size_t>(row);
  Burn<L>& burn = mode.burns[index];
  burn.level_rate_per_s = L(slope_of(*table, from));
  burn.level = fma(burn.level_rate_per_s, t_s - L(table->t_s[from]), L(table->level[from]));
  ramping_[index] = true;
  ramp_end_t_s_[index] = L(table->t_s[from + 1]);
  ramp_target_[index] = table->level[from + 1];
}

/// A table may begin while its engines burn; it may just have begun, on the pad.
template <class L>
void Craft<L>::consider_throttle(int slot, const L& t_s) {
  const ThrottleTable* table = throttle_table(slot);
  const auto index = static_cast<std::size_t>(slot);
  if (table == nullptr || ending_[index] || starting_[index]) return;
  const int row = row_at(*table, value(t_s));
  if (row < 0) consider(L(table->t_s.front()), Next::throttle, slot);
  if (holds(*table, row) && throttle_row_[index] < 0) consider(t_s, Next::throttle, slot);
}

#define COSMODROME_INSTANTIATE(L)                                      \
  template const ThrottleTable* Craft<L>::throttle_table(int) const;   \
  template bool Craft<L>::throttle_follows(int, const L&) const;       \
  template double Craft<L>::level_after_start_up(int, const L&) const; \
  template void Craft<L>::follow_throttle(int, const L&);              \
  template void Craft<L>::consider_throttle(int, const L&);
COSMODROME_INSTANTIATE(double)
COSMODROME_INSTANTIATE(Dual<8>)
#undef COSMODROME_INSTANTIATE

}  // namespace cosmodrome
