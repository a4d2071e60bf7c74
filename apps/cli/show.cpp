// The commands `vehicles`, `sites` and `show`, which share their words.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "catalogue_commands.hpp"
#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome::cli {
namespace {

std::vector<std::string> all_ids() {
  std::vector<std::string> ids = catalogue_ids("vehicles");
  for (const SiteFacts& facts : list_sites()) ids.push_back(facts.id);
  return ids;
}

int run_show(const CatalogueArguments& arguments) {
  const CatalogueName name = parse_catalogue_name(arguments.id);
  if (name.first_is_file()) {
    const bool is_site = read_document(name.first).find("site") != nullptr;
    return is_site ? run_sites(arguments) : run_vehicles(arguments);
  }
  const auto has = [&](const char* kind) {
    const auto ids = catalogue_ids(kind);
    return std::find(ids.begin(), ids.end(), name.first) != ids.end();
  };
  if (has("vehicles")) return run_vehicles(arguments);
  if (has("sites")) return run_sites(arguments);
  const std::string meant = nearest(arguments.id, all_ids());
  throw InputError(
      fmt::format("the catalogue has no vehicle or site \"{}\"", shortened(arguments.id)),
      meant.empty() ? "see cosmodrome vehicles and cosmodrome sites" : fmt::format("did you mean \"{}\"?", meant));
}

void add_catalogue(CLI::App& app, const char* name, const char* help, const char* example, const char* id_kind,
                   int (*show_or_list)(const CatalogueArguments&), Run& run) {
  const auto wanted = std::make_shared<CatalogueArguments>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_flag("--json", wanted->json, "Print one JSON object");
  command->add_flag("--ids", wanted->ids, "Print ids alone, one a line");
  CLI::App* show = command->add_subcommand("show", "Show all figures of one with their sources");
  show->add_option("id", wanted->id, "Id of the catalogue, or ./FILE.toml")->required()->type_name(id_kind);
  show->add_flag("--json", wanted->json, "Print one JSON object");
  const std::string codes = std::string("Example: cosmodrome ") + name + " show " + example +
                            "\nExit codes: 0 printed; 2 there is no such entry.";
  command->footer(codes);
  show->footer(codes);
  command->callback([&run, wanted, show_or_list] { run = [wanted, show_or_list] { return show_or_list(*wanted); }; });
}

}  // namespace

void add_vehicles(CLI::App& app, Run& run) {
  add_catalogue(app, "vehicles", "List the rockets that are built in, or show one", "soyuz-2.1b", "VEHICLE",
                run_vehicles, run);
}

void add_sites(CLI::App& app, Run& run) {
  add_catalogue(app, "sites", "List the launch pads that are built in, or show one", "vostochny/1S", "SITE", run_sites,
                run);
}

void add_show(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<CatalogueArguments>();
  CLI::App* command = app.add_subcommand("show", "Show a vehicle or a site: all figures with their sources");
  command->add_option("id", wanted->id, "Id of the catalogue, or ./FILE.toml")->required()->type_name("ENTRY");
  command->add_flag("--json", wanted->json, "Print one JSON object");
  command->footer("Example: cosmodrome show soyuz-2.1b/fregat\nExit codes: 0 printed; 2 there is no such entry.");
  command->callback([&run, wanted] { run = [wanted] { return run_show(*wanted); }; });
}

}  // namespace cosmodrome::cli
