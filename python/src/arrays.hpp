#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <utility>
#include <vector>

namespace cosmodrome::python {

/// Numbers that Python keeps alive: no copy.
template <class T>
nanobind::object array_of(std::vector<T>&& numbers) {
  namespace nb = nanobind;
  auto* kept = new std::vector<T>(std::move(numbers));
  nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, T, nb::ndim<1>>(kept->data(), {kept->size()}, owner));
}

/// The same, row by row.
template <class T>
nanobind::object array_of(std::vector<T>&& numbers, std::size_t columns) {
  namespace nb = nanobind;
  auto* kept = new std::vector<T>(std::move(numbers));
  nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
  return nb::cast(nb::ndarray<nb::numpy, T, nb::ndim<2>>(kept->data(), {kept->size() / columns, columns}, owner));
}

/// A vector as an array of three.
template <class Vector>
nanobind::object array_of_vector(const Vector& v) {
  return array_of(std::vector<double>{v.x, v.y, v.z});
}

}  // namespace cosmodrome::python
