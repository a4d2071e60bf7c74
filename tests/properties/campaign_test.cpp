// A campaign's flights are the same bits however it is cut up, and its failures do what they say.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <map>
#include <numbers>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/campaign/run.hpp"
#include "cosmodrome/campaign/summary.hpp"
#include "cosmodrome/flight/judge.hpp"
#include "equal_ends.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;

const Campaign& campaign() {
  static const Campaign the_campaign(luna_25::plan());
  return the_campaign;
}

::testing::AssertionResult same_rows(const std::vector<Column>& a, std::size_t at, const std::vector<Column>& b,
                                     std::size_t from, std::size_t count) {
  for (std::size_t c = 0; c < a.size(); ++c) {
    for (std::size_t row = 0; row < count; ++row) {
      const bool same = std::visit(
          [&](const auto& left) {
            const auto& right = std::get<std::decay_t<decltype(left)>>(b[c].values);
            if constexpr (std::is_same_v<std::decay_t<decltype(left)>, std::vector<double>>) {
              return std::bit_cast<std::uint64_t>(left[at + row]) == std::bit_cast<std::uint64_t>(right[from + row]);
            } else {
              return left[at + row] == right[from + row];
            }
          },
          a[c].values);
      if (!same) return ::testing::AssertionFailure() << a[c].name << " of row " << row;
    }
  }
  return ::testing::AssertionSuccess();
}

const std::vector<double>& column(const std::vector<Column>& columns, const std::string& name) {
  for (const Column& one : columns) {
    if (one.name == name) return one.numbers();
  }
  throw std::out_of_range(name);
}

const std::vector<std::string>& texts(const std::vector<Column>& columns, std::size_t place) {
  return std::get<std::vector<std::string>>(columns[place].values);
}

TEST(Campaign, RowsDependOnTheirNumberAlone) {
  const auto together = campaign().fly(0, 150);
  EXPECT_TRUE(same_rows(together, 0, campaign().fly(0, 1), 0, 1));
  EXPECT_TRUE(same_rows(together, 40, campaign().fly(40, 70), 0, 70));
  EXPECT_TRUE(same_rows(together, 149, campaign().fly(149, 3), 0, 1));
  EXPECT_FALSE(same_rows(together, 0, together, 1, 1));
}

TEST(Campaign, VariesAtLeastTwentyFiveFigures) {
  EXPECT_GE(campaign().inputs(), 25U);
  EXPECT_GE(luna_25::plan().mission.failures.size(), 5U);
}

/// A flight taken out of the campaign and flown with its record ends where it ended in the campaign.
TEST(Campaign, AnyFlightCanBeFlownAgain) {
  const auto rows = campaign().fly(0, 64);
  for (const std::uint64_t number : {0U, 13U, 63U}) {
    const Plan alone = campaign().plan_of(number);
    const Flight flight = fly(alone, FlyOptions{.follow_dropped = false});
    EXPECT_EQ(flight.points.back().mass_kg, column(rows, "mass_kg")[number]) << number;
    EXPECT_EQ(flight.points.back().position_m.x, column(rows, "position_x_gcrf_m")[number]) << number;
  }
}

/// With nothing that varies a campaign flies the planned flight.
TEST(Campaign, WithoutDispersionsIsTheNominalFlight) {
  Plan plan = luna_25::plan();
  plan.mission.disperse = {};
  plan.mission.failures.clear();
  const auto rows = Campaign(plan).fly(0, 1);
  const auto end = fly_ends(plan, std::vector{plan.model})[0];
  EXPECT_EQ(column(rows, "position_x_gcrf_m")[0], end.position_m.x);
  EXPECT_EQ(column(rows, "velocity_z_gcrf_m_s")[0], end.velocity_m_s.z);
  EXPECT_EQ(texts(rows, 1)[0], "target_met");
}

