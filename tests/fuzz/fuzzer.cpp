// One fuzzer a target: COSMODROME_FUZZ_TARGET names the function of targets.hpp that this program feeds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cosmodrome::fuzz::COSMODROME_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
