#pragma once
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace cosmodrome {

/// SipHash-2-4 with 128 bits of output (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF",
/// INDOCRYPT 2012, and the reference code's 128-bit variant), with a key of zeros: the hash is a name, not a secret.
class SipHash128 {
 public:
  void byte(std::uint8_t value) {
    tail_ |= std::uint64_t{value} << (8 * (length_ % 8));
    if (++length_ % 8 == 0) {
      compress(tail_);
      tail_ = 0;
    }
  }
  void text(std::string_view bytes) {
    for (const char c : bytes) byte(static_cast<std::uint8_t>(c));
  }
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) byte(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  /// 0.0 and -0.0 alike: they mean the same.
  void number(double value) { number(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value)); }

  /// 32 digits; the hash takes nothing more then.
  std::string hex() {
    compress(tail_ | (length_ << 56));
    v2_ ^= 0xEE;
    rounds(4);
    const std::uint64_t first = v0_ ^ v1_ ^ v2_ ^ v3_;
    v1_ ^= 0xDD;
    rounds(4);
    const std::uint64_t second = v0_ ^ v1_ ^ v2_ ^ v3_;
    return hex_of(first) + hex_of(second);
  }

 private:
  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0_ += v1_;
      v1_ = std::rotl(v1_, 13) ^ v0_;
      v0_ = std::rotl(v0_, 32);
      v2_ += v3_;
      v3_ = std::rotl(v3_, 16) ^ v2_;
      v0_ += v3_;
      v3_ = std::rotl(v3_, 21) ^ v0_;
      v2_ += v1_;
      v1_ = std::rotl(v1_, 17) ^ v2_;
      v2_ = std::rotl(v2_, 32);
    }
  }

  void compress(std::uint64_t word) {
    v3_ ^= word;
    rounds(2);
    v0_ ^= word;
  }

  /// Byte by byte from the lowest, as the reference prints it.
  static std::string hex_of(std::uint64_t word) {
    std::string text;
    for (int i = 0; i < 8; ++i) text += fmt::format("{:02x}", (word >> (8 * i)) & 0xFFU);
    return text;
  }

  std::uint64_t v0_ = 0x736f6d6570736575, v1_ = 0x646f72616e646f6d ^ 0xEE;
  std::uint64_t v2_ = 0x6c7967656e657261, v3_ = 0x7465646279746573;
  std::uint64_t tail_ = 0, length_ = 0;
};

}  // namespace cosmodrome
