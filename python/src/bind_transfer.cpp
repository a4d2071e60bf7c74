#include <filesystem>

#include <nanobind/stl/filesystem.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "checks.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/write_manoeuvre_plan.hpp"
#include "cosmodrome/io/write_transfer.hpp"

namespace cosmodrome::python {
namespace {

constexpr TransferNames names{"from_altitude_m", "to_altitude_m", "via_altitude_m",
                              "turn_rad",        "ahead_rad",     "revolutions"};

Body body_of(const std::string& body) {
  if (body == "earth") return Body::earth;
  if (body == "moon") return Body::moon;
  throw InputError(fmt::format("body: \"{}\" will not do", body), "give \"earth\" or \"moon\"");
}

TransferKind kind_of(const std::string& word) {
  for (const auto kind : {TransferKind::bi_elliptic, TransferKind::plane_change, TransferKind::phasing}) {
    if (word == name_of(kind)) return kind;
  }
  return TransferKind::hohmann;
}

SolvedTransfer solve(const std::string& kind, double from_altitude_m, std::optional<double> to_altitude_m,
                     double via_altitude_m, double turn_rad, double ahead_rad, int revolutions,
                     const std::string& body) {
  return solve_transfer(
      {kind_of(kind), body_of(body), from_altitude_m, to_altitude_m, via_altitude_m, turn_rad, ahead_rad, revolutions},
      names);
}

LambertReport lambert(const SpacecraftState& start, const SpacecraftState& target, std::optional<double> time_s,
                      int revolutions) {
  if (revolutions < 0 || revolutions > 100)
    throw InputError(fmt::format("revolutions: {} is outside 0 to 100", revolutions), "give a number within");
  const nb::gil_scoped_release others;
  return with_input_errors("choose other states",
                           [&] { return solve_lambert_transfer(start, target, time_s, revolutions, "time_s"); });
}

/// The text of a plan from a state in a file.
template <class Plan>
void write_plan(const std::filesystem::path& path, const std::filesystem::path& state, const std::string& model,
                std::optional<double> thrust_N, std::optional<double> isp_s, const char* kind, Plan&& plan) {
  if (thrust_N.has_value() != isp_s.has_value())
    throw InputError("an engine is half given", "give thrust_N and isp_s together");
  TransferPlanning planning{read_spacecraft_state(state), state, OrbitModel::named(model), {}};
  if (thrust_N)
    planning.engine =
        SpaceEngine{.thrust_N = within("thrust_N", *thrust_N, 1e-4, 1e8), .isp_s = within("isp_s", *isp_s, 10, 1e5)};
  const std::string text = with_input_errors("choose another state", [&] {
    return write_manoeuvre_plan(plan(planning), path, fmt::format("A {} transfer, by closed forms.", kind));
  });
  replace_files(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."),
                {{path.filename().string(), text}});
}

}  // namespace

void bind_transfer(nb::module_& m) {
  nb::class_<TransferBurn>(m, "TransferBurn", "An instant burn, by the velocity and the plane that it finds.")
      .def_prop_ro("name", [](const TransferBurn& self) { return std::string(self.name); })
      .def_ro("t_s", &TransferBurn::t_s, "Since the first.")
      .def_ro("radius_m", &TransferBurn::radius_m, "Where, from the centre.")
      .def_ro("along_m_s", &TransferBurn::along_m_s)
      .def_ro("normal_m_s", &TransferBurn::normal_m_s, "Along the orbit's normal.")
      .def_prop_ro("size_m_s", &TransferBurn::size_m_s)
      .def("__repr__", [](const TransferBurn& self) {
        return fmt::format("TransferBurn({}, {:.3f} m/s)", self.name, self.size_m_s());
      });
  nb::class_<SolvedTransfer>(m, "Transfer", "A change of orbit from a circle, by closed forms.")
      .def_prop_ro("kind", [](const SolvedTransfer& self) { return std::string(name_of(self.request.kind)); })
      .def_prop_ro("burns", [](const SolvedTransfer& self) { return nb::tuple(nb::cast(self.transfer.burns)); })
      .def_prop_ro("total_m_s", [](const SolvedTransfer& self) { return self.transfer.total_m_s(); })
      .def_prop_ro(
          "time_s", [](const SolvedTransfer& self) { return self.transfer.time_s(); },
          "From the first burn to the last.")
      .def_ro("first_turn_rad", &SolvedTransfer::first_turn_rad, "Of the plane, in the first burn.")
      .def(
          "write_plan",
          [](const SolvedTransfer& self, const std::filesystem::path& path, const std::filesystem::path& state,
             const std::string& model, std::optional<double> thrust_N, std::optional<double> isp_s) {
            const nb::gil_scoped_release others;
            write_plan(path, state, model, thrust_N, isp_s, std::string(name_of(self.request.kind)).c_str(),
                       [&](const TransferPlanning& planning) { return plan_transfer(self, planning); });
          },
          "path"_a, "state"_a, nb::kw_only(), "model"_a = "accurate", "thrust_N"_a.none() = nb::none(),
          "isp_s"_a.none() = nb::none(),
          "A plan for manoeuvre(), from a state's file that flies on the first circle. Raises InputError.")
      .def(
          "summary", [](const SolvedTransfer& self) { return write_transfer_summary(self); },
          "As `cosmodrome transfer` prints it.")
      .def(
          "to_json", [](const SolvedTransfer& self) { return write_transfer_json(self); },
          "As `cosmodrome transfer --json` prints it.")
      .def("__repr__", [](const SolvedTransfer& self) {
        return fmt::format("Transfer({}, {:.3f} m/s)", name_of(self.request.kind), self.transfer.total_m_s());
      });
  nb::class_<LambertTransfer>(m, "LambertWay", "One way from state to state in a given time. Velocities in GCRF.")
      .def_prop_ro("revolutions", [](const LambertTransfer& self) { return self.path.revolutions; })
      .def_prop_ro(
          "high", [](const LambertTransfer& self) { return self.path.high; },
          "Of two with as many revolutions, the one with the longer axis.")
      .def_ro("against", &LambertTransfer::against, "It goes round against the first orbit.")
      .def_prop_ro(
          "leave_m_s", [](const LambertTransfer& self) { return array_of_vector(self.leave_m_s); },
          "(3,): the first burn.")
      .def_prop_ro(
          "arrive_m_s", [](const LambertTransfer& self) { return array_of_vector(self.arrive_m_s); },
          "(3,): the second burn.")
      .def_prop_ro("departure_velocity_m_s",
                   [](const LambertTransfer& self) { return array_of_vector(self.path.leave_m_s); })
      .def_prop_ro("arrival_velocity_m_s",
                   [](const LambertTransfer& self) { return array_of_vector(self.path.arrive_m_s); })
      .def_prop_ro("total_m_s", &LambertTransfer::total_m_s)
      .def_ro("lowest_m", &LambertTransfer::lowest_m, "Distance from the centre that it comes down to.")
      .def("__repr__", [](const LambertTransfer& self) {
        return fmt::format("LambertWay({} revolutions, {:.3f} m/s)", self.path.revolutions, self.total_m_s());
      });
  nb::class_<LambertReport>(m, "Lambert", "All ways from one state to another in a given time.")
      .def_ro("time_s", &LambertReport::time_s)
      .def_ro("target", &LambertReport::to, "Where the second is on arrival, around a point.")
      .def_prop_ro("ways", [](const LambertReport& self) { return nb::tuple(nb::cast(self.transfers)); })
      .def_prop_ro(
          "cheapest",
          [](const LambertReport& self) {
            return self.cheapest ? std::optional(self.transfers[*self.cheapest]) : std::nullopt;
          },
          "Of those that stay above the ground; None: none does.")
      .def(
          "write_plan",
          [](const LambertReport& self, const std::filesystem::path& path, const std::filesystem::path& state,
             const std::string& model, std::optional<double> thrust_N, std::optional<double> isp_s) {
            const nb::gil_scoped_release others;
            write_plan(path, state, model, thrust_N, isp_s, "lambert",
                       [&](const TransferPlanning& planning) { return plan_lambert_transfer(self, planning); });
          },
          "path"_a, "state"_a, nb::kw_only(), "model"_a = "accurate", "thrust_N"_a.none() = nb::none(),
          "isp_s"_a.none() = nb::none(), "A plan of the cheapest way for manoeuvre(), from the first state's file.")
      .def(
          "summary", [](const LambertReport& self) { return write_transfer_summary(self); },
          "As `cosmodrome transfer` prints it.")
      .def(
          "to_json", [](const LambertReport& self) { return write_transfer_json(self); },
          "As `cosmodrome transfer --json` prints it.")
      .def("__repr__", [](const LambertReport& self) {
        return fmt::format("Lambert({} ways in {:.1f} s)", self.transfers.size(), self.time_s);
      });
  m.def("transfer", &solve, "kind"_a, "from_altitude_m"_a, "to_altitude_m"_a.none(), "via_altitude_m"_a, "turn_rad"_a,
        "ahead_rad"_a, "revolutions"_a, "body"_a, "Solves a transfer from a circle.");
  m.def("lambert", &lambert, "start"_a, "target"_a, "time_s"_a.none(), "revolutions"_a,
        "Finds all ways from one state to another.");
  m.def("circle_altitude_m", &circle_altitude_m, "state"_a, "Of the circle that a state flies on.");
}

}  // namespace cosmodrome::python
