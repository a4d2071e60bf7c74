#pragma once
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace cosmodrome {

/// Does work(0), work(1), ... on some threads, each once. What the first that fails throws is thrown when all are done
/// that had begun.
template <class Work>
void in_parallel(std::size_t count, int threads, Work&& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto go = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(go);
    go();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace cosmodrome
