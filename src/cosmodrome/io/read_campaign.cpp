#include "cosmodrome/io/read_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "cosmodrome/campaign/check.hpp"
#include "cosmodrome/campaign/failure_kinds.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/column_file.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/mission/figures.hpp"

namespace cosmodrome {
namespace {

using Kind = Distribution::Kind;

constexpr std::array<std::string_view, 6> shapes{"normal", "lognormal", "uniform", "triangular", "table", "exactly"};
constexpr std::array<std::string_view, 6> beside{"mean", "limit", "source", "confidence", "estimated", "note"};

/// Angles are written in degrees.
std::string_view written_unit(std::string_view unit) {
  return unit == "rad" ? "deg" : unit == "rad/s" ? "deg/s" : unit;
}

/// Reads one distribution; what is wrong with it is told once.
class DistributionReader {
 public:
  DistributionReader(const Value& table, std::string path, std::string_view unit, std::vector<Problem>& problems)
      : table_(table), path_(std::move(path)), unit_(written_unit(unit)), problems_(problems) {}

  std::optional<Distribution> read() {
    if (!table_.is_table()) {
      add(table_, fmt::format("found {}, a distribution is due", in_words(table_)), R"(write { normal = "0.5 %" })");
      return std::nullopt;
    }
    const Entry* shape = the_shape();
    if (shape == nullptr) return std::nullopt;
    by_shape(*shape);
    if (problems_.size() > before_) return std::nullopt;
    if (shares_ > 0 && shares_ < amounts_) {
      add(table_, "some of its values are shares and some are not", "write all in % or all with their unit");
      return std::nullopt;
    }
    found_.relative = shares_ > 0 && unit_ != "1";
    return found_;
  }

 private:
  void add(const Value& at, std::string found, std::string remedy) {
    problems_.push_back(problem_at(at.place, path_, std::move(found), std::move(remedy)));
  }

  const Entry* the_shape() {
    const Entry* shape = nullptr;
    for (const Entry& entry : table_.entries) {
      if (std::find(shapes.begin(), shapes.end(), entry.key) != shapes.end()) {
        if (shape != nullptr)
          add(entry.value, fmt::format("there are {} and {}", shape->key, entry.key), "give one of them");
        shape = &entry;
      } else if (std::find(beside.begin(), beside.end(), entry.key) == beside.end()) {
        std::vector<std::string> known(shapes.begin(), shapes.end());
        known.insert(known.end(), beside.begin(), beside.end());
        const std::string meant = nearest(entry.key, known);
        problems_.push_back(
            problem_at(entry.key_place, path_, fmt::format("unknown key \"{}\"", shortened(entry.key)),
                       meant.empty() ? "known here: " + joined(known) : fmt::format("did you mean \"{}\"?", meant)));
      }
    }
    if (shape == nullptr && problems_.size() == before_) {
      add(table_, "nothing says how it varies",
          R"(write for example { normal = "0.5 %" } or { uniform = ["-1 %", "1 %"] })");
    }
    return shape;
  }

  void by_shape(const Entry& shape) {
    if (shape.key == "normal") {
      found_.kind = Kind::normal;
      const Value* mean = table_.find("mean");
      const double sigma = amount(shape.value);
      found_.values = {mean != nullptr ? amount(*mean) : 0.0, sigma};
      if (sigma < 0) add(shape.value, "a standard deviation below 0", "write it without the sign");
      limit();
    } else if (shape.key == "lognormal") {
      found_.kind = Kind::lognormal;
      found_.values = {amount(shape.value)};
      if (amounts_ > shares_ && unit_ != "1") add(shape.value, "a log-normal deviation is a share", "write it in %");
    } else if (shape.key == "uniform") {
      list(shape.value, 2, Kind::uniform);
    } else if (shape.key == "triangular") {
      list(shape.value, 3, Kind::triangular);
    } else if (shape.key == "exactly") {
      found_.kind = Kind::uniform;
      const double value = amount(shape.value);
      found_.values = {value, value};
    } else {
      table(shape.value);
    }
  }