/// The argument of latitude is the place's own angle in the orbit, within one turn.
TEST(Campaign, ArgumentOfLatitudeIsWithinATurn) {
  const auto rows = campaign().fly(0, 64);
  for (std::size_t i = 0; i < 64; ++i) {
    const double angle_rad = column(rows, "argument_of_latitude_rad")[i];
    if (texts(rows, 1)[i] != "target_met") continue;
    EXPECT_GE(angle_rad, 0);
    EXPECT_LT(angle_rad, 2 * std::numbers::pi);
    const Vec3<double, Gcrf> place{column(rows, "position_x_gcrf_m")[i], column(rows, "position_y_gcrf_m")[i],
                                   column(rows, "position_z_gcrf_m")[i]};
    // z = r sin(i) sin(u), but for the pole of date, which the elements are counted from.
    const double sine = std::sin(column(rows, "inclination_rad")[i]) * std::sin(angle_rad);
    EXPECT_NEAR(place.z / norm(place), sine, 3e-3) << i;
  }
}

class InAFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("cosmodrome-campaign-" + std::to_string(::getpid()));
    fs::remove_all(folder);
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path folder;
  StoreKey key{"test", "Luna-25", 20230810, campaign().column_names()};
};

using Runs = InAFolder;

/// Two threads, and one that is stopped after the first block and goes on: the same flights, the same sums.
TEST_F(Runs, AreTheSameHoweverTheyAreCutUp) {
  constexpr std::uint64_t flights = CampaignStore::block_flights + 300;
  RunRequest request;
  request.flights = flights;
  request.threads = 2;
  const CampaignStore whole(folder / "whole", key, CampaignStore::Mode::begin);
  const RunResult at_once = run_campaign(campaign(), whole, request);
  EXPECT_EQ(at_once.statistics.flights(), flights);

  RunRequest stopped = request;
  stopped.threads = 1;
  int asked = 0;
  stopped.stop = [&] { return asked++ > 0; };
  {
    const CampaignStore store(folder / "cut", key, CampaignStore::Mode::begin);
    const RunResult part = run_campaign(campaign(), store, stopped);
    EXPECT_TRUE(part.stopped);
    EXPECT_EQ(part.statistics.flights(), CampaignStore::block_flights);
  }
  const CampaignStore store(folder / "cut", key, CampaignStore::Mode::resume);
  request.threads = 1;
  const RunResult rest = run_campaign(campaign(), store, request);
  EXPECT_EQ(rest.flown, 300U);
  for (std::size_t k = 0; k < rest.statistics.moments().size(); ++k) {
    EXPECT_EQ(rest.statistics.moments()[k].mean, at_once.statistics.moments()[k].mean);
    EXPECT_EQ(rest.statistics.moments()[k].second, at_once.statistics.moments()[k].second);
  }
  for (std::uint64_t block = 0; block < 2; ++block) {
    const auto a = whole.read(block, {}), b = store.read(block, {});
    EXPECT_TRUE(same_rows(a, 0, b, 0, a[0].rows()));
  }
}

// ---- failures

/// A plan in which one thing certainly fails and nothing else varies.
struct Fails {
  explicit Fails(Failure failure) : plan(luna_25::plan()), campaign((prepare(failure), plan)) {}
  void prepare(Failure failure) {
    plan.mission.disperse = {};
    failure.probability = 1;
    plan.mission.failures = {failure};
  }
  Plan plan;
  Campaign campaign;
};

Failure failure_of(Failure::Kind kind, const std::string& what, double by = 0) {
  Failure failure;
  failure.name = "it";
  failure.kind = kind;
  failure.what = what;
  failure.by = {Distribution::Kind::uniform, false, 0, {by, by}, {}};
  return failure;
}

TEST(Failing, ThirdStageLeavesTheFlightOnTheGroundSomewhere) {
  Failure failure = failure_of(Failure::Kind::shut_down, "third");
  failure.from_s = 400, failure.to_s = 401;
  const Fails fails(failure);
  const auto rows = fails.campaign.fly(0, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(texts(rows, 1)[i], "impact");
    EXPECT_EQ(texts(rows, 3)[i], "it");
    EXPECT_GT(column(rows, "impact_t_s")[i], 600);
    // Downrange of Vostochny, over the Pacific or its coast.
    EXPECT_GT(column(rows, "impact_longitude_rad")[i], 2.3);
    EXPECT_NEAR(column(rows, "impact_latitude_rad")[i], 0.85, 0.15);
  }
}

TEST(Failing, ToLightFregatMissesTheOrbit) {
  const Fails fails(failure_of(Failure::Kind::no_ignition, "fregat"));
  const auto rows = fails.campaign.fly(0, 1);
  EXPECT_NE(texts(rows, 1)[0], "target_met");
}

