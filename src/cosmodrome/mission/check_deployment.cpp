#include "cosmodrome/mission/check_deployment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cosmodrome {
namespace {

class DeploymentCheck {
 public:
  DeploymentCheck(const Mission& mission, std::vector<Finding>& findings)
      : mission_(mission), deployment_(*mission.deployment), findings_(findings) {}

  void check() {
    if (mission_.targets.empty()) add("deployment", "there is no first orbit to begin in", "write [[target]]");
    if (mission_.moon) add("deployment", "the flight goes to the Moon too", "leave [moon] or [deployment] out");
    if (mission_.earth) add("deployment", "it needs the real Earth", "leave [earth] or [deployment] out");
    const std::size_t before = findings_.size();
    stage();
    orbits();
    releases();
    if (findings_.size() == before) ignitions();  // counted only of what is right
  }

 private:
  void add(std::string path, std::string found, std::string remedy) {
    findings_.push_back({std::move(path), std::move(found), std::move(remedy)});
  }

  void stage() {
    const auto& stages = mission_.vehicle.stages;
    const auto stage =
        std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == deployment_.stage; });
    if (stage == stages.end()) {
      add("deployment.stage", fmt::format("there is no stage \"{}\"", deployment_.stage),
          stages.empty() ? "name one" : fmt::format("the last is \"{}\"", stages.back().id));
    } else if (stage->engine.empty()) {
      add("deployment.stage", fmt::format("the stage \"{}\" has no engine", deployment_.stage), "name one that has");
    }
  }

  void ignitions() {
    const auto& stages = mission_.vehicle.stages;
    const Stage& stage =
        *std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == deployment_.stage; });
    const auto& engines = mission_.vehicle.engines;
    const auto engine =
        std::find_if(engines.begin(), engines.end(), [&](const Engine& one) { return one.id == stage.engine; });
    if (engine == engines.end()) return;  // told elsewhere
    int burns = deployment_.disposal ? 1 : 0;
    for (const Deployment::Orbit& orbit : deployment_.orbits) burns += orbit.burns;
    for (const SequenceItem& item : mission_.vehicle.sequence)
      for (const Action& action : item.actions)
        if (action.kind == Action::Kind::ignite && action.what == stage.id) ++burns;
    if (burns > engine->ignitions_max)
      add("deployment.orbit",
          fmt::format("{} would be lit {} times, {} allows {}", stage.id, burns, engine->id, engine->ignitions_max),
          "ask for fewer burns");
  }

  void orbits() {
    std::set<std::string> names;
    for (const Deployment::Orbit& orbit : deployment_.orbits) {
      const std::string path = "deployment.orbit." + orbit.name;
      if (!names.insert(orbit.name).second) add(path, "a second orbit has this name", "give it one of its own");
      if (orbit.apogee_altitude_m < orbit.perigee_altitude_m)
        add(path, "the apogee is below the perigee", "exchange them");
    }
  }

  /// Releases come in the order of the orbits, each payload once.
  void releases() {
    std::set<std::string> released;
    std::ptrdiff_t reached = -1;
    for (std::size_t i = 0; i < deployment_.releases.size(); ++i) {
      const Deployment::Release& release = deployment_.releases[i];
      const std::string path = fmt::format("deployment.release.{}", i + 1);
      if (!release.orbit.empty()) reached = orbit_of(release, path, reached);
      const auto& d = release.direction;
      if (!(d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > 0))
        add(path + ".direction", "it is no direction", "write three numbers, such as [1, 0, 0] for along the velocity");
      for (const std::string& name : release.payloads) {
        const auto same = [&](const Payload& payload) { return payload.name == name; };
        if (std::none_of(mission_.payloads.begin(), mission_.payloads.end(), same))
          add(path + ".payloads", fmt::format("there is no payload \"{}\"", name), "name a [[payload]]");
        if (!released.insert(name).second)
          add(path + ".payloads", fmt::format("\"{}\" is released twice", name), "name it once");
      }
    }
  }

  std::ptrdiff_t orbit_of(const Deployment::Release& release, const std::string& path, std::ptrdiff_t reached) {
    const auto& orbits = deployment_.orbits;
    const auto found = std::find_if(orbits.begin(), orbits.end(),
                                    [&](const Deployment::Orbit& orbit) { return orbit.name == release.orbit; });
    if (found == orbits.end()) {
      add(path + ".orbit", fmt::format("there is no orbit \"{}\"", release.orbit),
          "name a [[deployment.orbit]], or leave it out for the first orbit");
      return reached;
    }
    const std::ptrdiff_t index = found - orbits.begin();
    if (index < reached)
      add(path + ".orbit", fmt::format("\"{}\" is left behind by then", release.orbit),
          "sort the releases as the orbits are");
    return std::max(index, reached);
  }

  const Mission& mission_;
  const Deployment& deployment_;
  std::vector<Finding>& findings_;
};

}  // namespace

void check_deployment(const Mission& mission, std::vector<Finding>& findings) {
  if (mission.deployment) DeploymentCheck(mission, findings).check();
}

std::string burn_name(const Deployment::Orbit& orbit, int index) { return fmt::format("{}-{}", orbit.name, index + 1); }

bool names_a_deployment(const Deployment& deployment, const std::string& name) {
  if (deployment.disposal && name == disposal_name) return true;
  for (const Deployment::Orbit& orbit : deployment.orbits)
    for (int i = 0; i < orbit.burns; ++i)
      if (burn_name(orbit, i) == name) return true;
  return std::any_of(deployment.releases.begin(), deployment.releases.end(), [&](const Deployment::Release& release) {
    return std::find(release.payloads.begin(), release.payloads.end(), name) != release.payloads.end();
  });
}

}  // namespace cosmodrome
