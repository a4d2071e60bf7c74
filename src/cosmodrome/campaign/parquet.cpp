#include "cosmodrome/campaign/parquet.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "cosmodrome/campaign/thrift.hpp"

namespace cosmodrome {
namespace {

static_assert(std::endian::native == std::endian::little, "Parquet's numbers have their lowest byte first");

using thrift::Reader;
using thrift::Type;
using thrift::Value;
using thrift::Writer;

constexpr const char* magic = "PAR1";
constexpr int type_i64 = 2, type_double = 5, type_bytes = 6;  // parquet.thrift: Type
constexpr int plain = 0, run_length = 3;                      // Encoding
constexpr int utf8 = 0;                                       // ConvertedType

int type_of(const Column& column) {
  constexpr std::array<int, 3> types{type_double, type_i64, type_bytes};
  return types[column.values.index()];
}

template <class T>
void append(std::string& bytes, const T* from, std::size_t count) {
  bytes.append(reinterpret_cast<const char*>(from), count * sizeof(T));
}

struct Plain {
  std::string bytes;
  void operator()(const std::vector<double>& list) { append(bytes, list.data(), list.size()); }
  void operator()(const std::vector<std::int64_t>& list) { append(bytes, list.data(), list.size()); }
  void operator()(const std::vector<std::string>& list) {
    for (const std::string& text : list) {
      const auto size = static_cast<std::uint32_t>(text.size());
      append(bytes, &size, 1);
      bytes += text;
    }
  }
};

std::string page_header(const std::string& page, std::size_t rows) {
  Writer header;
  header.integer(1, 0);  // a data page
  header.integer(2, static_cast<std::int64_t>(page.size()));
  header.integer(3, static_cast<std::int64_t>(page.size()));
  header.integer(4, static_cast<std::int32_t>(crc32(page.data(), page.size())));
  header.field(5, Type::structure);
  header.open();
  header.integer(1, static_cast<std::int64_t>(rows));
  header.integer(2, plain);
  header.integer(3, run_length);
  header.integer(4, run_length);
  header.close();
  header.close();
  return header.bytes();
}

struct Chunk {
  std::size_t offset, size;
};

void write_schema(Writer& footer, const std::vector<Column>& columns) {
  footer.list(2, Type::structure, columns.size() + 1);
  footer.open();
  footer.text(4, "flights");
  footer.integer(5, static_cast<std::int64_t>(columns.size()));
  footer.close();
  for (const Column& column : columns) {
    footer.open();
    footer.integer(1, type_of(column));
    footer.integer(3, 0);  // required
    footer.text(4, column.name);
    if (type_of(column) == type_bytes) footer.integer(6, utf8);
    footer.close();
  }
}

void write_chunk(Writer& footer, const Column& column, const Chunk& chunk) {
  footer.open();
  footer.integer(2, static_cast<std::int64_t>(chunk.offset), Type::i64);
  footer.field(3, Type::structure);
  footer.open();
  footer.integer(1, type_of(column));
  footer.list(2, Type::i32, 2);
  footer.bare_integer(plain);
  footer.bare_integer(run_length);
  footer.list(3, Type::binary, 1);
  footer.bare_text(column.name);
  footer.integer(4, 0);  // uncompressed
  footer.integer(5, static_cast<std::int64_t>(column.rows()), Type::i64);
  footer.integer(6, static_cast<std::int64_t>(chunk.size), Type::i64);
  footer.integer(7, static_cast<std::int64_t>(chunk.size), Type::i64);
  footer.integer(9, static_cast<std::int64_t>(chunk.offset), Type::i64);
  footer.close();
  footer.close();
}

std::string footer_of(const std::vector<Column>& columns, const std::vector<Chunk>& chunks, std::size_t size) {
  const auto rows = static_cast<std::int64_t>(columns.empty() ? 0 : columns[0].rows());
  Writer footer;
  footer.integer(1, 1);
  write_schema(footer, columns);
  footer.integer(3, rows, Type::i64);
  footer.list(4, Type::structure, 1);
  footer.open();
  footer.list(1, Type::structure, columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) write_chunk(footer, columns[i], chunks[i]);
  footer.integer(2, static_cast<std::int64_t>(size), Type::i64);
  footer.integer(3, rows, Type::i64);
  footer.close();
  footer.text(6, "cosmodrome");
  footer.close();
  return footer.bytes();
}

template <class T>
std::vector<T> numbers_in(const std::string& bytes, std::size_t from, std::size_t rows, std::size_t size) {
  if (size != rows * sizeof(T)) throw std::runtime_error("a column is torn");
  std::vector<T> list(rows);
  if (rows > 0) std::memcpy(list.data(), bytes.data() + from, size);
  return list;
}

std::vector<std::string> texts_in(const std::string& bytes, std::size_t from, std::size_t rows, std::size_t size) {
  std::vector<std::string> list;
  std::size_t at = from;
  const std::size_t end = from + size;
  for (std::size_t i = 0; i < rows; ++i) {
    std::uint32_t length = 0;
    if (end - at < sizeof length) throw std::runtime_error("a column is torn");
    std::memcpy(&length, bytes.data() + at, sizeof length);
    at += sizeof length;
    if (end - at < length) throw std::runtime_error("a column is torn");
    list.push_back(bytes.substr(at, length));
    at += length;
  }
  return list;
}

Column read_column(const std::string& bytes, const Value& meta, std::size_t data_end) {
  const auto offset = static_cast<std::size_t>(meta.at(9).integer);
  Reader reader(bytes, offset, data_end);
  const Value page = reader.structure();
  const auto size = static_cast<std::size_t>(page.at(3).integer);
  const std::size_t from = reader.place();
  if (size > data_end - from) throw std::runtime_error("a column is torn");
  if (static_cast<std::uint32_t>(page.at(4).integer) != crc32(bytes.data() + from, size)) {
    throw std::runtime_error("a checksum is wrong");
  }
  const auto rows = static_cast<std::size_t>(meta.at(5).integer);
  Column column{meta.at(3).list.at(0).text, {}};
  switch (meta.at(1).integer) {
    case type_double:
      column.values = numbers_in<double>(bytes, from, rows, size);
      break;
    case type_i64:
      column.values = numbers_in<std::int64_t>(bytes, from, rows, size);
      break;
    default:
      column.values = texts_in(bytes, from, rows, size);
  }
  return column;
}

}  // namespace

/// Eight bytes at a time: M. Kounavis, F. Berry, IEEE Trans. Comput. 57 (2008) 1550.
std::uint32_t crc32(const char* data, std::size_t size) {
  static const auto tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> made{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t c = i;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320U ^ c >> 1 : c >> 1;
      made[0][i] = c;
    }
    for (std::size_t k = 1; k < 8; ++k) {
      for (std::size_t i = 0; i < 256; ++i) made[k][i] = made[0][made[k - 1][i] & 0xFF] ^ made[k - 1][i] >> 8;
    }
    return made;
  }();
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(data[at]); };
  std::uint32_t c = 0xFFFFFFFFU;
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    std::uint32_t first = 0;
    std::memcpy(&first, data + at, 4);
    c ^= first;
    c = tables[7][c & 0xFF] ^ tables[6][c >> 8 & 0xFF] ^ tables[5][c >> 16 & 0xFF] ^ tables[4][c >> 24] ^
        tables[3][byte(at + 4)] ^ tables[2][byte(at + 5)] ^ tables[1][byte(at + 6)] ^ tables[0][byte(at + 7)];
  }
  for (; at < size; ++at) c = tables[0][(c ^ byte(at)) & 0xFF] ^ c >> 8;
  return c ^ 0xFFFFFFFFU;
}

