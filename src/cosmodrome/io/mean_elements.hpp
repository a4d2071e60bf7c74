#pragma once
// Mean elements as catalogues publish them: an OMM is the message, and TLE, CSV and JSON are other ways to write it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// Mean elements of one object in the units of the message (CCSDS 502.0-B-3, table 4-3), for SGP4 in TEME.
struct MeanElements {
  std::string object_name = "UNKNOWN";
  std::string object_id;  ///< international designator, "1998-067A"; empty: none
  long long norad_cat_id = 0;
  std::string classification = "U";
  int ephemeris_type = 0;
  long long element_set_no = 0;
  long long rev_at_epoch = 0;
  Epoch epoch;
  double mean_motion_rev_day = 0;
  double eccentricity = 0;
  double inclination_deg = 0;
  double ra_of_asc_node_deg = 0;
  double arg_of_pericenter_deg = 0;
  double mean_anomaly_deg = 0;
  double bstar_per_earth_radius = 0;
  double mean_motion_dot_rev_day2 = 0;   ///< half the rate of the mean motion, as TLEs have it
  double mean_motion_ddot_rev_day3 = 0;  ///< a sixth of its second derivative
};

/// The elements of an OMM. Throws InputError unless it is one of SGP4 around the Earth, in TEME and UTC.
MeanElements mean_elements(const NdmMessage& omm);

/// The OMM of elements, version 3.0; numbers with as many digits as their bits need. `creation_utc` and `originator`
/// may be empty, as catalogues have them.
NdmMessage to_omm(const MeanElements& elements, const std::string& creation_utc, const std::string& originator);

/// Two-line elements, each pair with or without a line above with the name, as OMM. Strict: 69 characters, check sums,
/// columns. Catalogue numbers may have a letter first (A is 10, Z 33, without I and O). Throws InputError.
std::vector<NdmMessage> read_tle_text(std::string_view text, const std::string& file);

/// What the messages say in TLEs, each below its name, and what that lost: a TLE has fewer digits than an OMM may.
/// Throws InputError for what no TLE can say, such as a catalogue number above 339999.
struct TleText {
  std::string text;
  std::vector<std::string> notes;
};
TleText write_tle(const std::vector<NdmMessage>& omms);

/// OMM in JSON, an object or an array of them, and in CSV, a row each below the names of the columns. Keywords are
/// those of the OMM; what it does not know is kept as user-defined. What the format leaves out (frame, centre, theory)
/// is that of SGP4. Throws InputError.
std::vector<NdmMessage> read_omm_json(std::string_view text, const std::string& file);
std::vector<NdmMessage> read_omm_csv(std::string_view text, const std::string& file);
std::string write_omm_json(const std::vector<NdmMessage>& omms);
std::string write_omm_csv(const std::vector<NdmMessage>& omms);

/// A word for what such a text begins as: "tle", "json", "csv"; empty if it is none of these.
std::string_view mean_elements_form(std::string_view text);

/// A message from keywords and their values, in the order of the standard; unknown ones become user-defined.
/// Not checked.
NdmMessage omm_of_fields(const std::vector<std::pair<std::string, std::string>>& fields, const std::string& file,
                         int line);

}  // namespace cosmodrome
