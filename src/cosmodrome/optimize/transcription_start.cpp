// From guesses and answers to the program's unknowns, and back.
#include <algorithm>
#include <cmath>

#include "cosmodrome/optimize/transcription.hpp"

namespace cosmodrome {
namespace {

/// Linear between rows, held beyond them.
std::vector<double> row_at(const std::vector<double>& t, const std::vector<std::vector<double>>& rows, double at) {
  if (rows.empty()) return {};
  const auto after = std::upper_bound(t.begin(), t.end(), at);
  if (after == t.begin()) return rows.front();
  if (after == t.end()) return rows.back();
  const auto i = static_cast<std::size_t>(after - t.begin());
  const double share = (at - t[i - 1]) / (t[i] - t[i - 1]);
  std::vector<double> row = rows[i - 1];
  for (std::size_t k = 0; k < row.size(); ++k) row[k] += share * (rows[i][k] - row[k]);
  return row;
}

/// The rows that make up one interval's polynomial, and where in it a time lies.
struct Place {
  std::size_t first_node;
  int points;
  double tau;
};

Place place_of(const PhaseSolution& phase, double t) {
  const double share = std::clamp((t - phase.start_t) / (phase.end_t - phase.start_t), 0.0, 1.0);
  std::size_t k = 0, node = 0;
  while (k + 1 < phase.mesh.points.size() && share > phase.mesh.breaks[k + 1]) {
    node += static_cast<std::size_t>(phase.mesh.points[k++]);
  }
  const double begin = phase.mesh.breaks[k], end = phase.mesh.breaks[k + 1];
  return {node, phase.mesh.points[k], 2 * (share - begin) / (end - begin) - 1};
}

/// The polynomial through rows that stand at the interval's nodes; `skip` leaves out the beginning.
std::vector<double> polynomial_at(const Place& place, const std::vector<std::vector<double>>& rows, std::size_t skip) {
  const RadauRule& rule = radau_rule(place.points);
  const auto weights = skip == 0 ? weights_of_nodes(rule, place.tau) : weights_of_points(rule, place.tau);
  std::vector<double> sum(rows.empty() ? 0 : rows.front().size(), 0.0);
  for (std::size_t j = 0; j < weights.size(); ++j) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weights[j] * rows[place.first_node + j][i];
  }
  return sum;
}

}  // namespace

std::vector<double> state_at(const PhaseSolution& phase, double t) {
  return polynomial_at(place_of(phase, t), phase.states, 0);
}

std::vector<double> control_at(const PhaseSolution& phase, double t) {
  return polynomial_at(place_of(phase, t), phase.controls, 1);
}

ControlGuess guess_from(const ControlSolution& solution) {
  ControlGuess guess{{}, solution.times, solution.parameters};
  for (const PhaseSolution& phase : solution.phases) {
    PhaseGuess rows{phase.t, phase.states, {}};
    if (!phase.controls.empty()) rows.controls.push_back(phase.controls.front());
    rows.controls.insert(rows.controls.end(), phase.controls.begin(), phase.controls.end());
    guess.phases.push_back(std::move(rows));
  }
  return guess;
}

void Transcription::put_start(NlpStart& start, int slot, double value) const {
  const Slot& to = slots_[static_cast<std::size_t>(slot)];
  if (to.variable < 0) return;
  const auto i = static_cast<std::size_t>(to.variable);
  start.x[i] = std::clamp(value / to.scale, structure_.x_lower[i], structure_.x_upper[i]);
}

void Transcription::start_globals(NlpStart& start, const std::vector<double>& times,
                                  const std::vector<double>& parameters) const {
  start.x.assign(static_cast<std::size_t>(structure_.variables()), 0.0);
  for (std::size_t i = 0; i < times.size(); ++i) put_start(start, static_cast<int>(i), times[i]);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    put_start(start, parameter_slot(static_cast<int>(i)), parameters[i]);
  }
}

NlpStart Transcription::start_from(const ControlGuess& guess) const {
  NlpStart start;
  start_globals(start, guess.times, guess.parameters);
  const auto put_row = [&](int slot, const std::vector<double>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) put_start(start, slot + static_cast<int>(i), row[i]);
  };
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    const PhaseGuess& rows = guess.phases[p];
    if (rows.t.empty()) continue;
    put_row(state_slot(static_cast<int>(p), 0), rows.states.front());
  }
  for (const Point& point : points_) {
    const PhaseGuess& rows = guess.phases[static_cast<std::size_t>(point.phase)];
    if (rows.t.empty()) continue;
    const double t = rows.t.front() + point.share * (rows.t.back() - rows.t.front());
    put_row(state_slot(point.phase, point.node), row_at(rows.t, rows.states, t));
    put_row(control_slot(point.phase, point.node), row_at(rows.t, rows.controls, t));
  }
  return start;
}

