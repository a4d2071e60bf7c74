#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cosmodrome {

/// A column of a table: all rows of one name.
struct Column {
  using Values = std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>>;
  std::string name;
  Values values;

  [[nodiscard]] std::size_t rows() const {
    return std::visit([](const auto& list) { return list.size(); }, values);
  }
  [[nodiscard]] const std::vector<double>& numbers() const { return std::get<std::vector<double>>(values); }
};

/// A table as an Apache Parquet file: one row group, one page a column, plain encoding, no compression, a CRC-32 for
/// each page. Any reader of Parquet opens it. All columns must have as many rows; a number that is not there is NaN.
/// Source: Apache Parquet format 2.10, https://github.com/apache/parquet-format, and Thrift's compact protocol.
std::string write_parquet(const std::vector<Column>& columns);

/// Reads what write_parquet() wrote. Throws std::runtime_error if the file is torn, a checksum is wrong, or it is of
/// another kind. `only`: the columns wanted; empty: all.
std::vector<Column> read_parquet(const std::string& bytes, const std::vector<std::string>& only = {});

/// CRC-32 as gzip has it (ISO 3309).
std::uint32_t crc32(const char* data, std::size_t size);

}  // namespace cosmodrome
