#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// A view of one table of a document that has been checked: values in SI, and what holds if a key is absent.
/// Asking for a key that the table of fields does not have is a programming error: std::logic_error.
class Section {
 public:
  Section(DocumentKind kind, const Value& root) : kind_(kind), table_(&root) {}

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] double quantity(std::string_view key) const;
  [[nodiscard]] std::optional<double> given(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const;
  [[nodiscard]] int integer(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] WrittenInstant instant(std::string_view key) const;
  [[nodiscard]] std::vector<double> quantities(std::string_view key) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;
  [[nodiscard]] std::vector<std::vector<double>> number_rows(std::string_view key) const;
  /// Column by column; an optional last column may be shorter than the others.
  [[nodiscard]] std::vector<std::vector<double>> columns(std::string_view key) const;
  /// A table; an empty one if the key is absent.
  [[nodiscard]] Section section(std::string_view key) const;
  [[nodiscard]] std::vector<Section> sections(std::string_view key) const;
  [[nodiscard]] const Value& table() const { return *table_; }

 private:
  Section(DocumentKind kind, const Value& table, std::string path)
      : kind_(kind), table_(&table), path_(std::move(path)) {}
  [[nodiscard]] const Field& field(std::string_view key) const;
  [[nodiscard]] const Value* value(std::string_view key) const;

  DocumentKind kind_;
  const Value* table_;
  std::string path_;
};

}  // namespace cosmodrome
