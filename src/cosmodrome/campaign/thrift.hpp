#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace cosmodrome::thrift {

/// Types of Thrift's compact protocol that Parquet's metadata uses.
enum class Type : int { i32 = 5, i64 = 6, binary = 8, list = 9, structure = 12 };

/// Writes structures in the compact protocol. Source: Apache Thrift, thrift-compact-protocol.md.
class Writer {
 public:
  void field(int id, Type type) {
    if (const int step = id - last_.back(); step > 0 && step < 16) {
      byte(step << 4 | static_cast<int>(type));
    } else {
      byte(static_cast<int>(type));
      zigzag(id);
    }
    last_.back() = id;
  }
  void integer(int id, std::int64_t value, Type type = Type::i32) { field(id, type), zigzag(value); }
  void text(int id, const std::string& value) { field(id, Type::binary), bare_text(value); }
  void list(int id, Type of, std::size_t size) {
    field(id, Type::list);
    if (size < 15) {
      byte(static_cast<int>(size) << 4 | static_cast<int>(of));
    } else {
      byte(0xF0 | static_cast<int>(of));
      varint(size);
    }
  }
  void bare_text(const std::string& value) { varint(value.size()), bytes_ += value; }
  void bare_integer(std::int64_t value) { zigzag(value); }
  void open() { last_.push_back(0); }
  void close() { byte(0), last_.pop_back(); }
  const std::string& bytes() const { return bytes_; }

 private:
  void byte(int value) { bytes_ += static_cast<char>(value); }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<int>(value & 0x7F) | 0x80);
    byte(static_cast<int>(value));
  }
  void zigzag(std::int64_t value) {
    varint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  std::string bytes_;
  std::vector<int> last_{0};
};

/// What was read: a number, a text, a list or a structure by the numbers of its fields.
struct Value {
  std::int64_t integer = 0;
  std::string text;
  std::vector<Value> list;
  std::map<int, Value> fields;

  [[nodiscard]] const Value& at(int id) const {
    const auto found = fields.find(id);
    if (found == fields.end()) throw std::runtime_error("a field of the file's metadata is missing");
    return found->second;
  }
};

/// Reads a structure. Throws std::runtime_error if it ends too early or is no such thing.
class Reader {
 public:
  Reader(const std::string& bytes, std::size_t from, std::size_t to) : bytes_(bytes), at_(from), to_(to) {
    if (to > bytes.size() || from > to) throw std::runtime_error("the file is torn");
  }
  Value structure(int depth = 0) {
    if (depth > 16) throw std::runtime_error("the file's metadata is nested too deep");
    Value value;
    for (int id = 0;;) {
      const int head = byte();
      if (head == 0) return value;
      id = head >> 4 != 0 ? id + (head >> 4) : static_cast<int>(zigzag());
      value.fields[id] = read(head & 15, depth);
    }
  }
  [[nodiscard]] std::size_t place() const { return at_; }

 private:
  Value read(int type, int depth) {
    Value value;
    if (type == 1 || type == 2) {
      value.integer = type == 1;
    } else if (type == static_cast<int>(Type::binary)) {
      value.text = text();
    } else if (type == static_cast<int>(Type::list)) {
      const int head = byte();
      const std::uint64_t size = head >> 4 == 15 ? varint() : static_cast<std::uint64_t>(head >> 4);
      if (size > to_ - at_) throw std::runtime_error("the file is torn");
      for (std::uint64_t i = 0; i < size; ++i) value.list.push_back(read(head & 15, depth));
    } else if (type == static_cast<int>(Type::structure)) {
      value = structure(depth + 1);
    } else if (type >= 4 && type <= 6) {
      value.integer = zigzag();
    } else {
      throw std::runtime_error("the file's metadata holds what Cosmodrome does not write");
    }
    return value;
  }
  int byte() {
    if (at_ >= to_) throw std::runtime_error("the file is torn");
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto next = static_cast<std::uint64_t>(byte());
      value |= (next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    throw std::runtime_error("the file is torn");
  }
  std::int64_t zigzag() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  std::string text() {
    const std::uint64_t size = varint();
    if (size > to_ - at_) throw std::runtime_error("the file is torn");
    const std::string value = bytes_.substr(at_, size);
    at_ += size;
    return value;
  }
  const std::string& bytes_;
  std::size_t at_, to_;
};

}  // namespace cosmodrome::thrift
