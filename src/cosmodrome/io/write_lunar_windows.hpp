#pragma once
#include <string>
#include <vector>

#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/orbit/lunar_windows.hpp"

namespace cosmodrome {

/// Launch windows for the Moon, day by day, with what was asked.
struct LunarCalendar {
  const Mission& mission;
  const LunarWindowsRequest& request;
  const std::vector<LunarWindow>& windows;
  double seconds = 0;  ///< that it took
};

/// The day of the least sum of velocities; null if on none of them the Moon was reached.
const LunarWindow* best_window(const LunarCalendar& calendar);

/// A table for the terminal, one line a day; times in UTC.
std::string write_windows_table(const LunarCalendar& calendar);

/// One row a day.
std::string write_windows_csv(const LunarCalendar& calendar);

/// One object: mission, days.
std::string write_windows_json(const LunarCalendar& calendar);

/// A page that stands alone, with a picture: see windows_template().
std::string write_windows_page(const LunarCalendar& calendar, const std::string& page);

}  // namespace cosmodrome
