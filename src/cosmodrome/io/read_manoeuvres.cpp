#include "cosmodrome/io/read_manoeuvres.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/manoeuvre_words.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

SpaceEngine read_engine(const Section& from) {
  return {from.quantity("thrust"), from.quantity("isp"), from.given("settling_thrust").value_or(0),
          from.quantity("settling_isp"), from.quantity("settling_time")};
}

constexpr int quantities = static_cast<int>(OrbitQuantity::b_dot_r) + 1;

bool needs_moon(OrbitQuantity quantity) {
  return quantity == OrbitQuantity::moon_distance || quantity == OrbitQuantity::b_dot_t ||
         quantity == OrbitQuantity::b_dot_r;
}

/// Reads a document that its table of fields has passed; what it finds wrong in addition it keeps.
class PlanReader {
 public:
  explicit PlanReader(const Value& root) : document_(DocumentKind::manoeuvres, root) {}

  ManoeuvreFile read() {
    const Section start = document_.section("start");
    file_.mass_kg = start.given("mass"), file_.drag_area_m2 = start.given("drag_area");
    file_.light_area_m2 = start.given("light_area");
    file_.model = OrbitModel::named(start.text("model"));
    file_.plan.length_s = start.quantity("length");
    file_.plan.propellant_kg = start.given("propellant").value_or(file_.plan.propellant_kg);
    if (document_.has("solve")) file_.least_change = document_.section("solve").boolean("least_change");
    for (const Section& engine : document_.sections("engine")) {
      if (!engines_.emplace(engine.text("id"), read_engine(engine)).second)
        refuse(engine, "id", "another engine has this id", "give each an id of its own");
    }
    for (const Section& burn : document_.sections("burn")) read_burn(burn);
    for (const Section& goal : document_.sections("goal")) read_goal(goal);
    check_freedom();
    throw_if_any(std::move(problems_));
    return std::move(file_);
  }

 private:
  void refuse(const Section& at, const char* key, std::string found, std::string remedy) {
    const Value* value = at.table().find(key);
    problems_.push_back(
        problem_at(value != nullptr ? value->place : at.table().place, key, std::move(found), std::move(remedy)));
  }

  PlannedMoment read_moment(const Section& from) {
    const PlannedMoment moment{meaning_of(moment_words, from.text("at")), from.quantity("after")};
    if (moment.after_s > file_.plan.length_s)
      refuse(from, "after", "it is later than the end of the flight", "give a longer start.length");
    if (moment.what == OrbitMoment::moon_pass && file_.model.bodies.empty()) refuse_without_moon(from, "at");
    return moment;
  }

  void refuse_without_moon(const Section& at, const char* key) {
    refuse(at, key, fmt::format("the model \"{}\" has no Moon", file_.model.name), "take \"fast\" or \"accurate\"");
  }

  void read_burn(const Section& from) {
    PlannedBurn burn;
    burn.name = from.text("name");
    if (!names_.insert(burn.name).second)
      refuse(from, "name", fmt::format("another burn or goal is called \"{}\"", shortened(burn.name)),
             "give each a name of its own");
    burn.moment = read_moment(from);
    burn.shift_s = from.quantity("shift");
    burn.axes = meaning_of(axes_words, from.text("axes"));
    burn.at_once = from.boolean("at_once"), burn.centred = from.boolean("centred");
    const std::vector<double> change = from.quantities("change");
    if (change.size() == 3) {
      burn.change_m_s = {change[0], change[1], change[2]};
    } else {
      refuse(from, "change", fmt::format("it has {} parts", change.size()), "give one along each of the three axes");
    }
    if (from.has("engine")) {
      const auto engine = engines_.find(from.text("engine"));
      if (engine == engines_.end()) {
        refuse(from, "engine", fmt::format("there is no engine \"{}\"", shortened(from.text("engine"))),
               "name an [[engine]] by its id");
      } else {
        burn.engine = engine->second;
      }
    }
    if (burn.engine && !burn.at_once && change.size() == 3 && norm(burn.change_m_s) == 0)
      refuse(from, "change", "it has no direction to burn in", "begin from a change that is not nothing");
    if (burn.at_once && !from.has("engine"))
      refuse(from, "at_once", "without an engine every burn is at once", "leave it out, or name an engine");
    for (const std::string& word : from.has("vary") ? from.texts("vary") : std::vector<std::string>{}) {
      const auto part = std::find(std::begin(change_parts), std::end(change_parts), word);
      if (part != std::end(change_parts)) {
        burn.change_varies[static_cast<std::size_t>(part - std::begin(change_parts))] = true;
      } else if (word == "time") {
        burn.time_varies = true;
      } else {
        refuse(from, "vary", fmt::format("\"{}\" is nothing that a burn has", shortened(word)),
               "write \"time\", \"first\", \"second\" or \"third\"");
      }
    }
    free_ += static_cast<int>(burn.time_varies) +
             static_cast<int>(std::count(burn.change_varies.begin(), burn.change_varies.end(), true));
    file_.plan.burns.push_back(std::move(burn));
  }