std::string write_parquet(const std::vector<Column>& columns) {
  std::string file = magic;
  std::vector<Chunk> chunks;
  for (const Column& column : columns) {
    if (column.rows() != columns[0].rows()) throw std::logic_error("columns of unlike length");
    Plain page;
    std::visit(page, column.values);
    const std::string header = page_header(page.bytes, column.rows());
    chunks.push_back({file.size(), header.size() + page.bytes.size()});
    file += header;
    file += page.bytes;
  }
  const std::string footer = footer_of(columns, chunks, file.size() - 4);
  const auto size = static_cast<std::uint32_t>(footer.size());
  file += footer;
  append(file, &size, 1);
  return file + magic;
}

std::vector<Column> read_parquet(const std::string& bytes, const std::vector<std::string>& only) {
  if (bytes.size() < 12 || bytes.compare(0, 4, magic) != 0 || bytes.compare(bytes.size() - 4, 4, magic) != 0) {
    throw std::runtime_error("it is torn, or no Parquet file");
  }
  std::uint32_t size = 0;
  std::memcpy(&size, bytes.data() + bytes.size() - 8, sizeof size);
  if (size > bytes.size() - 12) throw std::runtime_error("it is torn");
  const std::size_t data_end = bytes.size() - 8 - size;
  const Value footer = Reader(bytes, data_end, bytes.size() - 8).structure();
  std::vector<Column> columns;
  for (const Value& chunk : footer.at(4).list.at(0).at(1).list) {
    const Value& meta = chunk.at(3);
    const std::string& name = meta.at(3).list.at(0).text;
    if (only.empty() || std::find(only.begin(), only.end(), name) != only.end()) {
      columns.push_back(read_column(bytes, meta, data_end));
    }
  }
  return columns;
}

}  // namespace cosmodrome
