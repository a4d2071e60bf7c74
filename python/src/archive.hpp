#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "cosmodrome/time/epoch.hpp"
#include "members.hpp"

namespace cosmodrome::python {

/// Plain values as bytes, for pickle: numbers as they lie in memory, lists and texts after their length. Read and
/// written by the same version on machines of the same byte order alone.
class WriteArchive {
 public:
  template <class T>
  void put(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    } else {
      for_members(value, [this](const auto&... members) { (put(members), ...); });
    }
  }
  void put(const Epoch& epoch) { put(epoch.tai_ns()); }
  void put(const std::string& text) {
    put(std::uint64_t{text.size()});
    bytes += text;
  }
  void put(const std::vector<bool>& list) {
    put(std::uint64_t{list.size()});
    for (const bool value : list) put(value);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    put(std::uint64_t{list.size()});
    for (const T& value : list) put(value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }

  std::string bytes;
};

/// Reads what WriteArchive wrote. Throws std::invalid_argument if that is not what is there.
class ReadArchive {
 public:
  explicit ReadArchive(const std::string& bytes) : bytes_(bytes) {}

  template <class T>
  void get(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      std::memcpy(&value, take(sizeof value), sizeof value);
    } else {
      for_members(value, [this](auto&... members) { (get(members), ...); });
    }
  }
  void get(Epoch& epoch) {
    std::int64_t tai_ns = 0;
    get(tai_ns);
    epoch = Epoch::from_tai_ns(tai_ns);
  }
  void get(std::string& text) {
    const std::size_t size = length();
    text.assign(take(size), size);
  }
  void get(std::vector<bool>& list) {
    list.assign(length(), false);
    for (auto&& value : list) {
      bool read = false;
      get(read);
      value = read;
    }
  }
  template <class T>
  void get(std::vector<T>& list) {
    list.assign(length(), T{});
    for (T& value : list) get(value);
  }
  template <class T>
  void get(std::optional<T>& value) {
    bool has = false;
    get(has);
    if (has) get(value.emplace());
  }
  void end() const {
    if (at_ != bytes_.size()) refuse();
  }

 private:
  [[noreturn]] static void refuse() {
    throw std::invalid_argument("these bytes are no mission of this version of cosmodrome");
  }
  const char* take(std::size_t size) {
    if (size > bytes_.size() - at_) refuse();
    at_ += size;
    return bytes_.data() + at_ - size;
  }
  /// Each item takes a byte at least: a length beyond what is there is nonsense, not a reason to ask for memory.
  std::size_t length() {
    std::uint64_t size = 0;
    get(size);
    if (size > bytes_.size() - at_) refuse();
    return static_cast<std::size_t>(size);
  }

  const std::string& bytes_;
  std::size_t at_ = 0;
};

}  // namespace cosmodrome::python
