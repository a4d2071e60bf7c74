#pragma once
// The Moon's libration angles from SPICE's binary orientation files (PCK, .bpc), read without SPICE.
// Source of the format: NAIF, "DAF Required Reading" and "PCK Required Reading", type 2.
#include <filesystem>
#include <string>
#include <vector>

#include "cosmodrome/almanac/spk.hpp"
#include "cosmodrome/frames/moon_orientation.hpp"

namespace cosmodrome {

/// Angles of the Moon's principal axes by Chebyshev polynomials. Loaded once, const thereafter. A file of DE440 or
/// DE430 (frames 31008, 31007) is taken as it is; one of DE421 (31006) is brought to DE440's principal axes by way of
/// the mean Earth axes, which both ephemerides keep fixed to the ground: between 2000 and 2040 that is good to 3.1e-7
/// rad, half a metre on the Moon, and better within some years of 2010. Sources: NAIF, frame kernels moon_080317.tf and
/// moon_de440_220930.tf, with that figure; angles from PA to ME.
class LunarAngles {
 public:
  /// The excerpt of DE421 for 1990 to 2050 that ships with the program, from data_directory().
  static LunarAngles shipped();

  /// Throws InputError if the file cannot be read or has no such angles.
  static LunarAngles load(const std::filesystem::path& file);

  /// The same from bytes in memory; `name` is for messages.
  LunarAngles(const std::vector<unsigned char>& bytes, const std::string& name);

  /// Throws std::out_of_range outside the file's years.
  MoonAngles at(const Epoch& epoch) const;

 private:
  bool is_de421_ = false;
  double start_s_ = 0, length_s_ = 1;
  std::size_t coefficients_ = 0;  ///< an angle
  std::vector<double> records_;   ///< middle, half length, coefficients of three angles
};

/// The Moon's orientation for a flight.
MoonOrientation make_moon_orientation(const Epoch& reference, double from_s, double to_s, const LunarAngles& angles);

}  // namespace cosmodrome
