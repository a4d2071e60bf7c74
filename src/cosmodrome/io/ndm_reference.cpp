#include <fmt/format.h>

#include <iterator>

#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

std::string written_as(const NdmKey& key) {
  switch (key.type) {
    case NdmType::text:
      return "text";
    case NdmType::number:
      return key.unit.empty() ? "number" : fmt::format("number, {}", key.unit);
    case NdmType::whole:
      return "whole number";
    case NdmType::time:
      return "time";
    case NdmType::word: {
      std::vector<std::string> words;
      for (const Word& word : words_of(key.words)) words.push_back(fmt::format("`{}`", word.text));
      return joined(words, "or");
    }
  }
  return "";
}

std::string due(const NdmKey& key) {
  switch (key.due) {
    case NdmDue::no:
      return "";
    case NdmDue::yes:
      return "yes";
    case NdmDue::before_3:
      return "before version 3";
    case NdmDue::maybe_empty:
      return "yes, but may be empty";
  }
  return "";
}

std::string versions(const NdmKey& key) {
  constexpr int last = 9;
  if (key.since > 1) return fmt::format("from {}.0", key.since);
  return key.until < last ? fmt::format("{}.0 only", key.until) : "";
}

void add_block(std::string& page, const NdmBlockRule& block) {
  if (block.keys.empty()) return;
  page +=
      fmt::format("\n`{}`: {}.\n\n| Keyword | Written as | Due | Versions |\n| --- | --- | --- | --- |\n", block.name,
                  block.due       ? "due"
                  : block.repeats ? "as often as needed"
                                  : "may be left out");
  for (const NdmKey& key : block.keys) {
    page += fmt::format("| `{}` | {} | {} | {} |\n", key.name, written_as(key), due(key), versions(key));
  }
}

}  // namespace

std::string ndm_reference() {
  std::string page =
      "# Orbit messages\n\n<!-- Made from the tables in src/cosmodrome/io/ndm_schema.cpp; a test holds it to them. To "
      "renew "
      "it, run io_test with COSMODROME_RENEW_REFERENCE=1. -->\n\nEvery keyword of the CCSDS messages that are read and "
      "written, in keyword form and in XML, where the blocks are elements of these names. A keyword that is not here "
      "is "
      "refused; what else is to be said goes into `USER_DEFINED_...` of an OPM or OMM, or into a comment. A unit may "
      "be "
      "written behind its number, but no other unit. Times are written `2023-08-10T23:10:57.5` or "
      "`2023-222T23:10:57.5`.\n";
  for (const NdmRule& rule : ndm_rules()) {
    page += fmt::format("\n## {}: {}\n\n{}; versions {}.\n", rule.name, rule.title, rule.standard,
                        joined({rule.versions.begin(), rule.versions.end()}));
    add_block(page, rule.header);
    for (const NdmBlockRule& block : rule.relative) add_block(page, block);
    for (const NdmBlockRule& block : rule.blocks) add_block(page, block);
    if (rule.kind == NdmKind::oem)
      page +=
          "\n`data`: lines of time, position in km, velocity in km/s and, if there is one, acceleration in km/s**2.\n";
    if (rule.kind == NdmKind::aem)
      page += "\n`data`: lines of time and the numbers that `ATTITUDE_TYPE` has; angles in deg, rates in deg/s.\n";
  }
  return page;
}

}  // namespace cosmodrome
