// Optimal-control problems against their published and exact optima, by our solver and by IPOPT, and the figures of
// docs/optimal_control.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "control_cases.hpp"
#include "cosmodrome/optimize/solve_control.hpp"

namespace cosmodrome::control {
namespace {

ControlOptions options_for(const Case& which) {
  ControlOptions options;
  options.mesh_tolerance = which.mesh_tolerance;
  options.most_meshes = 20;
  return options;
}

struct Solved {
  ControlResult result;
  double coarse;  ///< on the first mesh, in the published unit
};

/// What the first mesh says when it is solved to the end, as those that are to be refined are not.
double coarse_of(const Case& which) {
  const Benchmark b = which.make();
  ControlOptions options = options_for(which);
  options.most_meshes = 1;
  return solve_control(b.problem, b.guess, b.mesh, options).solution.objective * which.unit;
}

Solved solve(const Case& which) {
  const Benchmark b = which.make();
  return {solve_control(b.problem, b.guess, b.mesh, options_for(which)), coarse_of(which)};
}

std::vector<PhaseMesh> meshes_of(const ControlSolution& solution) {
  std::vector<PhaseMesh> meshes;
  for (const PhaseSolution& phase : solution.phases) meshes.push_back(phase.mesh);
  return meshes;
}

int points_of(const std::vector<PhaseMesh>& meshes) {
  int points = 0;
  for (const PhaseMesh& mesh : meshes) {
    for (const int count : mesh.points) points += count;
  }
  return points;
}

class ControlOptima : public testing::TestWithParam<Case> {};

TEST_P(ControlOptima, AreMetByBothSolvers) {
  const Case& which = GetParam();
  const Benchmark b = which.make();
  const ControlResult ours = solve_control(b.problem, b.guess, b.mesh, options_for(which));
  ASSERT_TRUE(ours.solved()) << describe(ours.status) << ", mesh error " << ours.mesh_error << "; "
                             << ours.worst_constraint;
  EXPECT_NEAR(ours.solution.objective * which.unit, which.truth, which.within * std::abs(which.truth));

  // IPOPT begins from our answer, without its multipliers, on our last mesh: from the crude guess it may find another
  // optimum.
  ControlOptions options = options_for(which);
  options.solver = solve_ipopt;
  options.most_meshes = 1;
  const ControlResult theirs = solve_control(b.problem, guess_from(ours.solution), meshes_of(ours.solution), options);
  ASSERT_EQ(theirs.status, NlpStatus::solved);
  EXPECT_NEAR(theirs.solution.objective, ours.solution.objective, which.agree * std::abs(ours.solution.objective));
}

INSTANTIATE_TEST_SUITE_P(Published, ControlOptima, testing::ValuesIn(cases()), [](const auto& one) {
  std::string name;
  for (const char c : one.param.name) {
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  }
  return name;
});

double best_of(const Benchmark& b, double mesh_tolerance, int meshes) {
  ControlOptions options;
  options.mesh_tolerance = mesh_tolerance;
  options.most_meshes = meshes;
  const ControlResult result = solve_control(b.problem, b.guess, b.mesh, options);
  EXPECT_EQ(result.status, NlpStatus::solved);
  return -result.solution.objective;
}

/// A mesh that does not know the switching times seems to climb higher than any rocket can; the finer, the less so.
TEST(ControlMeshes, CoarseOnesBeatTheOptimum) {
  const double truth = 1.0128369183174954;
  const double coarse = best_of(goddard_in_one(goddard_a(), 10, 4), 1, 1) - truth;
  const double fine = best_of(goddard_in_one(goddard_a(), 40, 4), 1, 1) - truth;
  EXPECT_GT(coarse, 1e-5);
  EXPECT_GT(fine, 0);
  EXPECT_LT(fine, coarse / 2);
}

/// PSOPT lets the square of the direction's length be off by 0.001 and prints 0.2203403: more thrust for nothing. Its
/// mesh is coarser than ours: three digits of what the tolerance is worth, 0.00016.
TEST(ControlMeshes, ToleranceOnTheDirectionIsFreeThrust) {
  ControlOptions options;
  options.mesh_tolerance = 1e-5, options.most_meshes = 6;
  // Begun from the answer without tolerance: from afar the last digits of the guess decide which local optimum is
  // found.
  const Benchmark exact = low_thrust_transfer(8), loose = low_thrust_transfer(8, 1e-3);
  const ControlResult from = solve_control(exact.problem, exact.guess, exact.mesh, options);
  ASSERT_EQ(from.status, NlpStatus::solved);
  const ControlResult result =
      solve_control(loose.problem, guess_from(from.solution), meshes_of(from.solution), options);
  ASSERT_EQ(result.status, NlpStatus::solved);
  EXPECT_NEAR(-result.solution.objective, 0.2203403, 1e-6);
}

/// Betts's low-thrust transfer is an optimum among those of as many revolutions. With fewer, at full thrust, more
/// arrives.
TEST(ControlMeshes, FewerRevolutionsAreBetter) { EXPECT_GT(best_of(low_thrust_transfer(7), 1e-6, 8), 0.2207); }

constexpr std::string_view begin_mark = "<!-- figures: begin -->\n", end_mark = "<!-- figures: end -->";

/// Ours is shown to the digits that the tolerance holds, so that another mesh does not move the page.
std::string table() {
  std::string text =
      "| problem | truth | ours | within | because | truth from | on the first mesh | its points |\n"
      "| --- | --: | --: | --: | --- | --- | --: | --: |\n";
  for (const Case& which : cases()) {
    const Solved solved = solve(which);
    const int digits = std::min(8, static_cast<int>(-std::log10(which.within)) + 1);
    text += fmt::format("| {} | {:.10g} | {:.{}g} | {:.0e} | {} | {} | {:.7g} | {} |\n", which.name, which.truth,
                        solved.result.solution.objective * which.unit, digits, which.within, which.reason, which.source,
                        solved.coarse, points_of(which.make().mesh));
  }
  return text;
}

// To renew the page: COSMODROME_RENEW_REFERENCE=1 validation_test --gtest_filter='ControlPage*'
TEST(ControlPage, ShowsOurFigures) {
  const std::string path = COSMODROME_SOURCE_DIR "/docs/optimal_control.md";
  std::ifstream stream(path);
  std::string page{std::istreambuf_iterator<char>(stream), {}};
  const auto begin = page.find(begin_mark), end = page.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::string fresh = table();
  const std::string shown = page.substr(begin + begin_mark.size(), end - begin - begin_mark.size());
  if (std::getenv("COSMODROME_RENEW_REFERENCE") && shown != fresh) {
    page.replace(begin + begin_mark.size(), shown.size(), fresh);
    std::ofstream(path) << page;
    return;
  }
  EXPECT_EQ(shown, fresh);
}

}  // namespace
}  // namespace cosmodrome::control
