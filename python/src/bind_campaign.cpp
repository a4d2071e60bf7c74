#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/function.h>

#include <fmt/format.h>

#include "arrays.hpp"
#include "bind.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/campaign/check.hpp"
#include "cosmodrome/campaign/parquet.hpp"
#include "cosmodrome/io/fly_campaign.hpp"

namespace cosmodrome::python {
namespace {

/// A campaign and the plan it looks into.
struct HeldCampaign {
  explicit HeldCampaign(const Plan& from) : plan(from), campaign((check(plan.mission), plan)) {}
  static void check(const Mission& mission) {
    std::vector<Problem> problems;
    for (const Finding& finding : campaign_errors(mission))
      problems.push_back({mission.file, 0, 0, finding.path, finding.found, finding.remedy});
    if (!problems.empty()) throw InputError(problems);
  }
  Plan plan;
  Campaign campaign;
};

using Progress = std::function<void(std::uint64_t, std::uint64_t, const std::string&)>;

/// Its flights in a folder, held for writing until closed.
struct Store {
  Store(std::shared_ptr<HeldCampaign> of, const std::filesystem::path& folder, bool resume) : held(std::move(of)) {
    const auto mode = resume ? CampaignStore::Mode::resume : CampaignStore::Mode::begin;
    store = std::make_unique<CampaignStore>(folder, store_key(held->campaign), mode);
  }
  [[nodiscard]] const CampaignStore& open() const {
    if (!store) throw InputError("this store is closed", "open it again with resume=True");
    return *store;
  }
  std::shared_ptr<HeldCampaign> held;
  std::unique_ptr<CampaignStore> store;
};

std::string in_short(const Statistics& so_far) {
  std::string text;
  for (const auto& [name, tally] : so_far.outcomes())
    text +=
        fmt::format("{}{} {:.2f} %", text.empty() ? "" : ", ", name, 100 * tally.among(so_far.flights()).probability);
  return text;
}

std::string run(const Store& self, std::uint64_t flights, const std::string& until, std::uint64_t pairs, int threads,
                bool resume, const Progress& progress) {
  const CampaignStore& store = self.open();
  CampaignRequest request;
  request.flights = flights;
  request.until = until;
  request.pairs = pairs;
  request.threads = threads;
  request.resume = resume;
  // Ctrl-C is seen by the thread that Python runs in, which flies blocks as the others do; all that is flown is kept.
  request.stop = [] {
    const nb::gil_scoped_acquire python;
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    return false;
  };
  if (progress) {
    request.progress = [&](const Statistics& so_far, std::uint64_t /*flown*/, std::uint64_t asked) {
      const nb::gil_scoped_acquire python;
      progress(so_far.flights(), asked, in_short(so_far));
    };
  }
  const nb::gil_scoped_release others;
  const CampaignSummary summary = fly_campaign(self.held->campaign, store, request);
  return write_campaign_files(self.held->campaign, store, summary);
}

/// Texts as the few different ones and the place of each flight's among them.
struct Texts {
  std::vector<std::string> different;
  std::vector<std::int32_t> places;
  std::map<std::string, std::int32_t> known;
  void add(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const auto [at, fresh] = known.try_emplace(text, static_cast<std::int32_t>(different.size()));
      if (fresh) different.push_back(text);
      places.push_back(at->second);
    }
  }
};

nb::object column(const Store& self, const std::string& name) {
  const CampaignStore& store = self.open();
  const auto& names = self.held->campaign.column_names();
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw nb::key_error(("there is no column " + name + "; columns names all").c_str());
  std::vector<double> numbers;
  std::vector<std::int64_t> whole;
  Texts texts;
  {
    const nb::gil_scoped_release others;
    for (const std::uint64_t block : store.blocks()) {
      auto read = store.read(block, {name});
      auto& values = read.front().values;
      if (auto* list = std::get_if<std::vector<double>>(&values)) {
        if (numbers.empty()) {
          numbers = std::move(*list);
        } else {
          numbers.insert(numbers.end(), list->begin(), list->end());
        }
      } else if (auto* counts = std::get_if<std::vector<std::int64_t>>(&values)) {
        whole.insert(whole.end(), counts->begin(), counts->end());
      } else {
        texts.add(std::get<std::vector<std::string>>(values));
      }
    }
  }
  if (!texts.places.empty()) {
    nb::list different;
    for (const std::string& text : texts.different) different.append(text);
    return nb::make_tuple(different, array_of(std::move(texts.places)));
  }
  return whole.empty() ? array_of(std::move(numbers)) : array_of(std::move(whole));
}

}  // namespace

