#include "cosmodrome/io/write_manoeuvre_plan.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/base/angle.hpp"

namespace cosmodrome {
namespace {

PlannedBurn burn(const char* name, PlannedMoment moment, BurnAxes axes, const Vec3<double, Burning>& change_m_s) {
  PlannedBurn made;
  made.name = name, made.moment = moment, made.axes = axes, made.change_m_s = change_m_s;
  return made;
}

ManoeuvreFile every_key() {
  PlannedBurn raise = burn("ra\"ise", {OrbitMoment::apoapsis, 600}, BurnAxes::rtn, {12, -1, 0.25});
  raise.shift_s = -12.5, raise.engine = SpaceEngine{400, 318, 20, 220, 30};
  raise.centred = false, raise.time_varies = true, raise.change_varies = {true, false, true};
  PlannedBurn jump = burn("jump", {OrbitMoment::time, 900}, BurnAxes::inertial, {1, 2, 3});
  jump.engine = SpaceEngine{400, 318}, jump.at_once = true, jump.change_varies = {true, true, true};
  ManoeuvreFile file;
  file.state = "folder/low.opm", file.model = OrbitModel::fast();
  file.mass_kg = 1200, file.drag_area_m2 = 8, file.light_area_m2 = 10, file.least_change = false;
  file.plan.burns = {raise, jump, burn("plain", {OrbitMoment::descending_node, 0}, BurnAxes::vnc, {0, 1, 0})};
  file.plan.moments = {{"orbit",
                        {OrbitMoment::periapsis, 60},
                        {{OrbitQuantity::perigee_altitude, 500e3, 1},
                         {OrbitQuantity::eccentricity_sine, 1.1e-3, 1e-6},
                         {OrbitQuantity::inclination, 51.7 * degree_rad, 1e-4 * degree_rad},
                         {OrbitQuantity::time, 4321.5, 0.5}}}};
  file.plan.length_s = 7200, file.plan.propellant_kg = 300;
  return file;
}

TEST(WriteManoeuvrePlan, IsReadAsItWas) {
  const ManoeuvreFile file = every_key();
  const ManoeuvreFile read =
      read_manoeuvres_text(write_manoeuvre_plan(file, "folder/plan.toml", "A plan."), "folder/plan.toml");
  EXPECT_EQ(read.state, file.state);
  EXPECT_EQ(read.model.name, "fast");
  EXPECT_EQ(read.mass_kg, file.mass_kg);
  EXPECT_EQ(read.drag_area_m2, file.drag_area_m2);
  EXPECT_EQ(read.light_area_m2, file.light_area_m2);
  EXPECT_FALSE(read.least_change);
  EXPECT_EQ(read.plan.length_s, 7200);
  EXPECT_EQ(read.plan.propellant_kg, 300);
  ASSERT_EQ(read.plan.burns.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const PlannedBurn &a = file.plan.burns[i], &b = read.plan.burns[i];
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.moment.what, b.moment.what);
    EXPECT_EQ(a.moment.after_s, b.moment.after_s);
    EXPECT_EQ(a.shift_s, b.shift_s);
    EXPECT_EQ(a.axes, b.axes);
    EXPECT_EQ(norm(a.change_m_s - b.change_m_s), 0);
    EXPECT_EQ(a.engine.has_value(), b.engine.has_value());
    EXPECT_EQ(a.at_once, b.at_once);
    EXPECT_EQ(a.centred, b.centred);
    EXPECT_EQ(a.time_varies, b.time_varies);
    EXPECT_EQ(a.change_varies, b.change_varies);
  }
  EXPECT_EQ(read.plan.burns[0].engine->settling_s, 30);
  EXPECT_EQ(read.plan.burns[1].engine->settling_s, 0) << "engines that differ are two";
}

TEST(WriteManoeuvrePlan, GoalsAreReadAsTheyWere) {
  const ManoeuvreFile file = every_key();
  const ManoeuvreFile read =
      read_manoeuvres_text(write_manoeuvre_plan(file, "folder/plan.toml", "A plan."), "folder/plan.toml");
  ASSERT_EQ(read.plan.moments.size(), 1U);
  const GoalMoment &a = file.plan.moments[0], &b = read.plan.moments[0];
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.moment.what, b.moment.what);
  ASSERT_EQ(b.goals.size(), a.goals.size());
  for (std::size_t i = 0; i < a.goals.size(); ++i) {
    EXPECT_EQ(a.goals[i].quantity, b.goals[i].quantity);
    EXPECT_NEAR(a.goals[i].wanted, b.goals[i].wanted, 1e-11 * std::abs(a.goals[i].wanted)) << "degrees are rounded";
    EXPECT_NEAR(a.goals[i].tolerance, b.goals[i].tolerance, 1e-5 * a.goals[i].tolerance);
  }
}

}  // namespace
}  // namespace cosmodrome
