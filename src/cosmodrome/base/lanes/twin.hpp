#pragma once
// Two of a kind side by side: how sixteen lanes are made of registers of eight, four or one.
#include "cosmodrome/base/primitives.hpp"

namespace cosmodrome::simd {

// Why `mutable`: GCC 12 keeps a constant of a class in memory as a whole if it is filled in more than one go ("store to
// a read-only decl" in its scalar replacement of aggregates), and with it whatever it is part of. A class with mutable
// members is never read-only to it, so that `const Lanes x = ...` lives in registers. Nothing changes a constant.

template <class M>
struct TwinMask {
  mutable M lo, hi;

  COSMODROME_INLINE friend TwinMask operator&(const TwinMask& a, const TwinMask& b) {
    return {a.lo & b.lo, a.hi & b.hi};
  }
  COSMODROME_INLINE friend TwinMask operator|(const TwinMask& a, const TwinMask& b) {
    return {a.lo | b.lo, a.hi | b.hi};
  }
  COSMODROME_INLINE friend TwinMask operator^(const TwinMask& a, const TwinMask& b) {
    return {a.lo ^ b.lo, a.hi ^ b.hi};
  }
  COSMODROME_INLINE friend TwinMask operator!(const TwinMask& a) { return {!a.lo, !a.hi}; }
  COSMODROME_INLINE friend bool any(const TwinMask& a) { return any(a.lo | a.hi); }
  COSMODROME_INLINE friend bool all(const TwinMask& a) { return all(a.lo & a.hi); }
  static TwinMask broadcast(bool b) { return {M::broadcast(b), M::broadcast(b)}; }
};

template <class H>
struct Twin {
  static constexpr int width = 2 * H::width;
  mutable H lo, hi;

  // Copied by its halves, each a register. Left to itself GCC copies the whole as bytes, by pieces shorter than the
  // registers that read it next, and each of those then waits until the pieces have left the store buffer.
  Twin() = default;
  COSMODROME_INLINE Twin(const H& l, const H& h) : lo(l), hi(h) {}
  COSMODROME_INLINE Twin(const Twin& other) : lo(other.lo), hi(other.hi) {}
  COSMODROME_INLINE Twin& operator=(const Twin& other) {
    lo = other.lo, hi = other.hi;
    return *this;
  }

  struct Mask : TwinMask<typename H::Mask> {
    using Base = TwinMask<typename H::Mask>;
    Mask() = default;
    COSMODROME_INLINE Mask(const Base& base) : Base(base) {}
    COSMODROME_INLINE Mask(typename H::Mask l, typename H::Mask h) : Base{l, h} {}
    unsigned bits() const { return this->lo.bits() | this->hi.bits() << H::width; }
    bool lane(int i) const { return i < H::width ? this->lo.lane(i) : this->hi.lane(i - H::width); }
    void set_lane(int i, bool b) { i < H::width ? this->lo.set_lane(i, b) : this->hi.set_lane(i - H::width, b); }
  };

  COSMODROME_INLINE static Twin broadcast(double x) { return {H::broadcast(x), H::broadcast(x)}; }
  COSMODROME_INLINE static Twin load(const double* p) { return {H::load(p), H::load(p + H::width)}; }
  COSMODROME_INLINE void store(double* p) const { lo.store(p), hi.store(p + H::width); }
  COSMODROME_INLINE double lane(int i) const { return i < H::width ? lo.lane(i) : hi.lane(i - H::width); }
  COSMODROME_INLINE void set_lane(int i, double x) { i < H::width ? lo.set_lane(i, x) : hi.set_lane(i - H::width, x); }

  COSMODROME_INLINE friend Twin operator+(const Twin& a, const Twin& b) { return {a.lo + b.lo, a.hi + b.hi}; }
  COSMODROME_INLINE friend Twin operator-(const Twin& a, const Twin& b) { return {a.lo - b.lo, a.hi - b.hi}; }
  COSMODROME_INLINE friend Twin operator*(const Twin& a, const Twin& b) { return {a.lo * b.lo, a.hi * b.hi}; }
  COSMODROME_INLINE friend Twin operator/(const Twin& a, const Twin& b) { return {a.lo / b.lo, a.hi / b.hi}; }

  template <int predicate>
  COSMODROME_INLINE static Mask compare(const Twin& a, const Twin& b) {
    return {H::template compare<predicate>(a.lo, b.lo), H::template compare<predicate>(a.hi, b.hi)};
  }

  COSMODROME_INLINE friend Twin fma(const Twin& a, const Twin& b, const Twin& c) {
    return {fma(a.lo, b.lo, c.lo), fma(a.hi, b.hi, c.hi)};
  }
  COSMODROME_INLINE friend Twin sqrt(const Twin& a) { return {sqrt(a.lo), sqrt(a.hi)}; }
  COSMODROME_INLINE friend Twin min(const Twin& a, const Twin& b) { return {min(a.lo, b.lo), min(a.hi, b.hi)}; }
  COSMODROME_INLINE friend Twin max(const Twin& a, const Twin& b) { return {max(a.lo, b.lo), max(a.hi, b.hi)}; }
  COSMODROME_INLINE friend Twin floor(const Twin& a) { return {floor(a.lo), floor(a.hi)}; }
  COSMODROME_INLINE friend Twin round(const Twin& a) { return {round(a.lo), round(a.hi)}; }
  COSMODROME_INLINE friend Twin select(const Mask& m, const Twin& a, const Twin& b) {
    return {select(m.lo, a.lo, b.lo), select(m.hi, a.hi, b.hi)};
  }
  COSMODROME_INLINE friend Twin bits_and(const Twin& a, const Twin& b) {
    return {bits_and(a.lo, b.lo), bits_and(a.hi, b.hi)};
  }
  COSMODROME_INLINE friend Twin bits_or(const Twin& a, const Twin& b) {
    return {bits_or(a.lo, b.lo), bits_or(a.hi, b.hi)};
  }
  COSMODROME_INLINE friend Twin bits_xor(const Twin& a, const Twin& b) {
    return {bits_xor(a.lo, b.lo), bits_xor(a.hi, b.hi)};
  }
  template <int count>
  COSMODROME_INLINE friend Twin bits_left(const Twin& a) {
    return {bits_left<count>(a.lo), bits_left<count>(a.hi)};
  }
  template <int count>
  COSMODROME_INLINE friend Twin bits_right(const Twin& a) {
    return {bits_right<count>(a.lo), bits_right<count>(a.hi)};
  }
};

}  // namespace cosmodrome::simd