void bind_campaign(nb::module_& m) {
  m.attr("BLOCK_FLIGHTS") = CampaignStore::block_flights;
  nb::class_<HeldCampaign>(m, "Campaign", "What a plan's flights draw and fly: the same bits for the same number.")
      .def(
          "__init__", [](HeldCampaign* self, const Plan& plan) { new (self) HeldCampaign(plan); }, "plan"_a)
      .def_prop_ro("mission", [](const HeldCampaign& self) -> const Mission& { return self.plan.mission; })
      .def_prop_ro(
          "hash", [](const HeldCampaign& self) { return store_key(self.campaign).campaign; },
          "Of everything that decides its flights.")
      .def_prop_ro(
          "columns", [](const HeldCampaign& self) { return self.campaign.column_names(); },
          "Names of what is kept of each flight.")
      .def_prop_ro(
          "inputs", [](const HeldCampaign& self) { return self.campaign.inputs(); }, "How many figures vary.")
      .def(
          "plan_of", [](const HeldCampaign& self, std::uint64_t flight) { return self.campaign.plan_of(flight); },
          "flight"_a, nb::call_guard<nb::gil_scoped_release>(), "The plan of one flight, for fly().")
      .def(
          "fly_block",
          [](const HeldCampaign& self, std::uint64_t first, std::size_t count) {
            std::string bytes;
            {
              const nb::gil_scoped_release others;
              bytes = write_parquet(self.campaign.fly(first, count));
            }
            return nb::bytes(bytes.data(), bytes.size());
          },
          "first"_a, "count"_a, "Flights from number `first` on, as a Parquet file.");
  nb::class_<Store>(m, "CampaignStore", "The flights of a campaign in a folder.")
      .def(
          "__init__",
          [](Store* self, const HeldCampaign& campaign, const std::filesystem::path& folder, bool resume) {
            new (self) Store(std::make_shared<HeldCampaign>(campaign.plan), folder, resume);
          },
          "campaign"_a, "folder"_a, "resume"_a = false, "Raises InputError if the folder cannot be used so.")
      .def(
          "has",
          [](const Store& self, std::uint64_t block, std::size_t flights) {
            return self.open().find(block, flights).has_value();
          },
          "block"_a, "flights"_a, nb::call_guard<nb::gil_scoped_release>())
      .def(
          "add",
          [](const Store& self, std::uint64_t block, const nb::bytes& written, std::size_t flights) {
            const std::string bytes(written.c_str(), written.size());
            const nb::gil_scoped_release others;
            self.open().add_written(block, bytes, flights);
          },
          "block"_a, "written"_a, "flights"_a, "Puts a block on the disk that fly_block() flew.")
      .def(
          "asked",
          [](const Store& self, std::uint64_t flights, bool resume) {
            CampaignRequest request;
            request.flights = flights;
            request.resume = resume;
            const auto asked = asked_of(self.held->campaign, self.open(), request);
            self.open().keep_asked(asked);
            return asked.flights;
          },
          "flights"_a, "resume"_a, "How many flights there shall be in the end; remembered.")
      .def("run", &run, "flights"_a, "until"_a, "pairs"_a, "threads"_a, "resume"_a, "progress"_a.none() = nb::none(),
           "Flies what is missing and sums up all of it; the summary as JSON.")
      .def("column", &column, "name"_a,
           "One column of all flights: an array, or of texts the different ones and an array of places among them.")
      .def("close", [](Store& self) { self.store.reset(); });
}

}  // namespace cosmodrome::python