  void limit() {
    const Value* value = table_.find("limit");
    if (value == nullptr) return;
    found_.limit_sigma = value->real;
    const bool number = value->kind == Value::Kind::integer || value->kind == Value::Kind::real;
    if (!number || !(value->real > 0))
      add(*value, fmt::format("found {}", in_words(*value)), "write a number of sigmas, such as limit = 3");
  }

  void list(const Value& value, std::size_t size, Kind kind) {
    found_.kind = kind;
    if (!value.is_list() || value.items.size() != size) {
      add(value, fmt::format("found {}, a list of {} is due", in_words(value), size),
          size == 2 ? R"(write uniform = ["-1 %", "1 %"])" : R"(write triangular = ["-1 %", "0 %", "2 %"])");
      return;
    }
    for (const Value& item : value.items) found_.values.push_back(amount(item));
    if (!std::is_sorted(found_.values.begin(), found_.values.end()))
      add(value, "its values do not rise", "write the least first");
  }

  void table(const Value& value) {
    found_.kind = Kind::table;
    const char* remedy = R"(write table = [["-1 %", 0], ["0 %", 0.3], ["2 %", 1]])";
    if (!value.is_list() || value.items.size() < 2) {
      add(value, fmt::format("found {}, rows of a deviation and a probability are due", in_words(value)), remedy);
      return;
    }
    for (const Value& row : value.items) {
      const bool pair = row.is_list() && row.items.size() == 2 &&
                        (row.items[1].kind == Value::Kind::real || row.items[1].kind == Value::Kind::integer);
      if (!pair) {
        add(row, "this row is no deviation with a probability", remedy);
        return;
      }
      found_.values.push_back(amount(row.items[0]));
      found_.probabilities.push_back(row.items[1].real);
    }
    const auto& p = found_.probabilities;
    const bool rise = std::adjacent_find(p.begin(), p.end(), std::greater_equal<>()) == p.end();
    if (!rise || p.front() != 0 || p.back() != 1 || !std::is_sorted(found_.values.begin(), found_.values.end())) {
      add(value, "its deviations and probabilities do not rise from probability 0 to 1", remedy);
    }
  }

  double amount(const Value& value) {
    ++amounts_;
    const Resolved own = resolve_quantity(value, unit_);
    if (own.ok && unit_ != "1") return own.si;
    const Resolved share = resolve_quantity(value, "%");
    if (!share.ok) {
      add(value, own.found, unit_ == "1" ? share.remedy : own.remedy + ", or a share such as \"0.5 %\"");
      return 0;
    }
    ++shares_;
    return share.si;
  }

  const Value& table_;
  std::string path_;
  std::string unit_;
  std::vector<Problem>& problems_;
  Distribution found_;
  std::size_t before_ = problems_.size();
  int amounts_ = 0, shares_ = 0;
};

std::string text_in(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is_text() ? value->text : std::string{};
}

class CampaignReader {
 public:
  CampaignReader(Mission& mission, std::vector<Problem>& problems)
      : mission_(mission), asked_(mission.disperse), problems_(problems), all_(figures_of(mission)) {}

  void disperse(const Section& from) {
    if (from.has("flights"))
      asked_.flights = static_cast<std::uint64_t>(unwrapped(*from.table().find("flights")).integer);
    if (from.has("seed")) asked_.seed = static_cast<std::uint64_t>(unwrapped(*from.table().find("seed")).integer);
    const std::string sampling = from.text("sampling");
    if (sampling == "latin-hypercube") asked_.sampling = DisperseRequest::Sampling::latin_hypercube;
    if (sampling == "sobol") asked_.sampling = DisperseRequest::Sampling::sobol;
    if (const Value* figures = from.table().find("figures"); figures != nullptr) {
      for (const Entry& entry : figures->entries) figure(entry);
    }
    for (const Section& set : from.sections("correlated")) correlated(set);
    if (from.table().find("wind") != nullptr) asked_.wind = scatter(from.section("wind"), "sigma_m_s");
    if (from.table().find("density") != nullptr) asked_.density = scatter(from.section("density"), "sigma_share");
  }

