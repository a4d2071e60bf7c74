#pragma once
// Problems with known optima: Hock and Schittkowski, Test Examples for Nonlinear Programming Codes (1981), by number.
#include <memory>
#include <string>
#include <vector>

#include "cosmodrome/optimize/program_for_tests.hpp"

namespace cosmodrome {

struct TestCase {
  std::string name;
  std::unique_ptr<NonlinearProgram> program;
  std::vector<double> start;
  double optimum;
};

/// Bounds that replace the usual: none on x, equality to zero for c.
struct TestBounds {
  std::vector<double> x_lower, x_upper;
  int inequalities = 0;  ///< how many of the first constraints are c >= 0
  int free = 0;          ///< how many of those have no bound at all
};

template <int n, int m, class Formulas>
TestCase make_case(std::string name, std::vector<double> start, double optimum, TestBounds bounds, Formulas formulas) {
  auto program = std::make_unique<FormulaProgram<n, m, Formulas>>(formulas);
  NlpStructure& s = program->change();
  if (!bounds.x_lower.empty()) s.x_lower = bounds.x_lower;
  if (!bounds.x_upper.empty()) s.x_upper = bounds.x_upper;
  for (int i = 0; i < bounds.inequalities; ++i) s.c_upper[i] = unbounded;
  for (int i = 0; i < bounds.free; ++i) s.c_lower[i] = -unbounded;
  return {std::move(name), std::move(program), std::move(start), optimum};
}

inline std::vector<TestCase> hock_schittkowski() {
  std::vector<TestCase> all;
  all.push_back(make_case<2, 1>("HS6", {-1.2, 1}, 0, {}, [](const auto& x, auto& f, auto& c) {
    f = power(1 - x[0], 2);
    c[0] = 10 * (x[1] - x[0] * x[0]);
  }));
  all.push_back(make_case<2, 1>("HS7", {2, 2}, -std::sqrt(3.0), {}, [](const auto& x, auto& f, auto& c) {
    f = log(1 + x[0] * x[0]) - x[1];
    c[0] = power(1 + x[0] * x[0], 2) + x[1] * x[1] - 4;
  }));
  all.push_back(make_case<2, 1>("HS10", {-10, 10}, -1, {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = x[0] - x[1];
    c[0] = -3 * x[0] * x[0] + 2 * x[0] * x[1] - x[1] * x[1] + 1;
  }));
  all.push_back(make_case<2, 1>("HS11", {4.9, 0.1}, -8.498464223, {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] - 5, 2) + x[1] * x[1] - 25;
    c[0] = x[1] - x[0] * x[0];
  }));
  all.push_back(make_case<2, 1>("HS12", {0, 0}, -30, {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = 0.5 * x[0] * x[0] + x[1] * x[1] - x[0] * x[1] - 7 * x[0] - 7 * x[1];
    c[0] = 25 - 4 * x[0] * x[0] - x[1] * x[1];
  }));
  all.push_back(
      make_case<2, 2>("HS14", {2, 2}, 9 - 2.875 * std::sqrt(7.0), {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
        f = power(x[0] - 2, 2) + power(x[1] - 1, 2);
        c[0] = -0.25 * x[0] * x[0] - x[1] * x[1] + 1;
        c[1] = x[0] - 2 * x[1] + 1;
      }));
  all.push_back(make_case<2, 1>("HS21", {-1, -1}, -99.96, {{2, -50}, {50, 50}, 1}, [](const auto& x, auto& f, auto& c) {
    f = 0.01 * x[0] * x[0] + x[1] * x[1] - 100;
    c[0] = 10 * x[0] - x[1] - 10;
  }));
  all.push_back(make_case<3, 1>("HS26", {-2.6, 2, 2}, 0, {}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] - x[1], 2) + power(x[1] - x[2], 4);
    c[0] = (1 + x[1] * x[1]) * x[0] + power(x[2], 4) - 3;
  }));
  all.push_back(make_case<3, 1>("HS28", {-4, 1, 1}, 0, {}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] + x[1], 2) + power(x[1] + x[2], 2);
    c[0] = x[0] + 2 * x[1] + 3 * x[2] - 1;
  }));
  all.push_back(
      make_case<3, 1>("HS29", {1, 1, 1}, -16 * std::sqrt(2.0), {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
        f = -x[0] * x[1] * x[2];
        c[0] = -x[0] * x[0] - 2 * x[1] * x[1] - 4 * x[2] * x[2] + 48;
      }));
  all.push_back(
      make_case<3, 1>("HS35", {0.5, 0.5, 0.5}, 1.0 / 9, {{0, 0, 0}, {}, 1}, [](const auto& x, auto& f, auto& c) {
        f = 9 - 8 * x[0] - 6 * x[1] - 4 * x[2] + 2 * x[0] * x[0] + 2 * x[1] * x[1] + x[2] * x[2] + 2 * x[0] * x[1] +
            2 * x[0] * x[2];
        c[0] = 3 - x[0] - x[1] - 2 * x[2];
      }));
  all.push_back(make_case<4, 0>(
      "HS38", {-3, -1, -3, -1}, 0, {{-10, -10, -10, -10}, {10, 10, 10, 10}}, [](const auto& x, auto& f, auto&) {
        f = 100 * power(x[1] - x[0] * x[0], 2) + power(1 - x[0], 2) + 90 * power(x[3] - x[2] * x[2], 2) +
            power(1 - x[2], 2) + 10.1 * (power(x[1] - 1, 2) + power(x[3] - 1, 2)) + 19.8 * (x[1] - 1) * (x[3] - 1);
      }));
  all.push_back(make_case<4, 2>("HS39", {2, 2, 2, 2}, -1, {}, [](const auto& x, auto& f, auto& c) {
    f = -x[0];
    c[0] = x[1] - power(x[0], 3) - x[2] * x[2];
    c[1] = x[0] * x[0] - x[1] - x[3] * x[3];
  }));
  all.push_back(make_case<4, 3>("HS40", {0.8, 0.8, 0.8, 0.8}, -0.25, {}, [](const auto& x, auto& f, auto& c) {
    f = -x[0] * x[1] * x[2] * x[3];
    c[0] = power(x[0], 3) + x[1] * x[1] - 1;
    c[1] = x[0] * x[0] * x[3] - x[2];
    c[2] = x[3] * x[3] - x[1];
  }));
  all.push_back(make_case<4, 3>("HS43", {0, 0, 0, 0}, -44, {{}, {}, 3}, [](const auto& x, auto& f, auto& c) {
    f = x[0] * x[0] + x[1] * x[1] + 2 * x[2] * x[2] + x[3] * x[3] - 5 * x[0] - 5 * x[1] - 21 * x[2] + 7 * x[3];
    c[0] = 8 - x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - x[3] * x[3] - x[0] + x[1] - x[2] + x[3];
    c[1] = 10 - x[0] * x[0] - 2 * x[1] * x[1] - x[2] * x[2] - 2 * x[3] * x[3] + x[0] + x[3];
    c[2] = 5 - 2 * x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - 2 * x[0] + x[1] + x[3];
  }));
  all.push_back(make_case<3, 2>("HS63", {2, 2, 2}, 961.7151721, {{0, 0, 0}, {}}, [](const auto& x, auto& f, auto& c) {
    f = 1000 - x[0] * x[0] - 2 * x[1] * x[1] - x[2] * x[2] - x[0] * x[1] - x[0] * x[2];
    c[0] = 8 * x[0] + 14 * x[1] + 7 * x[2] - 56;
    c[1] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] - 25;
  }));
  all.push_back(make_case<4, 2>("HS71", {1, 5, 5, 1}, 17.0140173, {{1, 1, 1, 1}, {5, 5, 5, 5}, 1},
                                [](const auto& x, auto& f, auto& c) {
                                  f = x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2];
                                  c[0] = x[0] * x[1] * x[2] * x[3] - 25;
                                  c[1] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] - 40;
                                }));
  all.push_back(make_case<4, 3>("HS76", {0.5, 0.5, 0.5, 0.5}, -4.681818181, {{0, 0, 0, 0}, {}, 3},
                                [](const auto& x, auto& f, auto& c) {
                                  f = x[0] * x[0] + 0.5 * x[1] * x[1] + x[2] * x[2] + 0.5 * x[3] * x[3] - x[0] * x[2] +
                                      x[2] * x[3] - x[0] - 3 * x[1] + x[2] - x[3];
                                  c[0] = 5 - x[0] - 2 * x[1] - x[2] - x[3];
                                  c[1] = 4 - 3 * x[0] - x[1] - 2 * x[2] + x[3];
                                  c[2] = x[1] + 4 * x[2] - 1.5;
                                }));
  all.push_back(make_case<5, 2>("HS77", {2, 2, 2, 2, 2}, 0.24150513, {}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] - 1, 2) + power(x[0] - x[1], 2) + power(x[2] - 1, 2) + power(x[3] - 1, 4) + power(x[4] - 1, 6);
    c[0] = x[0] * x[0] * x[3] + sin(x[3] - x[4]) - 2 * std::sqrt(2.0);
    c[1] = x[1] + power(x[2], 4) * x[3] * x[3] - 8 - std::sqrt(2.0);
  }));
  const auto three_equalities = [](const auto& x, auto& c) {
    c[0] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] + x[4] * x[4] - 10;
    c[1] = x[1] * x[2] - 5 * x[3] * x[4];
    c[2] = power(x[0], 3) + power(x[1], 3) + 1;
  };
  all.push_back(make_case<5, 3>("HS78", {-2, 1.5, 2, -1, -1}, -2.91970041, {}, [=](const auto& x, auto& f, auto& c) {
    f = x[0] * x[1] * x[2] * x[3] * x[4];
    three_equalities(x, c);
  }));
  all.push_back(make_case<5, 3>("HS80", {-2, 2, 2, -1, -1}, 0.0539498478,
                                {{-2.3, -2.3, -3.2, -3.2, -3.2}, {2.3, 2.3, 3.2, 3.2, 3.2}},
                                [=](const auto& x, auto& f, auto& c) {
                                  f = exp(x[0] * x[1] * x[2] * x[3] * x[4]);
                                  three_equalities(x, c);
                                }));
  all.push_back(make_case<6, 2>("HS93", {5.54, 4.4, 12.02, 11.82, 0.702, 0.852}, 135.075961,
                                {{0, 0, 0, 0, 0, 0}, {}, 2}, [](const auto& x, auto& f, auto& c) {
                                  const auto a = x[0] * x[3] * (x[0] + x[1] + x[2]),
                                             b = x[1] * x[2] * (x[0] + 1.57 * x[1] + x[3]);
                                  f = 0.0204 * a + 0.0187 * b + 0.0607 * a * x[4] * x[4] + 0.0437 * b * x[5] * x[5];
                                  c[0] = 0.001 * x[0] * x[1] * x[2] * x[3] * x[4] * x[5] - 2.07;
                                  c[1] = 1 - 0.00062 * a * x[4] * x[4] - 0.00058 * b * x[5] * x[5];
                                }));
  all.push_back(
      make_case<7, 4>("HS100", {1, 2, 0, 4, 0, 1, 1}, 680.6300573, {{}, {}, 4}, [](const auto& x, auto& f, auto& c) {
        f = power(x[0] - 10, 2) + 5 * power(x[1] - 12, 2) + power(x[2], 4) + 3 * power(x[3] - 11, 2) +
            10 * power(x[4], 6) + 7 * x[5] * x[5] + power(x[6], 4) - 4 * x[5] * x[6] - 10 * x[5] - 8 * x[6];
        c[0] = 127 - 2 * x[0] * x[0] - 3 * power(x[1], 4) - x[2] - 4 * x[3] * x[3] - 5 * x[4];
        c[1] = 282 - 7 * x[0] - 3 * x[1] - 10 * x[2] * x[2] - x[3] + x[4];
        c[2] = 196 - 23 * x[0] - x[1] * x[1] - 6 * x[5] * x[5] + 8 * x[6];
        c[3] = -4 * x[0] * x[0] - x[1] * x[1] + 3 * x[0] * x[1] - 2 * x[2] * x[2] - 5 * x[5] + 11 * x[6];
      }));
  all.push_back(
      make_case<8, 6>("HS106", {5000, 5000, 5000, 200, 350, 150, 225, 425}, 7049.2480206,
                      {{100, 1000, 1000, 10, 10, 10, 10, 10}, {10000, 10000, 10000, 1000, 1000, 1000, 1000, 1000}, 6},
                      [](const auto& x, auto& f, auto& c) {
                        f = x[0] + x[1] + x[2];
                        c[0] = 1 - 0.0025 * (x[3] + x[5]);
                        c[1] = 1 - 0.0025 * (x[4] + x[6] - x[3]);
                        c[2] = 1 - 0.01 * (x[7] - x[4]);
                        c[3] = x[0] * x[5] - 833.33252 * x[3] - 100 * x[0] + 83333.333;
                        c[4] = x[1] * x[6] - 1250 * x[4] - x[1] * x[3] + 1250 * x[3];
                        c[5] = x[2] * x[7] - 1250000 - x[2] * x[4] + 2500 * x[4];
                      }));
  all.push_back(make_case<10, 8>(
      "HS113", {2, 3, 5, 5, 1, 2, 7, 3, 6, 10}, 24.3062091, {{}, {}, 8}, [](const auto& x, auto& f, auto& c) {
        f = x[0] * x[0] + x[1] * x[1] + x[0] * x[1] - 14 * x[0] - 16 * x[1] + power(x[2] - 10, 2) +
            4 * power(x[3] - 5, 2) + power(x[4] - 3, 2) + 2 * power(x[5] - 1, 2) + 5 * x[6] * x[6] +
            7 * power(x[7] - 11, 2) + 2 * power(x[8] - 10, 2) + power(x[9] - 7, 2) + 45;
        c[0] = 105 - 4 * x[0] - 5 * x[1] + 3 * x[6] - 9 * x[7];
        c[1] = -10 * x[0] + 8 * x[1] + 17 * x[6] - 2 * x[7];
        c[2] = 8 * x[0] - 2 * x[1] - 5 * x[8] + 2 * x[9] + 12;
        c[3] = -3 * power(x[0] - 2, 2) - 4 * power(x[1] - 3, 2) - 2 * x[2] * x[2] + 7 * x[3] + 120;
        c[4] = -5 * x[0] * x[0] - 8 * x[1] - power(x[2] - 6, 2) + 2 * x[3] + 40;
        c[5] = -0.5 * power(x[0] - 8, 2) - 2 * power(x[1] - 4, 2) - 3 * x[4] * x[4] + x[5] + 30;
        c[6] = -x[0] * x[0] - 2 * power(x[1] - 2, 2) + 2 * x[0] * x[1] - 14 * x[4] + 6 * x[5];
        c[7] = 3 * x[0] - 6 * x[1] - 12 * power(x[8] - 8, 2) + 7 * x[9];
      }));
  return all;
}

}  // namespace cosmodrome
