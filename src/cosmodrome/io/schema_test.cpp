#include "cosmodrome/io/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "cosmodrome/io/field_check.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

class Schema : public testing::TestWithParam<DocumentKind> {};

bool is_section(const Field& field) {
  return field.type == FieldType::section || field.type == FieldType::sections || field.type == FieldType::free;
}

void expect_right(const Field& field, const std::string& written) {
  const Value root = parse_document("it = " + written, "example");
  std::vector<Problem> problems;
  check_field(*root.find("it"), field, std::string(field.path), problems);
  for (const Problem& problem : problems) ADD_FAILURE() << describe(problem);
}

// The example is what messages and the reference show people, so it must itself be right.
TEST_P(Schema, ExamplesAreRight) {
  for (const Field& field : fields(GetParam())) {
    if (is_section(field)) continue;
    ASSERT_FALSE(field.example.empty()) << field.path;
    expect_right(field, std::string(field.example));
  }
}

TEST_P(Schema, WhatHoldsInAbsenceIsRight) {
  for (const Field& field : fields(GetParam())) {
    if (field.fallback.empty()) continue;
    EXPECT_FALSE(field.required) << field.path;
    const bool bare =
        field.type == FieldType::integer || field.type == FieldType::boolean || field.type == FieldType::number;
    expect_right(field, bare ? std::string(field.fallback) : '"' + std::string(field.fallback) + '"');
  }
}

TEST_P(Schema, PathsAreUniqueAndLieInSections) {
  std::set<std::string_view> seen;
  for (const Field& field : fields(GetParam())) {
    EXPECT_TRUE(seen.insert(field.path).second) << field.path;
    EXPECT_FALSE(field.meaning.empty()) << field.path;
    std::string section(section_of(field));
    if (section.empty()) continue;
    section.pop_back();
    const bool list = section.ends_with("[]");
    if (list) section.resize(section.size() - 2);
    const Field* parent = find_field(GetParam(), section);
    ASSERT_NE(parent, nullptr) << field.path;
    EXPECT_EQ(parent->type, list ? FieldType::sections : FieldType::section) << field.path;
  }
}

TEST_P(Schema, JsonSchemaHasEveryFieldInItsPlace) {
  const auto schema = nlohmann::json::parse(json_schema(GetParam()));
  for (const Field& field : fields(GetParam())) {
    const nlohmann::json* at = &schema;
    std::string_view rest = field.path;
    while (!rest.empty()) {
      const auto dot = std::min(rest.find('.'), rest.size());
      std::string key(rest.substr(0, dot));
      rest.remove_prefix(std::min(dot + 1, rest.size()));
      const bool list = key.ends_with("[]");
      if (list) key.resize(key.size() - 2);
      at = &at->at("properties").at(key);
      if (list) at = &at->at("items");
    }
    EXPECT_EQ(at->at("description"), field.meaning) << field.path;
  }
  EXPECT_EQ(schema.at("additionalProperties"), false);
}

// To renew the pages: COSMODROME_RENEW_REFERENCE=1 io_test --gtest_filter='*Reference*'
TEST_P(Schema, ReferencePageIsCurrent) {
  const std::filesystem::path page =
      std::filesystem::path(COSMODROME_SOURCE_DIR) / "docs/reference" / (std::string(name_of(GetParam())) + ".md");
  const char* renew = std::getenv("COSMODROME_RENEW_REFERENCE");
  if (renew != nullptr && *renew == '1') std::ofstream(page) << reference_markdown(GetParam());
  std::ifstream stream(page);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_EQ(text, reference_markdown(GetParam())) << page << " is not what the table of fields says";
}

INSTANTIATE_TEST_SUITE_P(Kinds, Schema, testing::ValuesIn(document_kinds().begin(), document_kinds().end()),
                         [](const auto& item) { return std::string(name_of(item.param)); });

}  // namespace
}  // namespace cosmodrome