  void failure(const Section& from) {
    Failure failure;
    failure.name = from.text("name");
    failure.kind = failure_kind(from.text("kind")).value_or(Failure::Kind::shut_down);
    const Value& at = *from.table().find("name");
    const std::string path = "failure." + failure.name;
    const std::string what = from.text("what");
    failure.what = what;
    check_what(failure, from.table(), path);
    failure.probability = from.number("probability");
    failure.hazard_per_s = from.quantity("hazard_rate");
    failure.from_s = from.given("from");
    failure.to_s = from.given("to");
    failure.drawn_probability = from.number("drawn_probability");
    failure.rate_rad_s = from.quantity("rate");
    if (from.has("probability") == from.has("hazard_rate")) {
      problems_.push_back(problem_at(
          at.place, path,
          from.has("probability") ? "there are a probability and a hazard rate" : "nothing says how likely it is",
          "give probability = 0.01, or hazard_rate = \"1e-5 1/s\""));
    }
    if (failure.from_s && failure.to_s && *failure.to_s < *failure.from_s) {
      problems_.push_back(problem_at(at.place, path, "its window ends before it begins", "exchange from and to"));
    }
    read_amount(failure, from.table(), path);
    mission_.failures.push_back(std::move(failure));
  }

 private:
  void figure(const Entry& entry) {
    const std::string path = "disperse.figures." + entry.key;
    std::vector<const Figure*> meant;
    for (const Figure& one : all_) {
      if (path_matches(entry.key, one.path)) meant.push_back(&one);
    }
    if (meant.empty()) return unknown(entry.key_place, path, entry.key);
    std::optional<Distribution> read = DistributionReader(entry.value, path, meant.front()->unit, problems_).read();
    if (!read) return;
    for (const Figure* one : meant) {
      if (one->unit != meant.front()->unit && !read->relative) {
        problems_.push_back(problem_at(
            entry.value.place, path,
            fmt::format("{} is in {}, {} in {}", meant.front()->path, meant.front()->unit, one->path, one->unit),
            "write a share in %, or name them apart"));
        return;
      }
      if (read->relative && one->nominal == 0) {
        problems_.push_back(problem_at(entry.value.place, path,
                                       fmt::format("{} is 0, so a share of it is nothing", one->path),
                                       fmt::format("write it in {}", written_unit(one->unit))));
        return;
      }
    }
    asked_.figures.push_back({entry.key, *read});
    if (const Value& v = entry.value; v.find("source") != nullptr || v.find("estimated") != nullptr) {
      mission_.provenance.push_back(
          {path, "", text_in(v, "source"), text_in(v, "confidence"), text_in(v, "estimated"), text_in(v, "note")});
    }
  }

  void unknown(const Place& place, const std::string& path, const std::string& name) {
    std::vector<std::string> known;
    for (const Figure& one : all_) known.push_back(one.path);
    const std::string meant = nearest(name, known);
    problems_.push_back(problem_at(place, path, fmt::format("there is no figure \"{}\"", shortened(name)),
                                   meant.empty() ? "cosmodrome disperse MISSION --list names all that can vary"
                                                 : fmt::format("did you mean \"{}\"?", meant)));
  }

