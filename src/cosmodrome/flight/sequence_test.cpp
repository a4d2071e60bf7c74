// A sequence's names become numbers, and what is not there is refused with its name.
#include "cosmodrome/flight/sequence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cosmodrome {
namespace {

using Kind = Condition::Kind;
using Do = Action::Kind;
using ::testing::HasSubstr;

SequenceItem item(const std::string& name, Kind kind, const std::string& after = "", std::vector<Action> actions = {}) {
  SequenceItem one;
  one.name = name;
  one.when.kind = kind;
  one.when.after = after;
  one.actions = std::move(actions);
  return one;
}

Action act(Do kind, const std::string& what = "", const std::string& target = "") {
  Action action;
  action.kind = kind, action.what = what, action.target = target;
  return action;
}

Mission example() {
  Mission mission;
  Vehicle& vehicle = mission.vehicle;
  vehicle.id = "rocket";
  Engine engine;
  engine.id = "motor";
  vehicle.engines = {engine};
  vehicle.stages.resize(2);
  vehicle.stages[0].id = "first", vehicle.stages[1].id = "second";
  vehicle.stages[0].engine = vehicle.stages[1].engine = "motor";
  vehicle.parts.resize(2);
  vehicle.parts[0].id = "ring", vehicle.parts[1].id = "fairing";
  mission.targets.resize(2);
  mission.targets[0].name = "parking", mission.targets[1].name = "transfer";
  mission.steering_tables.resize(2);
  mission.steering_tables[1].name = "flown";
  vehicle.sequence = {
      item("ignition", Kind::time, "", {act(Do::ignite, "first"), act(Do::steer, "vertical")}),
      item("staging", Kind::propellant_below, "", {act(Do::separate, "first"), act(Do::ignite, "second")}),
      item("shroud", Kind::heating_below, "staging", {act(Do::jettison, "fairing")}),
      item("cut-off", Kind::guidance_cut_off, "shroud", {act(Do::cut_off, "second")}),
  };
  vehicle.sequence[1].when.stage = "first";
  vehicle.sequence[3].when.target = "transfer";
  return mission;
}

TEST(Sequence, NamesBecomeNumbers) {
  const auto items = compile_sequence(example());
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].after, -1);
  EXPECT_EQ(items[0].actions[0].index, 0);
  EXPECT_EQ(items[1].stage, 0);
  EXPECT_EQ(items[1].actions[1].index, 1);
  EXPECT_EQ(items[2].after, 1);
  EXPECT_EQ(items[2].actions[0].index, 1);
  EXPECT_EQ(items[3].after, 2);
  EXPECT_EQ(items[3].target, 1);
}

TEST(Sequence, TheGroundIsAlwaysWatched) {
  const CompiledItem last = compile_sequence(example()).back();
  EXPECT_EQ(last.kind, Kind::impact);
  EXPECT_EQ(last.name, "impact");
  EXPECT_EQ(last.after, -1);
}

TEST(Sequence, LevelsAreTakenOver) {
  Mission mission = example();
  Action throttle = act(Do::throttle, "first");
  throttle.level = 0.6, throttle.over_s = 0.4;
  mission.vehicle.sequence[1].actions = {throttle};
  const CompiledAction compiled = compile_sequence(mission)[1].actions[0];
  EXPECT_EQ(compiled.kind, Do::throttle);
  EXPECT_EQ(compiled.level, 0.6);
  EXPECT_EQ(compiled.over_s, 0.4);
}

CompiledAction steering(const std::string& law, const std::string& target = "") {
  Mission mission = example();
  mission.vehicle.sequence[0].actions[1] = act(Do::steer, law, target);
  return compile_sequence(mission)[0].actions[1];
}

TEST(Sequence, KnowsTheSteeringLaws) {
  EXPECT_EQ(steering("vertical").steering, Steering::vertical);
  EXPECT_EQ(steering("pitch-over").steering, Steering::pitch_over);
  EXPECT_EQ(steering("gravity-turn").steering, Steering::gravity_turn);
  EXPECT_EQ(steering("hold").steering, Steering::hold);
  EXPECT_EQ(steering("prograde").steering, Steering::prograde);
  EXPECT_EQ(steering("retrograde").steering, Steering::retrograde);
  EXPECT_EQ(steering("programme:flown").programme, 1);
}

TEST(Sequence, GuidanceHasATarget) {
  EXPECT_EQ(steering("guided", "transfer").target, 1);
  EXPECT_EQ(steering("guided", "parking").target, 0);
  EXPECT_EQ(steering("guided").target, 0);
  EXPECT_EQ(steering("guided", "final").target, 0) << "a launcher's own sequence does not know the mission's names";
}

/// What is said when an example is compiled after it has been changed.
template <class Change>
std::string refusal(Change&& change) {
  Mission mission = example();
  change(mission, mission.vehicle.sequence);
  try {
    compile_sequence(mission);
  } catch (const InvalidMission& refused) {
    return refused.what();
  }
  return "";
}

TEST(Sequence, RefusesWhatIsNotThere) {
  EXPECT_EQ(refusal([](auto&, auto&) {}), "");
  EXPECT_THAT(refusal([](auto&, auto& s) { s[2].when.after = "landing"; }), HasSubstr("'landing'"));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[1].when.stage = "third"; }), HasSubstr("no stage 'third'"));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[0].actions[0].what = "third"; }), HasSubstr("no stage 'third'"));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[2].actions[0].what = "wing"; }), HasSubstr("no part 'wing'"));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[3].when.target = "moon"; }), HasSubstr("at = \"moon\""));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[0].actions[1].what = "sideways"; }), HasSubstr("'sideways'"));
  EXPECT_THAT(refusal([](auto&, auto& s) { s[0].actions[1].what = "programme:none"; }), HasSubstr("'none'"));
  EXPECT_THAT(refusal([](auto& m, auto&) { m.targets.clear(); }), HasSubstr("no [[target]]"));
}

TEST(Sequence, RefusesAnImpactOfItsOwn) {
  EXPECT_THAT(refusal([](auto&, auto& s) { s[2].when.kind = Kind::impact; }), HasSubstr("impact is always watched"));
}

TEST(Sequence, RefusesToLightAnEngineTooOften) {
  const auto twice = [](auto&, auto& s) { s[2].actions.push_back(act(Do::ignite, "second")); };
  EXPECT_THAT(refusal(twice), HasSubstr("'second' is lit 2 times, its engine 'motor' can be lit 1 time"));
  EXPECT_EQ(refusal([&](auto& m, auto& s) {
              twice(m, s);
              m.vehicle.engines[0].ignitions_max = 2;
            }),
            "");
}

}  // namespace
}  // namespace cosmodrome
