#include "cosmodrome/io/schema.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"

namespace cosmodrome::cli {
namespace {

struct SchemaArguments {
  std::string kind;  ///< as name_of() has it, "manoeuvres"
};

int run_schema(const SchemaArguments& arguments) {
  for (const DocumentKind kind : document_kinds()) {
    if (name_of(kind) == arguments.kind) std::fputs(json_schema(kind).c_str(), stdout);
  }
  return exit_done;
}

}  // namespace

void add_schema(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<SchemaArguments>();
  CLI::App* command = app.add_subcommand("schema", "Print the JSON Schema of a kind of file, for editors");
  command->add_option("kind", wanted->kind, "Kind of file")
      ->required()
      ->check(CLI::IsMember({"mission", "vehicle", "site", "safety", "manoeuvres"}).description(""))
      ->type_name("mission|vehicle|site|safety|manoeuvres");
  command->footer("Example: cosmodrome schema mission > mission.schema.json\nExit codes: 0 printed; 2 no such kind.");
  command->callback([&run, wanted] { run = [wanted] { return run_schema(*wanted); }; });
}

}  // namespace cosmodrome::cli