TEST(Failing, ToDropTheFairingCostsItsMassAllTheWay) {
  const Fails fails(failure_of(Failure::Kind::no_jettison, "fairing-large"));
  const auto rows = fails.campaign.fly(0, 1);
  const auto nominal = fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0];
  const double fairing_kg = luna_25::plan().model.part_mass_kg[luna_25::part("fairing-large")];
  // It is aboard at the end, and Fregat has burned more to bring it there.
  EXPECT_GT(column(rows, "mass_kg")[0], nominal.mass_kg + fairing_kg - 5000);
  EXPECT_NE(column(rows, "mass_kg")[0], nominal.mass_kg);
  EXPECT_LT(column(rows, "propellant_left_kg")[0], nominal.propellant_kg);
}

/// The four boosters lose a quarter of their engines: thrust and flow are those of three, so they burn longer.
TEST(Failing, EnginesBurnTheRestForLonger) {
  Failure failure = failure_of(Failure::Kind::engines_out, "boosters", 0.25);
  failure.from_s = failure.to_s = 50;
  const Fails fails(failure);
  const auto rows = fails.campaign.fly(0, 1);
  const auto nominal = fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0];
  const double cut_off_s = nominal.fired_t_s[luna_25::item("booster-cut-off")];
  // What is left at 50 s burns 4/3 as long; thrust steps come before the end and move with it.
  EXPECT_NEAR(column(rows, "event.booster-cut-off_t_s")[0], 50 + (cut_off_s - 50) * 4 / 3, 2.5);
}

TEST(Failing, CutOffComesLateByAsMuchAsItSays) {
  const Fails fails(failure_of(Failure::Kind::late_cut_off, "fregat", 3));
  const auto rows = fails.campaign.fly(0, 1);
  const auto nominal = fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0];
  // 19.85 kN on 7.8 t for three seconds more: 7.6 m/s, which lifts the other side of the orbit by 26 km.
  const double gained_kg = 3 * luna_25::plan().model.stages[luna_25::stage("fregat")].flow_kg_s;
  EXPECT_NEAR(nominal.propellant_kg - column(rows, "propellant_left_kg")[0], gained_kg, 0.02 * gained_kg);
  EXPECT_NEAR(column(rows, "apogee_altitude_m")[0], 260e3 + 26e3, 3e3);
  EXPECT_EQ(texts(rows, 1)[0], "orbit_missed");
}

TEST(Failing, AzimuthTurnsTheFlightUntilGuidanceTakesOver) {
  const double turned = 5 * 0.017453292519943295;
  const Fails fails(failure_of(Failure::Kind::wrong_azimuth, "", turned));
  Plan plan = fails.campaign.plan_of(0);
  const Flight flight = fly(plan, FlyOptions{.follow_dropped = false});
  const FlightPoint& before = luna_25::event(luna_25::flight(), "booster-separation").point;
  const FlightPoint& after = luna_25::event(flight, "booster-separation").point;
  // The relative velocity's heading follows the programme's; the turning Earth is in both alike.
  EXPECT_NEAR(after.heading_rad - before.heading_rad, turned, 0.15 * turned);
  EXPECT_NEAR(after.altitude_m, before.altitude_m, 1500);
}

/// A nozzle that stays where it is leaves the third stage to turn: 200 s of thrust go anywhere but along.
TEST(Failing, StuckNozzleTurnsTheStageAway) {
  Failure failure = failure_of(Failure::Kind::nozzle_stuck, "third", 0.017453292519943295);
  failure.from_s = failure.to_s = 350;
  const Fails fails(failure);
  const auto rows = fails.campaign.fly(0, 1);
  EXPECT_EQ(texts(rows, 1)[0], "impact");
  EXPECT_EQ(texts(rows, 3)[0], "it");
  const Flight flight = fly(fails.campaign.plan_of(0), FlyOptions{.follow_dropped = false});
  // From 350 to 440 s the axis turns by 90 deg, to the left of the flight: a degree of the Earth's turning is in it.
  const auto axis_at = [&](double t_s) {
    const auto at =
        std::find_if(flight.points.begin(), flight.points.end(), [&](const auto& p) { return p.t_s >= t_s; });
    return at->axis;
  };
  EXPECT_NEAR(angle_rad(axis_at(350), axis_at(440)), 90 * 0.017453292519943295, 0.03);
}