NlpStart Transcription::start_from(const ControlSolution& solution) const {
  NlpStart start;
  start_globals(start, solution.times, solution.parameters);
  start.multipliers.assign(static_cast<std::size_t>(structure_.constraints()), 0.0);
  const auto put_row = [&](int slot, const std::vector<double>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) put_start(start, slot + static_cast<int>(i), row[i]);
  };
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    put_row(state_slot(static_cast<int>(p), 0), solution.phases[p].states.front());
  }
  for (const Point& point : points_) {
    const PhaseSolution& phase = solution.phases[static_cast<std::size_t>(point.phase)];
    const Place place = place_of(phase, phase.start_t + point.share * (phase.end_t - phase.start_t));
    put_row(state_slot(point.phase, point.node), polynomial_at(place, phase.states, 0));
    put_row(control_slot(point.phase, point.node), polynomial_at(place, phase.controls, 1));
    const double weight = point.rule->weights[static_cast<std::size_t>(point.local - 1)] / problem_.objective_scale;
    const auto costate = polynomial_at(place, phase.costates, 1);
    for (std::size_t i = 0; i < costate.size(); ++i) {
      const auto row = static_cast<std::size_t>(point.defect_row) + i;
      start.multipliers[row] = -costate[i] * weight / row_scale_[row];
    }
    const double half = 0.5 * point.width * (phase.end_t - phase.start_t);
    const auto pressed = polynomial_at(place, phase.path_multipliers, 1);
    for (std::size_t i = 0; i < pressed.size(); ++i) {
      const auto row = static_cast<std::size_t>(point.path_row) + i;
      start.multipliers[row] = pressed[i] * weight * half / row_scale_[row];
    }
  }
  std::size_t next = 0;
  for (const int row : end_rows_) {
    if (next < solution.end_multipliers.size())
      start.multipliers[static_cast<std::size_t>(row)] = solution.end_multipliers[next++];
  }
  return start;
}

ControlSolution Transcription::unpack(const NlpSolution& nlp) const {
  read(nlp.x);
  ControlSolution solution;
  const auto take = [&](int slot, int count) {
    const auto from = physical_.begin() + slot;
    return std::vector<double>(from, from + count);
  };
  solution.times = take(0, static_cast<int>(problem_.times.size()));
  solution.parameters = take(parameter_slot(0), static_cast<int>(problem_.parameters.size()));
  solution.objective = nlp.objective * problem_.objective_scale;
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    const ControlPhase& phase = problem_.phases[p];
    PhaseSolution one;
    one.mesh = mesh_[p];
    one.start_t = start_t(phase), one.end_t = one.start_t + length_t(phase);
    one.t.push_back(one.start_t);
    one.states.push_back(take(state_slot(static_cast<int>(p), 0), phase.states));
    solution.phases.push_back(std::move(one));
  }
  const auto multiplier = [&](int row) {
    const auto i = static_cast<std::size_t>(row);
    return nlp.multipliers.empty() ? 0.0 : nlp.multipliers[i] * row_scale_[i] * problem_.objective_scale;
  };
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    PhaseSolution& one = solution.phases[static_cast<std::size_t>(point.phase)];
    one.t.push_back(one.start_t + point.share * (one.end_t - one.start_t));
    one.states.push_back(take(state_slot(point.phase, point.node), phase.states));
    one.controls.push_back(take(control_slot(point.phase, point.node), phase.controls));
    const double weight = point.rule->weights[static_cast<std::size_t>(point.local - 1)];
    const double half = 0.5 * point.width * (one.end_t - one.start_t);
    auto& costate = one.costates.emplace_back();
    for (int i = 0; i < phase.states; ++i) costate.push_back(-multiplier(point.defect_row + i) / weight);
    auto& pressed = one.path_multipliers.emplace_back();
    for (int i = 0; i < point.paths; ++i) pressed.push_back(multiplier(point.path_row + i) / (weight * half));
  }
  for (const int row : end_rows_) {
    if (!nlp.multipliers.empty()) solution.end_multipliers.push_back(nlp.multipliers[static_cast<std::size_t>(row)]);
  }
  return solution;
}

}  // namespace cosmodrome
