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

}  // namespace cosmodrome::python
