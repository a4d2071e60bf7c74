#include "cosmodrome/io/schema.hpp"

#include <cstdio>

#include "commands.hpp"

namespace cosmodrome::cli {

int run_schema(const SchemaArguments& arguments) {
  for (const DocumentKind kind :
       {DocumentKind::mission, DocumentKind::vehicle, DocumentKind::site, DocumentKind::safety}) {
    if (name_of(kind) == arguments.kind) std::fputs(json_schema(kind).c_str(), stdout);
  }
  return exit_done;
}

}  // namespace cosmodrome::cli
