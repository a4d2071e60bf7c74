#pragma once
#include "cosmodrome/optimize/control_solution.hpp"
#include "cosmodrome/optimize/radau.hpp"

namespace cosmodrome {

/// An optimal-control problem on a mesh, as a nonlinear program: direct collocation at Radau points.
///
/// The unknowns are the states at all nodes, the controls at all points, and the times and parameters that are not
/// fixed, each divided by its natural size. The constraints are, for each point j of an interval of length H,
///
///     sum_k D_jk x_k - (H / 2) f(x_j, u_j, t_j, s) = 0,
///
/// the path constraints at the points, the linkages and the end conditions. Derivatives are exact. The elimination hint
/// goes backward in time: controls of a point, then the states and defects of an interval, then the interval before it;
/// at the root stand the times, the parameters and the end conditions.
class Transcription final : public NonlinearProgram {
 public:
  /// Throws std::invalid_argument if the problem's or the mesh's sizes do not fit together. Keeps a reference to the
  /// problem.
  Transcription(const OptimalControlProblem& problem, std::vector<PhaseMesh> mesh);

  [[nodiscard]] const NlpStructure& structure() const override { return structure_; }
  [[nodiscard]] double objective(std::span<const double> x) const override;
  void gradient(std::span<const double> x, std::span<double> g) const override;
  void constraints(std::span<const double> x, std::span<double> c) const override;
  void jacobian(std::span<const double> x, std::span<double> values) const override;
  void hessian(std::span<const double> x, double objective_factor, std::span<const double> multipliers,
               std::span<double> values) const override;

  /// The guess at the nodes, interpolated between its rows, within the bounds.
  [[nodiscard]] NlpStart start_from(const ControlGuess& guess) const;
  /// An earlier answer on another mesh with its multipliers: a warm start.
  [[nodiscard]] NlpStart start_from(const ControlSolution& solution) const;
  [[nodiscard]] ControlSolution unpack(const NlpSolution& solution) const;

  /// What a constraint is, in words: "phase 2, defect of state 3 at point 17".
  [[nodiscard]] std::string constraint_name(int row) const;

 private:
  /// A physical quantity: the variable that stands for it, or its fixed value.
  struct Slot {
    int variable = -1;
    double scale = 1;
    double fixed = 0;
  };
  struct Point {
    int phase, interval, node;
    double share;    ///< where in the phase, 0 to 1
    double width;    ///< of the interval, as a share of the phase
    int local;       ///< j of the interval, from 1
    int first_node;  ///< the interval's beginning
    int defect_row;  ///< states rows
    int path_row;
    int paths;  ///< path constraints here
    const RadauRule* rule;
    std::size_t input, output, slope, curvature;  ///< where its numbers begin, for the phase's equations
  };
  struct Condition {
    int phase;
    const EndCondition* condition;
    int row;  ///< -1: objective
  };
  struct NodeSlots {
    int state, control;  ///< of the first state, the first control
  };
  struct Link {
    int from, to, state, row;
  };

  void add_variables();
  void add_constraints();
  void add_groups();
  int add_slot(const Bounds& bounds, double scale);
  int add_row(const Bounds& bounds, double scale);
  void add_patterns();

  [[nodiscard]] int state_slot(int phase, int node) const { return slots_of(phase, node).state; }
  [[nodiscard]] int control_slot(int phase, int node) const { return slots_of(phase, node).control; }
  [[nodiscard]] const NodeSlots& slots_of(int phase, int node) const {
    return node_slots_[static_cast<std::size_t>(phase)][static_cast<std::size_t>(node)];
  }
  /// Of the state and then the controls at a point.
  [[nodiscard]] int own_slot(const Point& point, int i) const;
  [[nodiscard]] int link_from(const Link& link) const;
  [[nodiscard]] int link_to(const Link& link) const;
  [[nodiscard]] int time_slot(int time) const { return time; }
  [[nodiscard]] int parameter_slot(int parameter) const { return static_cast<int>(problem_.times.size()) + parameter; }

  void place_numbers();
  void read(std::span<const double> x) const;
  void find_slopes() const;
  void find_curvatures(double objective_weight, std::span<const double> multipliers) const;
  [[nodiscard]] double weight_of_output(const Point& point, int output, double objective_weight,
                                        std::span<const double> multipliers) const;
  [[nodiscard]] double start_t(const ControlPhase& phase) const;
  [[nodiscard]] double length_t(const ControlPhase& phase) const;
  const double* point_input(const Point& point) const;
  const double* condition_input(const Condition& condition) const;
  template <class Put>
  void put_jacobian(Put&& put, bool pattern_only) const;
  template <class Put>
  void put_hessian(Put&& put, double objective_factor, std::span<const double> multipliers, bool pattern_only) const;
  void put_start(NlpStart& start, int slot, double value) const;
  void start_globals(NlpStart& start, const std::vector<double>& times, const std::vector<double>& parameters) const;

  const OptimalControlProblem& problem_;
  std::vector<PhaseMesh> mesh_;
  NlpStructure structure_;
  std::vector<Slot> slots_;
  std::vector<double> row_scale_;
  std::vector<std::vector<NodeSlots>> node_slots_;  ///< [phase][node]
  std::vector<int> points_per_phase_;               ///< also the number of its last node
  std::vector<Point> points_;                       ///< those of a phase together
  std::vector<Condition> conditions_;
  std::vector<Link> links_;
  std::vector<int> end_rows_;                      ///< of end conditions and linkages
  mutable std::vector<double> last_x_, physical_;  ///< the quantities of the slots at the last x
  mutable bool slopes_known_ = false;              ///< at that x
  // Of all points: what their equations take and give.
  mutable std::vector<double> inputs_, outputs_, slopes_, curvatures_, weights_;
  // Of one point or condition.
  mutable std::vector<double> input_, output_, first_, second_, weight_, by_length_, global_;
};

}  // namespace cosmodrome