  void read_goal(const Section& from) {
    GoalMoment moment{from.text("name"), read_moment(from), {}};
    if (!names_.insert(moment.name).second)
      refuse(from, "name", fmt::format("another burn or goal is called \"{}\"", shortened(moment.name)),
             "give each a name of its own");
    for (int i = 0; i < quantities; ++i) {
      const auto quantity = static_cast<OrbitQuantity>(i);
      const std::string key(name_of(quantity));
      if (!from.has(key)) continue;
      const char* tolerance = tolerance_key(quantity);
      moment.goals.push_back(is_number(quantity) ? PlannedGoal{quantity, from.number(key), from.number(tolerance)}
                                                 : PlannedGoal{quantity, from.quantity(key), from.quantity(tolerance)});
      if (needs_moon(quantity) && file_.model.bodies.empty()) refuse_without_moon(from, key.c_str());
    }
    if (moment.goals.empty())
      refuse(from, "name", "it asks for nothing", "give it a figure, such as apogee_altitude = \"800 km\"");
    asked_ += static_cast<int>(moment.goals.size());
    file_.plan.moments.push_back(std::move(moment));
  }

  void check_freedom() {
    const auto refuse_all = [&](const char* where, std::string found, std::string remedy) {
      const Value* at = document_.table().find(where);
      problems_.push_back(
          problem_at(at != nullptr ? at->place : document_.table().place, where, std::move(found), std::move(remedy)));
    };
    if (file_.plan.burns.empty()) refuse_all("burn", "there is none", "write [[burn]] with name and change");
    if (free_ > 0 && asked_ == 0)
      refuse_all("burn", "what may vary has nothing to meet", "write a [[goal]], or leave `vary` out");
    if (free_ > 0 && asked_ > free_) {
      refuse_all("goal", fmt::format("{} figures are asked for, and {} may vary", asked_, free_),
                 "let as many vary, or ask for fewer");
    }
  }

  Section document_;
  ManoeuvreFile file_;
  std::map<std::string, SpaceEngine> engines_;
  std::set<std::string> names_;
  int free_ = 0, asked_ = 0;
  std::vector<Problem> problems_;
};

}  // namespace

ManoeuvreFile read_manoeuvres_text(std::string_view text, const std::filesystem::path& file) {
  const Value root = parse_document(text, file.string());
  CheckedDocument check = check_document(root, DocumentKind::manoeuvres);
  throw_if_any(std::move(check.problems));
  ManoeuvreFile read = PlanReader(root).read();
  read.name = file.stem().string();
  read.state = file.parent_path() / Section(DocumentKind::manoeuvres, root).section("start").text("state");
  return read;
}

ManoeuvreFile load_manoeuvres(const std::filesystem::path& path) {
  return read_manoeuvres_text(read_text_file(path), path);
}

SpacecraftState start_of(const ManoeuvreFile& file) {
  SpacecraftState start = read_spacecraft_state(file.state);
  if (file.mass_kg) start.mass_kg = file.mass_kg;
  if (file.drag_area_m2) start.drag_area_m2 = file.drag_area_m2;
  if (file.light_area_m2) start.light_area_m2 = file.light_area_m2;
  return start;
}

}  // namespace cosmodrome
