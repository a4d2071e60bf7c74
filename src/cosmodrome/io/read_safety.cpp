#include "cosmodrome/io/read_safety.hpp"

#include <fmt/format.h>

#include <cmath>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/read_campaign.hpp"
#include "cosmodrome/io/section.hpp"

namespace cosmodrome {
namespace {

constexpr double shares_close = 1e-6;       // of 1: shares are written to some digits
constexpr double mass_closes_share = 0.01;  // as published lists of debris close

ResponseMode mode_of(const std::string& word) {
  if (word == "thrust-loss") return ResponseMode::thrust_loss;
  if (word == "malfunction-turn") return ResponseMode::malfunction_turn;
  if (word == "pad-explosion") return ResponseMode::pad_explosion;
  if (word == "fall-back") return ResponseMode::fall_back;
  return ResponseMode::break_up;
}

Response read_response(const Section& from) {
  return {mode_of(from.text("mode")), from.number("share"), from.given("to")};
}

DebrisClass read_debris(const Section& from) {
  return {from.text("name"),
          from.quantity("share"),
          from.quantity("piece_mass"),
          from.quantity("ballistic_coefficient"),
          from.quantity("spread"),
          from.number("drag_coefficient"),
          from.quantity("imparted_speed")};
}

void check_shares(const Value& root, const SafetyAssumptions& found, std::vector<Problem>& problems) {
  if (found.responses.empty()) {
    problems.push_back(problem_at(root.place, "response", "nothing says what a failure leads to",
                                  "write [[response]] with mode and share"));
  } else {
    double sum = 0;
    for (const Response& response : found.responses) sum += response.share;
    if (std::abs(sum - 1) > shares_close) {
      problems.push_back(problem_at(root.find("response")->place, "response",
                                    fmt::format("the shares of the modes add up to {:.6g}", sum),
                                    "make them add up to 1"));
    }
    bool always = false;
    for (const Response& response : found.responses) always = always || (!response.to_s && response.share > 0);
    if (!always) {
      problems.push_back(problem_at(root.find("response")->place, "response",
                                    "no mode is possible during the whole flight", "leave out \"to\" of one of them"));
    }
  }
  if (found.debris.empty()) {
    problems.push_back(problem_at(root.place, "debris", "nothing says what a vehicle breaks into",
                                  "write [[debris]] with name, share, piece_mass and ballistic_coefficient"));
    return;
  }
  double sum = 0;
  for (const DebrisClass& one : found.debris) sum += one.share;
  if (std::abs(sum - 1) > mass_closes_share) {
    problems.push_back(problem_at(root.find("debris")->place, "debris",
                                  fmt::format("its mass does not close: the shares add up to {:.4g} %", 100 * sum),
                                  "make them add up to 100 %, within 1 %"));
  }
}

}  // namespace

std::filesystem::path generic_assumptions() { return data_directory() / "safety" / "generic.toml"; }

SafetyAssumptions load_assumptions(const std::filesystem::path& path) {
  return read_assumptions_text(read_text_file(path), path);
}

SafetyAssumptions read_assumptions_text(std::string_view text, const std::filesystem::path& file) {
  const Value root = parse_document(text, file.string());
  CheckedDocument check = check_document(root, DocumentKind::safety);
  throw_if_any(check.problems);
  const Section document(DocumentKind::safety, root);
  SafetyAssumptions found;
  found.file = file.string();
  const Section falls = document.section("falls");
  found.falls = {falls.quantity("drag_area_spread"), falls.number("stable_share"), falls.quantity("stable_drag_area"),
                 falls.quantity("separation_speed")};
  for (const Section& response : document.sections("response")) found.responses.push_back(read_response(response));
  const Section rate = document.section("rate");
  found.rate = {rate.number("at_ignition"), rate.quantity("ignition_time")};
  const Section turn = document.section("turn");
  found.turn = {turn.quantity("slowest"), turn.quantity("fastest"), turn.quantity("longest"),
                turn.quantity("max_q_alpha")};
  found.intact_below_m = document.section("break_up").quantity("intact_below");
  const Section exposed = document.section("exposed");
  found.exposed = {exposed.quantity("ship_area"), exposed.quantity("aircraft_top"), exposed.quantity("aircraft_front"),
                   exposed.quantity("aircraft_speed")};
  const Section abort = document.section("abort");
  found.abort_delay_s = abort.quantity("delay");
  found.lines_behind_m = abort.quantity("lines_behind"), found.lines_apart_m = abort.quantity("lines_apart");
  for (const Section& one : document.sections("debris")) found.debris.push_back(read_debris(one));
  std::vector<Problem> problems;
  check_shares(root, found, problems);
  if (found.turn.fastest_rad_s < found.turn.slowest_rad_s) {
    problems.push_back(
        problem_at(root.find("turn")->place, "turn", "the fastest turn is slower than the slowest", "exchange them"));
  }
  if (found.lines_apart_m < 2 * found.lines_behind_m) {
    problems.push_back(problem_at(root.find("abort")->place, "abort.lines_apart",
                                  fmt::format("limit lines {:g} km apart at most, and twice {:g} km where they begin",
                                              found.lines_apart_m / 1e3, found.lines_behind_m / 1e3),
                                  "give twice lines_behind or more"));
  }
  throw_if_any(std::move(problems));
  return found;
}

void complete_dispersions(Mission& mission, const std::filesystem::path& path) {
  Mission generic = mission;
  generic.disperse = {};
  std::vector<Problem> problems;
  read_campaign(read_document(path), generic, problems);
  throw_if_any(std::move(problems));
  DisperseRequest& asked = mission.disperse;
  if (asked.figures.empty() && asked.sets.empty()) asked.figures = generic.disperse.figures;
  if (asked.wind.altitude_m.empty()) asked.wind = generic.disperse.wind;
}

}  // namespace cosmodrome
