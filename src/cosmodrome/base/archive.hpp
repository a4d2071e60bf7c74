#pragma once
// Values as bytes, for what a program keeps for itself to go on with: of one machine and one build, no format for
// others.

#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cosmodrome {

template <class T>
inline constexpr bool is_pair = false;
template <class... T>
inline constexpr bool is_pair<std::pair<T...>> = true;
template <class T>
inline constexpr bool is_associative = false;
template <class... T>
inline constexpr bool is_associative<std::map<T...>> = true;
template <class... T>
inline constexpr bool is_associative<std::unordered_map<T...>> = true;

/// Numbers and plain structures as they lie in memory; strings, vectors and maps with their length before them; a class
/// by its `static void archive(Archive&, Self&)`, which calls the archive with all its members.
class ArchiveWriter {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void raw(const void* from, std::size_t size) { bytes_.append(static_cast<const char*>(from), size); }

  template <class T>
  void put(const T& value) {
    if constexpr (is_associative<T>) {
      put(value.size());
      for (const auto& [key, held] : value) put(key), put(held);
    } else if constexpr (is_pair<T>) {
      put(value.first), put(value.second);
    } else if constexpr (std::is_trivially_copyable_v<T>) {
      static_assert(!std::is_pointer_v<T>, "an address means nothing in another run");
      raw(&value, sizeof(T));
    } else {
      T::archive(*this, value);
    }
  }
  void put(const std::string& text) { put(text.size()), raw(text.data(), text.size()); }
  template <class T>
  void put(const std::vector<T>& items) {
    put(items.size());
    if constexpr (std::is_trivially_copyable_v<T>) {
      if (!items.empty()) raw(items.data(), items.size() * sizeof(T));
    } else {
      for (const T& item : items) put(item);
    }
  }

  std::string bytes_;
};

/// The way back, into values of the same types in the same order. Throws std::out_of_range where the bytes end too
/// soon, and takes no more memory than they can fill. A vector of what cannot be made of nothing must have its items
/// already.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) : left_(bytes) {}
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  void raw(void* to, std::size_t size) {
    if (size > left_.size()) throw std::out_of_range("an archive ends too soon");
    if (size > 0) std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  /// How many items follow; each of them takes a byte or more.
  std::size_t length(std::size_t bytes_each) {
    std::size_t count = 0;
    raw(&count, sizeof count);
    if (count > left_.size() / bytes_each) throw std::out_of_range("an archive ends too soon");
    return count;
  }

  template <class T>
  void get(T& value) {
    if constexpr (is_associative<T>) {
      value.clear();
      for (std::size_t left = length(1); left > 0; --left) {
        std::pair<std::remove_const_t<typename T::key_type>, typename T::mapped_type> one;
        get(one);
        value.insert(std::move(one));
      }
    } else if constexpr (is_pair<T>) {
      get(value.first), get(value.second);
    } else if constexpr (std::is_trivially_copyable_v<T>) {
      raw(&value, sizeof(T));
    } else {
      T::archive(*this, value);
    }
  }
  void get(std::string& text) {
    text.resize(length(1));
    raw(text.data(), text.size());
  }
  template <class T>
  void get(std::vector<T>& items) {
    if constexpr (std::is_trivially_copyable_v<T>) {
      items.resize(length(sizeof(T)));
      raw(items.data(), items.size() * sizeof(T));
    } else {
      const std::size_t count = length(1);
      if constexpr (std::is_default_constructible_v<T>) {
        items.clear();
        for (std::size_t left = count; left > 0; --left) get(items.emplace_back());
      } else {
        if (count != items.size()) throw std::out_of_range("an archive holds another number of items");
        for (T& item : items) get(item);
      }
    }
  }

  std::string_view left_;
};

}  // namespace cosmodrome