/// Fregat turns by 358 deg at 1.5 deg/s before its burn, and lights 60 s later, 90 deg into the turn.
TEST(Failing, AngleThatIsNotUnwrappedSpoilsTheBurn) {
  constexpr double degree = 0.017453292519943295;
  Failure failure = failure_of(Failure::Kind::unwrapped, "upper-stage-separation", -358 * degree);
  failure.rate_rad_s = 1.5 * degree;
  const Fails fails(failure);
  EXPECT_NE(texts(fails.campaign.fly(0, 1), 1)[0], "target_met");
  const Flight flight = fly(fails.campaign.plan_of(0), FlyOptions{.follow_dropped = false});
  const double lit_s = luna_25::event(flight, "upper-stage-ignition-1").point.t_s;
  const auto& before = luna_25::event(flight, "upper-stage-separation").point;
  EXPECT_NEAR(lit_s - before.t_s, 60, 1e-6);
  EXPECT_NEAR(angle_rad(before.axis, luna_25::event(flight, "upper-stage-ignition-1").point.axis), 90 * degree, 0.01);
}

// ---- a distribution in closed form

/// Residuals of Fregat take from what burns and add to what does not: the flight stays the same, and the velocity left
/// is v_e ln(m / (m - left + r)), with r normal. So each quantile of the margin is known, and 95 of 100 intervals hold
/// it.
TEST(ClosedForm, VelocityLeftByResidualsHasTheQuantilesOfTsiolkovsky) {
  constexpr double sigma_kg = 20;
  constexpr std::size_t flights = 2000;
  Plan plan = luna_25::plan();
  plan.mission.failures.clear();
  plan.mission.disperse = {};
  plan.mission.disperse.figures = {
      {"stage.fregat.residual", {Distribution::Kind::normal, false, 0, {0, sigma_kg}, {}}}};
  const auto rows = Campaign(plan).fly(0, flights);
  const auto nominal = fly_ends(plan, std::vector{plan.model})[0];
  const auto& fregat = plan.model.stages[luna_25::stage("fregat")];
  const double exhaust_m_s = fregat.thrust_vacuum_N / fregat.flow_kg_s;
  const auto margin_at = [&](double residual_kg) {
    return exhaust_m_s *
           std::log(nominal.cut_off_mass_kg / (nominal.cut_off_mass_kg - nominal.propellant_kg + residual_kg));
  };
  std::vector<std::pair<double, double>> left;
  for (std::size_t i = 0; i < flights; ++i) {
    const double off_kg = column(rows, "stage.fregat.residual_kg")[i] - 50;
    // The margin is what is left less what is missing to the orbit.
    const double left_m_s = column(rows, "margin_m_s")[i] + column(rows, "missing_velocity_m_s")[i];
    EXPECT_NEAR(left_m_s, margin_at(off_kg), 0.05) << i;
    left.emplace_back(left_m_s, 1.0);
  }
  for (const double p : {0.01, 0.1, 0.5, 0.9, 0.99}) {
    const Quantile q = quantiles(left, {p})[0];
    // Twice the interval: five quantiles are asked at once.
    EXPECT_NEAR(q.value, margin_at(-sigma_kg * normal_quantile(p)), q.high - q.low) << p;
  }
}

// ---- late to lift off

Plan varying_lift_off(Mission mission) {
  mission.failures.clear();
  mission.moon.reset();
  mission.disperse = {};
  mission.disperse.figures = {{"lift_off.delay", {Distribution::Kind::uniform, false, 0, {-120, 240}, {}}}};
  return make_plan(mission);
}

double around(double angle_rad) { return std::remainder(angle_rad, 2 * std::numbers::pi); }

/// Where no plane is asked for, a later flight is the same one under stars that the Earth has turned against.
TEST(LiftOff, LaterTurnsTheOrbitWithTheEarth) {
  const Plan plan = varying_lift_off(luna_25::mission());
  ASSERT_FALSE(plan.mission.targets[0].raan_rad.has_value());
  const FlightEnd nominal = fly_ends(plan, std::vector{plan.model})[0];
  const double raan_rad = judge_end(plan, nominal).reached.raan_rad;
  const auto rows = Campaign(plan).fly(0, 20);
  for (std::size_t i = 0; i < 20; ++i) {
    const double turned_rad = earth_rotation_rate_rad_s * column(rows, "lift_off.delay_s")[i];
    EXPECT_EQ(column(rows, "mass_kg")[i], nominal.mass_kg);
    // The Earth turns about an axis that is 1e-7 rad from the one that nodes are counted about.
    EXPECT_NEAR(around(column(rows, "raan_rad")[i] - raan_rad - turned_rad), 0, 1e-7 * std::abs(turned_rad) + 1e-12);
  }
}

