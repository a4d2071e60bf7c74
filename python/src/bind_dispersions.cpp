#include <algorithm>

#include "archive.hpp"
#include "bind.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/campaign/check.hpp"
#include "cosmodrome/campaign/distribution.hpp"
#include "cosmodrome/campaign/failure_kinds.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/mission/figures.hpp"

namespace cosmodrome::python {
namespace {

using Kind = Distribution::Kind;

Distribution made(Kind kind, bool relative, std::vector<double> values) {
  return {kind, relative, 0, std::move(values), {}};
}

void bind_distribution(nb::module_& m) {
  nb::class_<Distribution>(m, "Distribution",
                           "How a figure deviates from its nominal value, in SI; `relative`: as a share of it.")
      .def_static(
          "normal",
          [](double sigma, double mean, double limit, bool relative) {
            Distribution made_ = made(Kind::normal, relative, {mean, sigma});
            made_.limit_sigma = limit;
            return made_;
          },
          "sigma"_a, "mean"_a = 0.0, "limit"_a = 0.0, nb::kw_only(), "relative"_a = false,
          "`limit`: cut off at so many sigmas; 0: not.")
      .def_static(
          "lognormal", [](double sigma) { return made(Kind::lognormal, true, {sigma}); }, "sigma"_a,
          "The figure times exp(normal(0, sigma)).")
      .def_static(
          "uniform",
          [](double least, double most, bool relative) {
            return made(Kind::uniform, relative, {least, most});
          },
          "least"_a, "most"_a, nb::kw_only(), "relative"_a = false)
      .def_static(
          "triangular",
          [](double least, double likeliest, double most, bool relative) {
            return made(Kind::triangular, relative, {least, likeliest, most});
          },
          "least"_a, "likeliest"_a, "most"_a, nb::kw_only(), "relative"_a = false)
      .def_static(
          "table",
          [](std::vector<double> deviations, std::vector<double> probabilities, bool relative) {
            Distribution made_ = made(Kind::table, relative, std::move(deviations));
            made_.probabilities = std::move(probabilities);
            return made_;
          },
          "deviations"_a, "probabilities"_a, nb::kw_only(), "relative"_a = false,
          "Deviations that rise, with the probabilities of being below them, from 0 to 1; straight in between.")
      .def_static(
          "exactly",
          [](double value) {
            return made(Kind::uniform, false, {value, value});
          },
          "value"_a)
      .def_ro("relative", &Distribution::relative)
      .def("deviation_at", &deviation_at, "probability"_a,
           "The deviation below which draws lie with this probability, between 0 and 1.")
      .def("__repr__", [](const Distribution& d) {
        constexpr const char* names[] = {"normal", "lognormal", "uniform", "triangular", "table"};
        return std::string("Distribution(") + names[static_cast<int>(d.kind)] + ")";
      });
  nb::class_<Dispersion>(m, "Dispersion", "One figure that varies, or all that a path with wildcards names.")
      .def_ro("path", &Dispersion::path)
      .def_ro("distribution", &Dispersion::distribution)
      .def("__repr__", [](const Dispersion& one) { return "Dispersion(" + one.path + ")"; });
  nb::class_<Failure>(m, "Failure", "Something that may go wrong, with its probability.")
      .def_ro("name", &Failure::name)
      .def_prop_ro("kind", [](const Failure& failure) { return std::string(to_string(failure.kind)); })
      .def_ro("what", &Failure::what, "Stage, part or event.")
      .def_rw("probability", &Failure::probability)
      .def_rw("hazard_per_s", &Failure::hazard_per_s)
      .def_rw("drawn_probability", &Failure::drawn_probability)
      .def_ro("by", &Failure::by)
      .def("__repr__", [](const Failure& failure) { return "Failure(" + failure.name + ")"; });
  nb::class_<Figure>(m, "Figure", "A figure of a mission that may vary from flight to flight.")
      .def_ro("path", &Figure::path)
      .def_ro("unit", &Figure::unit)
      .def_ro("nominal", &Figure::nominal)
      .def_ro("meaning", &Figure::meaning)
      .def_prop_ro("column", [](const Figure& figure) { return column_name(figure); })
      .def("__repr__", [](const Figure& figure) { return "Figure(" + figure.path + ")"; });
  nb::bind_vector<std::vector<Dispersion>, nb::rv_policy::reference_internal>(m, "DispersionList");
  nb::bind_vector<std::vector<Failure>, nb::rv_policy::reference_internal>(m, "FailureList");
}

/// Refuses what the change made wrong, and takes it back.
template <class Change>
void change(Mission& mission, Change&& make) {
  Mission changed = mission;
  make(changed);
  std::vector<Problem> problems;
  for (const Finding& finding : campaign_errors(changed))
    problems.push_back({mission.file, 0, 0, finding.path, finding.found, finding.remedy});
  if (!problems.empty()) throw InputError(problems);
  mission = std::move(changed);
}

void vary(Mission& mission, const std::string& path, const Distribution& distribution) {
  const auto figures = figures_of(mission);
  const bool known = std::any_of(figures.begin(), figures.end(),
                                 [&](const Figure& figure) { return path_matches(path, figure.path); });
  if (!known) {
    std::vector<std::string> names;
    for (const Figure& figure : figures) names.push_back(figure.path);
    const std::string meant = nearest(path, names);
    throw InputError("there is no figure \"" + path + "\"",
                     meant.empty() ? "figures() names all that can vary" : "did you mean \"" + meant + "\"?");
  }
  change(mission, [&](Mission& changed) {
    std::erase_if(changed.disperse.figures, [&](const Dispersion& one) { return one.path == path; });
    changed.disperse.figures.push_back({path, distribution});
  });
}

struct Window {
  std::optional<double> from_s, to_s;
};

Failure failure(const std::string& name, const std::string& kind, const std::string& what, double probability,
                double hazard_per_s, const Distribution& by, const Window& window, double drawn_probability,
                double rate_rad_s) {
  const auto known = failure_kind(kind);
  if (!known) throw InputError("there is no kind of failure \"" + kind + "\"", "there are " + joined(failure_kinds()));
  return {name, *known, what, probability, hazard_per_s, window.from_s, window.to_s, drawn_probability, by, rate_rad_s};
}

void scatter(Mission& mission, ProfileScatter DisperseRequest::*where, std::vector<double> altitude_m,
             std::vector<double> sigma, double correlation_m) {
  change(mission, [&](Mission& changed) {
    changed.disperse.*where = {std::move(altitude_m), std::move(sigma), correlation_m};
  });
}

const char* name_of(DisperseRequest::Sampling sampling) {
  using S = DisperseRequest::Sampling;
  return sampling == S::sobol ? "sobol" : sampling == S::latin_hypercube ? "latin-hypercube" : "plain";
}

void set_sampling(Mission& mission, const std::string& name) {
  using S = DisperseRequest::Sampling;
  for (const S one : {S::plain, S::latin_hypercube, S::sobol}) {
    if (name != name_of(one)) continue;
    mission.disperse.sampling = one;
    return;
  }
  throw InputError("there is no sampling \"" + name + "\"", "there are plain, latin-hypercube and sobol");
}

nb::object campaigns() { return nb::module_::import_("cosmodrome.campaigns"); }

}  // namespace

void bind_dispersions(nb::module_& m, nb::class_<Mission>& mission) {
  bind_distribution(m);
  mission.def_prop_rw(
      "dispersions", [](Mission & self) -> auto& { return self.disperse.figures; },
      [](Mission& self, const std::vector<Dispersion>& list) {
        change(self, [&](Mission& changed) { changed.disperse.figures = list; });
      },
      nb::rv_policy::reference_internal, "What varies from flight to flight in disperse().");
  mission.def_rw("failures", &Mission::failures, "What may go wrong in disperse().");
  mission.def_prop_rw(
      "seed", [](const Mission& self) { return self.disperse.seed; },
      [](Mission& self, std::uint64_t seed) { self.disperse.seed = seed; },
      "Flights with the same seed draw the same on any machine.");
  mission.def_prop_rw(
      "sampling", [](const Mission& self) { return std::string(name_of(self.disperse.sampling)); }, &set_sampling,
      "plain, latin-hypercube or sobol.");
  mission.def(
      "figures", [](const Mission& self) { return figures_of(self); }, "All figures that can vary.");
  mission.def(
      "vary", &vary, "path"_a, "distribution"_a,
      "Lets a figure vary, or all that a path with `*` meets, each on its own; in place of what was said of this "
      "path before. Raises InputError.");
  mission.def(
      "correlate",
      [](Mission& self, std::string name, std::vector<std::string> paths, std::vector<double> sigma,
         std::vector<std::vector<double>> correlation, bool relative) {
        change(self, [&](Mission& changed) {
          const std::size_t n = paths.size();
          changed.disperse.sets.push_back({std::move(name), std::move(paths), std::move(sigma),
                                           std::vector<bool>(n, relative), std::move(correlation)});
        });
      },
      "name"_a, "paths"_a, "sigma"_a, "correlation"_a, nb::kw_only(), "relative"_a = false,
      "Lets figures vary together, normally. Raises InputError.");
  mission.def(
      "scatter_wind",
      [](Mission& self, std::vector<double> altitude_m, std::vector<double> sigma_m_s, double correlation_m) {
        scatter(self, &DisperseRequest::wind, std::move(altitude_m), std::move(sigma_m_s), correlation_m);
      },
      "altitude_m"_a, "sigma_m_s"_a, "correlation_m"_a,
      "Winds that differ from flight to flight, east and north alike; alike over the height `correlation_m`.");
  mission.def(
      "scatter_density",
      [](Mission& self, std::vector<double> altitude_m, std::vector<double> sigma, double correlation_m) {
        scatter(self, &DisperseRequest::density, std::move(altitude_m), std::move(sigma), correlation_m);
      },
      "altitude_m"_a, "sigma"_a, "correlation_m"_a, "Densities that differ likewise, as shares of the mean one.");
  mission.def(
      "fail",
      [](Mission& self, const std::string& name, const std::string& kind, const std::string& what, double probability,
         double hazard_per_s, const std::optional<Distribution>& by, std::optional<double> from_s,
         std::optional<double> to_s, double drawn_probability, double rate_rad_s) {
        const Failure one = failure(name, kind, what, probability, hazard_per_s, by.value_or(Distribution{}),
                                    {from_s, to_s}, drawn_probability, rate_rad_s);
        change(self, [&](Mission& changed) { changed.failures.push_back(one); });
      },
      "name"_a, "kind"_a, "what"_a = "", nb::kw_only(), "probability"_a = 0.0, "hazard_per_s"_a = 0.0,
      "by"_a.none() = nb::none(), "from_s"_a.none() = nb::none(), "to_s"_a.none() = nb::none(),
      "drawn_probability"_a = 0.0, "rate_rad_s"_a = 0.017453292519943295,
      "Lets something go wrong now and then: `kind` as in mission files, `what` the stage, part or event. Raises "
      "InputError.");
  mission.def(
      "disperse",
      [](nb::handle self, const nb::object& n, const nb::object& folder, const nb::object& until,
         const nb::object& indices, const nb::object& jobs, bool resume, const nb::object& progress) {
        return campaigns().attr("disperse")(self, n, "folder"_a = folder, "until"_a = until, "indices"_a = indices,
                                            "jobs"_a = jobs, "resume"_a = resume, "progress"_a = progress);
      },
      "n"_a.none() = nb::none(), nb::kw_only(), "folder"_a.none() = nb::none(), "until"_a.none() = nb::none(),
      "indices"_a.none() = nb::none(), "jobs"_a.none() = nb::none(), "resume"_a = false, "progress"_a = false,
      "Flies the mission many times: a cosmodrome.Flights; see cosmodrome.disperse.");
  mission.def(
      "safety",
      [](nb::handle self, const nb::kwargs& how) {
        return nb::module_::import_("cosmodrome._safety").attr("safety")(self, **how);
      },
      "how"_a, "Where the mission comes down, and whom it could hurt: a cosmodrome.Safety; see cosmodrome.safety().");
  mission.def("__getstate__", [](const Mission& self) {
    WriteArchive archive;
    archive.put(self);
    return nb::make_tuple(COSMODROME_VERSION, nb::bytes(archive.bytes.data(), archive.bytes.size()));
  });
  mission.def("__setstate__", [](Mission& self, const nb::tuple& state) {
    if (nb::cast<std::string>(state[0]) != COSMODROME_VERSION)
      throw std::invalid_argument("this mission was pickled by another version of cosmodrome");
    const auto held = nb::cast<nb::bytes>(state[1]);
    const std::string bytes(held.c_str(), held.size());
    Mission read;
    ReadArchive archive(bytes);
    archive.get(read);
    archive.end();
    new (&self) Mission(std::move(read));
  });
}

}  // namespace cosmodrome::python