  void correlated(const Section& from) {
    CorrelatedSet set;
    set.name = from.text("name");
    set.paths = from.texts("figures");
    set.correlation = from.number_rows("correlation");
    const auto written = from.texts("sigma");
    const Place& place = from.table().place;
    const std::string path = "disperse.correlated." + set.name;
    const std::size_t n = set.paths.size();
    const bool square = set.correlation.size() == n && std::all_of(set.correlation.begin(), set.correlation.end(),
                                                                   [&](const auto& row) { return row.size() == n; });
    if (written.size() != n || !square) {
      problems_.push_back(problem_at(
          place, path,
          fmt::format("{} figures, {} sigmas, a matrix of {} rows", n, written.size(), set.correlation.size()),
          "give as many of each, and a square matrix"));
      return;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const auto one = std::find_if(all_.begin(), all_.end(), [&](const Figure& f) { return f.path == set.paths[i]; });
      if (one == all_.end()) return unknown(place, path, set.paths[i]);
      Value text;
      text.kind = Value::Kind::text, text.text = written[i], text.place = place;
      const Resolved own = resolve_quantity(text, written_unit(one->unit)), share = resolve_quantity(text, "%");
      if (!own.ok && !share.ok) {
        problems_.push_back(problem_at(place, path, own.found, own.remedy + ", or a share such as \"0.5 %\""));
        return;
      }
      set.sigma.push_back(own.ok ? own.si : share.si);
      set.relative.push_back(!own.ok);
    }
    if (!is_correlation(set.correlation)) {
      problems_.push_back(problem_at(
          place, path, "the matrix is no correlation",
          "it must be symmetric with ones along its diagonal, and no combination may have a variance below 0"));
      return;
    }
    asked_.sets.push_back(std::move(set));
  }

  /// Deviations by altitude, from the mission file or from one beside it.
  std::vector<std::vector<double>> deviations(const Section& from, const std::string& column) const {
    if (!from.has("file")) return from.columns("sigma");
    const auto folder = std::filesystem::path(mission_.file).parent_path();
    return read_columns(folder / from.text("file"), {"altitude_m", column}, mission_.liftoff.to_utc().month);
  }

  ProfileScatter scatter(const Section& from, const std::string& column) {
    if (from.has("sigma") == from.has("file")) {
      problems_.push_back(problem_at(
          from.table().place, "disperse",
          from.has("file") ? "there are sigma and a file" : "there is neither sigma nor a file", "give one of them"));
      return {};
    }
    auto columns = deviations(from, column);
    ProfileScatter scatter{std::move(columns[0]), std::move(columns[1]), from.quantity("correlation_height")};
    const auto& z = scatter.altitude_m;
    const bool rise = std::adjacent_find(z.begin(), z.end(), std::greater_equal<>()) == z.end();
    const bool negative = std::any_of(scatter.sigma.begin(), scatter.sigma.end(), [](double s) { return s < 0; });
    if (z.size() < 2 || !rise || negative) {
      problems_.push_back(
          problem_at(from.table().place, "disperse",
                     "a profile needs two rows or more, with altitudes that rise and deviations of 0 or more",
                     "put the rows in order"));
      return {};
    }
    return scatter;
  }

  void check_what(const Failure& failure, const Value& table, const std::string& path) {
    const Befallen can = befallen(mission_, failure.kind);
    if (can.what.empty() || std::find(can.names.begin(), can.names.end(), failure.what) != can.names.end()) return;
    const Value* what = table.find("what");
    problems_.push_back(
        problem_at(what != nullptr ? what->place : table.place, path,
                   fmt::format("there is no {} \"{}\" that this could befall", can.what, shortened(failure.what)),
                   can.names.empty() ? fmt::format("the mission has no {} that could have it", can.what)
                                     : "there are " + joined(can.names)));
  }

  void read_amount(Failure& failure, const Value& table, const std::string& path) {
    const std::string_view unit = amount_unit(failure.kind);
    if (unit.empty()) return;
    const Value* by = table.find("by");
    if (by == nullptr) {
      problems_.push_back(problem_at(table.place, path, "nothing says by how much",
                                     unit == "1"
                                         ? "write by = { exactly = \"25 %\" }"
                                         : fmt::format("write by = {{ exactly = \"1 {}\" }}", written_unit(unit))));
      return;
    }
    if (auto read = DistributionReader(*by, path + ".by", unit, problems_).read()) failure.by = *read;
  }

  Mission& mission_;
  DisperseRequest& asked_;
  std::vector<Problem>& problems_;
  std::vector<Figure> all_;
};

}  // namespace

void read_campaign(const Value& root, Mission& mission, std::vector<Problem>& problems) {
  const Section document(DocumentKind::mission, root);
  CampaignReader reader(mission, problems);
  reader.disperse(document.section("disperse"));
  for (const Section& failure : document.sections("failure")) reader.failure(failure);
}

}  // namespace cosmodrome