/// Where the plane stands among the stars, guidance flies to it: at the price of a turn.
TEST(LiftOff, LaterStillMeetsThePlaneThatWasAskedFor) {
  Mission mission = luna_25::mission();
  mission.targets[0].raan_rad =
      judge_end(luna_25::plan(), fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0]).reached.raan_rad;
  const Plan plan = varying_lift_off(mission);
  const FlightEnd nominal = fly_ends(plan, std::vector{plan.model})[0];
  const auto rows = Campaign(plan).fly(0, 20);
  for (std::size_t i = 0; i < 20; ++i) {
    const double delay_s = column(rows, "lift_off.delay_s")[i];
    EXPECT_NEAR(around(column(rows, "raan_rad")[i] - *mission.targets[0].raan_rad), 0, 2e-4) << delay_s;
    EXPECT_NEAR(column(rows, "inclination_rad")[i], mission.targets[0].inclination_rad, 2e-4) << delay_s;
    if (std::abs(delay_s) > 60) {
      EXPECT_LT(column(rows, "mass_kg")[i], nominal.mass_kg) << delay_s;
    }
  }
}

/// With its record the flight begins at its own time, over the Earth and under the Sun and the Moon of then: the row's
/// flight but for what is told of them by other digits.
TEST(LiftOff, LaterFlightIsFlownAgainAtItsTime) {
  const Plan plan = varying_lift_off(luna_25::mission());
  const Campaign campaign(plan);
  const auto rows = campaign.fly(0, 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const Plan alone = campaign.plan_of(i);
    EXPECT_NEAR(alone.mission.liftoff - plan.mission.liftoff, column(rows, "lift_off.delay_s")[i], 1e-6);
    const Flight flight = fly(alone, FlyOptions{.follow_dropped = false});
    const auto& end = flight.points.back();
    EXPECT_NEAR(end.mass_kg, column(rows, "mass_kg")[i], 0.01);
    EXPECT_NEAR(end.position_m.x, column(rows, "position_x_gcrf_m")[i], 1);
    EXPECT_NEAR(end.position_m.y, column(rows, "position_y_gcrf_m")[i], 1);
    EXPECT_NEAR(end.position_m.z, column(rows, "position_z_gcrf_m")[i], 1);
  }
}

// ---- importance sampling

/// The same rare failure drawn as often as it is and thirty times as often: the same probability of losing the flight,
/// and of each 1/30 as many flights at the same certainty.
TEST(Importance, WeighsDownWhatIsDrawnTooOften) {
  Plan often = luna_25::plan();
  Failure failure = failure_of(Failure::Kind::shut_down, "third");
  failure.probability = 0.01;
  often.mission.failures = {failure};
  Plan plain = often;
  often.mission.failures[0].drawn_probability = 0.3;
  const auto lost = [](const Campaign& campaign, std::size_t flights) {
    const auto rows = campaign.fly(0, flights);
    Tally tally;
    double weight = 0;
    for (std::size_t i = 0; i < flights; ++i) {
      weight += column(rows, "weight")[i];
      if (texts(rows, 1)[i] == "impact") tally.add(column(rows, "weight")[i]);
    }
    // Weights are one on the mean, within three standard errors of their own.
    EXPECT_NEAR(weight / static_cast<double>(flights), 1, 0.15);
    return tally.among(flights);
  };
  const Probability brute = lost(Campaign(plain), 3000), weighted = lost(Campaign(often), 600);
  EXPECT_GT(weighted.count, 100U);
  EXPECT_GT(brute.probability, 0.004);
  EXPECT_LT(weighted.low, brute.high);
  EXPECT_GT(weighted.high, brute.low);
  EXPECT_LT(weighted.high - weighted.low, brute.high - brute.low);
}

}  // namespace
}  // namespace cosmodrome
