#include "cosmodrome/io/read_moon.hpp"

#include <exception>

#include "cosmodrome/io/checked_document.hpp"

namespace cosmodrome {
namespace {

Engine read_engine(const Section& from) {
  Engine engine;
  engine.id = from.text("id");
  engine.name = from.text("name");
  engine.thrust_vacuum_N = from.quantity("thrust");
  engine.isp_vacuum_s = from.quantity("isp");
  return engine;
}

LunarFlight::Burn read_burn(const Section& from) {
  LunarFlight::Burn burn;
  burn.name = from.text("name");
  burn.what = from.text("what");
  burn.engine = from.text("engine");
  return burn;
}

LunarFlight::Descent read_descent(const Section& from) {
  LunarFlight::Descent descent;
  descent.burn = read_burn(from);
  descent.burn.at = read_epoch(from.instant("at"));
  descent.periapsis_altitude_m = from.quantity("periapsis");
  descent.tolerance_m = from.quantity("tolerance");
  descent.time_limit_s = from.quantity("time_limit");
  descent.clearance_m = from.quantity("clearance");
  return descent;
}

}  // namespace

Epoch read_epoch(const WrittenInstant& written) {
  const Epoch local = Epoch::from_utc(UtcTime{written.year, written.month, written.day, written.hour, written.minute,
                                              written.second, written.nanosecond});
  if (written.offset_minutes == 0) return local;
  // The offset is one of calendars, not of elapsed time, but no leap second lies within a day's offset of a launch
  // unless it falls on that very night; then the difference is taken up by the calendar of UTC below.
  const UtcTime utc = (local - 60.0 * written.offset_minutes).to_utc();
  const double seconds = written.second;
  return Epoch::from_utc(utc.year, utc.month, utc.day, utc.hour, utc.minute, seconds + written.nanosecond * 1e-9);
}

LunarFlight read_moon(const Section& from) {
  LunarFlight moon;
  moon.arrival = read_epoch(from.instant("arrival"));
  if (from.has("orbit")) {
    const Section orbit = from.section("orbit");
    moon.altitude_m = orbit.quantity("altitude");
    moon.inclination_rad = orbit.quantity("inclination");
  }
  if (from.has("return")) {
    const Section home = from.section("return");
    moon.free_return = LunarFlight::FreeReturn{home.quantity("perigee"), home.quantity("entry")};
  }
  moon.coast_s = from.quantity("coast");
  const Section injection = from.section("injection");
  moon.stage = injection.text("stage");
  moon.pass_altitude_m = injection.quantity("pass");
  moon.most_coast_s = injection.quantity("latest");
  moon.separation_delay_s = injection.quantity("separation");
  for (const Section& engine : from.sections("engine")) moon.engines.push_back(read_engine(engine));
  for (const Section& correction : from.sections("correction")) {
    moon.corrections.push_back(read_burn(correction));
    moon.corrections.back().at = read_epoch(correction.instant("at"));
  }
  for (const Section& capture : from.sections("capture")) {
    moon.capture.push_back(read_burn(capture));
    moon.capture.back().delay_s = capture.quantity("delay");
    moon.capture.back().duration_s = capture.given("duration");
  }
  if (from.has("descent")) moon.descent = read_descent(from.section("descent"));
  return moon;
}

void check_date(const Value& table, std::string_view key, const std::string& path, std::vector<Problem>& problems) {
  const Value* written = table.find(key);
  if (written == nullptr || written->kind != Value::Kind::instant || !written->instant.has_date) return;
  try {
    static_cast<void>(read_epoch(written->instant));
  } catch (const std::exception& error) {
    problems.push_back(problem_at(written->place, path, error.what(), "write a date and time that exist"));
  }
}

void check_moon_dates(const Value& moon, std::vector<Problem>& problems) {
  check_date(moon, "arrival", "moon.arrival", problems);
  if (const Value* descent = moon.find("descent"); descent != nullptr && descent->is_table())
    check_date(*descent, "at", "moon.descent.at", problems);
  const Value* corrections = moon.find("correction");
  if (corrections == nullptr || !corrections->is_list()) return;
  for (std::size_t i = 0; i < corrections->items.size(); ++i) {
    const Value& one = corrections->items[i];
    if (one.is_table()) check_date(one, "at", "moon.correction." + item_name(one, i) + ".at", problems);
  }
}

}  // namespace cosmodrome
