#include "cosmodrome/io/ndm_schema.hpp"

#include <algorithm>
#include <utility>

namespace cosmodrome {
namespace {

constexpr auto text = NdmType::text;
constexpr auto number = NdmType::number;
constexpr auto whole = NdmType::whole;
constexpr auto time = NdmType::time;
constexpr auto word = NdmType::word;
constexpr auto no = NdmDue::no;
constexpr auto yes = NdmDue::yes;
constexpr auto before_3 = NdmDue::before_3;
constexpr auto maybe_empty = NdmDue::maybe_empty;

using Keys = std::vector<NdmKey>;

NdmBlockRule block(std::string_view name, Keys keys) { return {name, false, false, std::move(keys)}; }
NdmBlockRule due_block(std::string_view name, Keys keys) { return {name, true, false, std::move(keys)}; }
NdmBlockRule repeated_block(std::string_view name, Keys keys) { return {name, false, true, std::move(keys)}; }

/// One after the other: GCC 12 sees a use after free in a braced list of these, which is none.
template <class... Rules>
std::vector<NdmBlockRule> in_order(Rules&&... rules) {
  std::vector<NdmBlockRule> list;
  list.reserve(sizeof...(rules));
  (list.push_back(std::forward<Rules>(rules)), ...);
  return list;
}

// 502.0-B-3, tables 3-1, 4-1 and 5-2.
Keys orbit_header(NdmDue due) {
  return {{"CLASSIFICATION", text, no, "", 3},
          {"CREATION_DATE", time, due},
          {"ORIGINATOR", text, due},
          {"MESSAGE_ID", text, no, "", 3}};
}

Keys state_vector() {
  return {{"EPOCH", time, yes},          {"X", number, yes, "km"},       {"Y", number, yes, "km"},
          {"Z", number, yes, "km"},      {"X_DOT", number, yes, "km/s"}, {"Y_DOT", number, yes, "km/s"},
          {"Z_DOT", number, yes, "km/s"}};
}

Keys spacecraft() {
  return {{"MASS", number, no, "kg"},
          {"SOLAR_RAD_AREA", number, no, "m**2"},
          {"SOLAR_RAD_COEFF", number},
          {"DRAG_AREA", number, no, "m**2"},
          {"DRAG_COEFF", number}};
}

// 502.0-B-3, table 3-3: km**2, km**2/s and km**2/s**2, by whether the row and the column are of position.
Keys covariance(bool with_epoch) {
  Keys keys;
  if (with_epoch) keys.push_back({"EPOCH", time, yes});
  keys.push_back({"COV_REF_FRAME"});
  for (const std::string_view key : covariance_keys()) {
    const bool rate_row = key.substr(2, 4) == "_DOT";
    const bool rate_column = key.substr(rate_row ? 6 : 2).ends_with("_DOT");
    keys.push_back({key, number, yes, rate_column ? "km**2/s**2" : rate_row ? "km**2/s" : "km**2"});
  }
  return keys;
}

NdmRule opm() {
  // 502.0-B-3, tables 3-1 to 3-3.
  const Keys metadata{{"OBJECT_NAME", text, yes}, {"OBJECT_ID", text, yes}, {"CENTER_NAME", text, yes},
                      {"REF_FRAME", text, yes},   {"REF_FRAME_EPOCH"},      {"TIME_SYSTEM", text, yes}};
  const Keys keplerian{{"SEMI_MAJOR_AXIS", number, yes, "km"},    {"ECCENTRICITY", number, yes},
                       {"INCLINATION", number, yes, "deg"},       {"RA_OF_ASC_NODE", number, yes, "deg"},
                       {"ARG_OF_PERICENTER", number, yes, "deg"}, {"TRUE_ANOMALY", number, no, "deg"},
                       {"MEAN_ANOMALY", number, no, "deg"},       {"GM", number, yes, "km**3/s**2"}};
  const Keys manoeuvre{{"MAN_EPOCH_IGNITION", time, yes},          {"MAN_DURATION", number, before_3, "s"},
                       {"MAN_DELTA_MASS", number, before_3, "kg"}, {"MAN_REF_FRAME", text, yes},
                       {"MAN_DV_1", number, yes, "km/s"},          {"MAN_DV_2", number, yes, "km/s"},
                       {"MAN_DV_3", number, yes, "km/s"}};
  NdmRule rule{NdmKind::opm, "OPM", "opm", "Orbit Parameter Message", "CCSDS 502.0-B-3, section 3"};
  rule.versions = {"1.0", "2.0", "3.0"};
  rule.header = due_block("header", orbit_header(yes));
  rule.blocks = in_order(due_block("metadata", metadata), due_block("stateVector", state_vector()),
                         block("keplerianElements", keplerian), block("spacecraftParameters", spacecraft()),
                         block("covarianceMatrix", covariance(false)), repeated_block("maneuverParameters", manoeuvre),
                         block(user_defined_block, {}));
  return rule;
}

NdmRule omm() {
  // 502.0-B-3, tables 4-1 to 4-3. Catalogues leave originator and date of the header empty, and the designator of what
  // has none.
  const Keys metadata{{"OBJECT_NAME", text, yes},
                      {"OBJECT_ID", text, maybe_empty},
                      {"CENTER_NAME", text, yes},
                      {"REF_FRAME", text, yes},
                      {"REF_FRAME_EPOCH"},
                      {"TIME_SYSTEM", text, yes},
                      {"MEAN_ELEMENT_THEORY", text, yes}};
  const Keys elements{{"EPOCH", time, yes},
                      {"SEMI_MAJOR_AXIS", number, no, "km"},
                      {"MEAN_MOTION", number, no, "rev/day"},
                      {"ECCENTRICITY", number, yes},
                      {"INCLINATION", number, yes, "deg"},
                      {"RA_OF_ASC_NODE", number, yes, "deg"},
                      {"ARG_OF_PERICENTER", number, yes, "deg"},
                      {"MEAN_ANOMALY", number, yes, "deg"},
                      {"GM", number, no, "km**3/s**2"}};
  const Keys tle{{"EPHEMERIS_TYPE", whole},
                 {"CLASSIFICATION_TYPE"},
                 {"NORAD_CAT_ID", whole},
                 {"ELEMENT_SET_NO", whole},
                 {"REV_AT_EPOCH", whole},
                 {"BSTAR", number, no, "1/ER"},
                 {"BTERM", number, no, "m**2/kg", 3},
                 {"MEAN_MOTION_DOT", number, no, "rev/day**2"},
                 {"MEAN_MOTION_DDOT", number, no, "rev/day**3"},
                 {"AGOM", number, no, "m**2/kg", 3}};
  NdmRule rule{NdmKind::omm, "OMM", "omm", "Orbit Mean-Elements Message", "CCSDS 502.0-B-3, section 4"};
  rule.versions = {"2.0", "3.0"};
  rule.header = due_block("header", orbit_header(maybe_empty));
  rule.blocks = in_order(due_block("metadata", metadata), due_block("meanElements", elements),
                         block("spacecraftParameters", spacecraft()), block("tleParameters", tle),
                         block("covarianceMatrix", covariance(false)), block(user_defined_block, {}));
  return rule;
}

NdmRule oem() {
  // 502.0-B-3, tables 5-2 to 5-4.
  const Keys metadata{{"OBJECT_NAME", text, yes},  {"OBJECT_ID", text, yes},
                      {"CENTER_NAME", text, yes},  {"REF_FRAME", text, yes},
                      {"REF_FRAME_EPOCH"},         {"TIME_SYSTEM", text, yes},
                      {"START_TIME", time, yes},   {"USEABLE_START_TIME", time},
                      {"USEABLE_STOP_TIME", time}, {"STOP_TIME", time, yes},
                      {"INTERPOLATION"},           {"INTERPOLATION_DEGREE", whole}};
  NdmRule rule{NdmKind::oem, "OEM", "oem", "Orbit Ephemeris Message", "CCSDS 502.0-B-3, section 5"};
  rule.versions = {"1.0", "2.0", "3.0"};
  rule.has_rows = true;
  rule.header = due_block("header", orbit_header(yes));
  rule.blocks = in_order(due_block("metadata", metadata), due_block("data", {}),
                         repeated_block("covarianceMatrix", covariance(true)));
  return rule;
}

NdmRule aem() {
  // 504.0-B-1, tables 4-2 to 4-4, and 504.0-B-2, tables 4-2 to 4-4. In version 2 an attitude always turns from A to B
  // and the scalar part of a quaternion is always last, so that the keywords for it are gone.
  const Keys metadata{{"OBJECT_NAME", text, yes},
                      {"OBJECT_ID", text, yes},
                      {"CENTER_NAME"},
                      {"REF_FRAME_A", text, yes},
                      {"REF_FRAME_B", text, yes},
                      {"ATTITUDE_DIR", word, yes, "", 1, "A2B B2A", 1},
                      {"TIME_SYSTEM", text, yes},
                      {"START_TIME", time, yes},
                      {"USEABLE_START_TIME", time},
                      {"USEABLE_STOP_TIME", time},
                      {"STOP_TIME", time, yes},
                      {"ATTITUDE_TYPE", text, yes},
                      {"QUATERNION_TYPE", word, no, "", 1, "FIRST LAST", 1},
                      {"EULER_ROT_SEQ"},
                      {"RATE_FRAME", text, no, "", 1, "", 1},
                      {"ANGVEL_FRAME", text, no, "", 2},
                      {"INTERPOLATION_METHOD"},
                      {"INTERPOLATION_DEGREE", whole}};
  NdmRule rule{NdmKind::aem, "AEM", "aem", "Attitude Ephemeris Message", "CCSDS 504.0-B-2, section 4"};
  rule.versions = {"1.0", "2.0"};
  rule.has_rows = true;
  rule.header = due_block("header", {{"CLASSIFICATION", text, no, "", 2},
                                     {"CREATION_DATE", time, yes},
                                     {"ORIGINATOR", text, yes},
                                     {"MESSAGE_ID", text, no, "", 2}});
  rule.blocks = in_order(due_block("metadata", metadata), due_block("data", {}));
  return rule;
}

Keys conjunction_metadata() {
  // 508.0-B-1, table 3-3.
  return {{"OBJECT", word, yes, "", 1, "OBJECT1 OBJECT2"},
          {"OBJECT_DESIGNATOR", text, yes},
          {"CATALOG_NAME", text, yes},
          {"OBJECT_NAME", text, yes},
          {"INTERNATIONAL_DESIGNATOR", text, yes},
          {"OBJECT_TYPE"},
          {"OPERATOR_CONTACT_POSITION"},
          {"OPERATOR_ORGANIZATION"},
          {"OPERATOR_PHONE"},
          {"OPERATOR_EMAIL"},
          {"EPHEMERIS_NAME", text, yes},
          {"COVARIANCE_METHOD", word, yes, "", 1, "CALCULATED DEFAULT"},
          {"MANEUVERABLE", word, yes, "", 1, "YES NO N/A"},
          {"ORBIT_CENTER"},
          {"REF_FRAME", text, yes},
          {"GRAVITY_MODEL"},
          {"ATMOSPHERIC_MODEL"},
          {"N_BODY_PERTURBATIONS"},
          {"SOLAR_RAD_PRESSURE", word, no, "", 1, "YES NO"},
          {"EARTH_TIDES", word, no, "", 1, "YES NO"},
          {"INTRACK_THRUST", word, no, "", 1, "YES NO"}};
}

Keys conjunction_covariance() {
  // 508.0-B-1, table 3-4.
  Keys keys{{"CR_R", number, yes, "m**2"},
            {"CT_R", number, yes, "m**2"},
            {"CT_T", number, yes, "m**2"},
            {"CN_R", number, yes, "m**2"},
            {"CN_T", number, yes, "m**2"},
            {"CN_N", number, yes, "m**2"},
            {"CRDOT_R", number, yes, "m**2/s"},
            {"CRDOT_T", number, yes, "m**2/s"},
            {"CRDOT_N", number, yes, "m**2/s"},
            {"CRDOT_RDOT", number, yes, "m**2/s**2"},
            {"CTDOT_R", number, yes, "m**2/s"},
            {"CTDOT_T", number, yes, "m**2/s"},
            {"CTDOT_N", number, yes, "m**2/s"},
            {"CTDOT_RDOT", number, yes, "m**2/s**2"},
            {"CTDOT_TDOT", number, yes, "m**2/s**2"},
            {"CNDOT_R", number, yes, "m**2/s"},
            {"CNDOT_T", number, yes, "m**2/s"},
            {"CNDOT_N", number, yes, "m**2/s"},
            {"CNDOT_RDOT", number, yes, "m**2/s**2"},
            {"CNDOT_TDOT", number, yes, "m**2/s**2"},
            {"CNDOT_NDOT", number, yes, "m**2/s**2"}};
  for (const std::string_view key : {"CDRG_R", "CDRG_T", "CDRG_N"}) keys.push_back({key, number, no, "m**3/kg"});
  for (const std::string_view key : {"CDRG_RDOT", "CDRG_TDOT", "CDRG_NDOT"}) {
    keys.push_back({key, number, no, "m**3/(kg*s)"});
  }
  keys.push_back({"CDRG_DRG", number, no, "m**4/kg**2"});
  for (const std::string_view key : {"CSRP_R", "CSRP_T", "CSRP_N"}) keys.push_back({key, number, no, "m**3/kg"});
  for (const std::string_view key : {"CSRP_RDOT", "CSRP_TDOT", "CSRP_NDOT"}) {
    keys.push_back({key, number, no, "m**3/(kg*s)"});
  }
  for (const std::string_view key : {"CSRP_DRG", "CSRP_SRP"}) keys.push_back({key, number, no, "m**4/kg**2"});
  for (const std::string_view key : {"CTHR_R", "CTHR_T", "CTHR_N"}) keys.push_back({key, number, no, "m**2/s**2"});
  for (const std::string_view key : {"CTHR_RDOT", "CTHR_TDOT", "CTHR_NDOT"}) {
    keys.push_back({key, number, no, "m**2/s**3"});
  }
  for (const std::string_view key : {"CTHR_DRG", "CTHR_SRP"}) keys.push_back({key, number, no, "m**3/(kg*s**2)"});
  keys.push_back({"CTHR_THR", number, no, "m**2/s**4"});
  return keys;
}

NdmRule cdm() {
  // 508.0-B-1, tables 3-1 to 3-4.
  const Keys relative{{"TCA", time, yes},
                      {"MISS_DISTANCE", number, yes, "m"},
                      {"RELATIVE_SPEED", number, no, "m/s"},
                      {"RELATIVE_POSITION_R", number, no, "m"},
                      {"RELATIVE_POSITION_T", number, no, "m"},
                      {"RELATIVE_POSITION_N", number, no, "m"},
                      {"RELATIVE_VELOCITY_R", number, no, "m/s"},
                      {"RELATIVE_VELOCITY_T", number, no, "m/s"},
                      {"RELATIVE_VELOCITY_N", number, no, "m/s"},
                      {"START_SCREEN_PERIOD", time},
                      {"STOP_SCREEN_PERIOD", time},
                      {"SCREEN_VOLUME_FRAME", word, no, "", 1, "RTN TVN"},
                      {"SCREEN_VOLUME_SHAPE", word, no, "", 1, "ELLIPSOID BOX"},
                      {"SCREEN_VOLUME_X", number, no, "m"},
                      {"SCREEN_VOLUME_Y", number, no, "m"},
                      {"SCREEN_VOLUME_Z", number, no, "m"},
                      {"SCREEN_ENTRY_TIME", time},
                      {"SCREEN_EXIT_TIME", time},
                      {"COLLISION_PROBABILITY", number},
                      {"COLLISION_PROBABILITY_METHOD"}};
  const Keys determination{{"TIME_LASTOB_START", time},
                           {"TIME_LASTOB_END", time},
                           {"RECOMMENDED_OD_SPAN", number, no, "d"},
                           {"ACTUAL_OD_SPAN", number, no, "d"},
                           {"OBS_AVAILABLE", whole},
                           {"OBS_USED", whole},
                           {"TRACKS_AVAILABLE", whole},
                           {"TRACKS_USED", whole},
                           {"RESIDUALS_ACCEPTED", number, no, "%"},
                           {"WEIGHTED_RMS", number}};
  const Keys additional{{"AREA_PC", number, no, "m**2"},
                        {"AREA_DRG", number, no, "m**2"},
                        {"AREA_SRP", number, no, "m**2"},
                        {"MASS", number, no, "kg"},
                        {"CD_AREA_OVER_MASS", number, no, "m**2/kg"},
                        {"CR_AREA_OVER_MASS", number, no, "m**2/kg"},
                        {"THRUST_ACCELERATION", number, no, "m/s**2"},
                        {"SEDR", number, no, "W/kg"}};
  Keys state = state_vector();
  state.erase(state.begin());  // the epoch is the time of closest approach
  NdmRule rule{NdmKind::cdm, "CDM", "cdm", "Conjunction Data Message", "CCSDS 508.0-B-1"};
  rule.versions = {"1.0"};
  rule.header = due_block(
      "header", {{"CREATION_DATE", time, yes}, {"ORIGINATOR", text, yes}, {"MESSAGE_FOR"}, {"MESSAGE_ID", text, yes}});
  rule.relative = in_order(due_block("relativeMetadataData", relative));
  rule.blocks = in_order(due_block("metadata", conjunction_metadata()), block("odParameters", determination),
                         block("additionalParameters", additional), due_block("stateVector", state),
                         due_block("covarianceMatrix", conjunction_covariance()));
  return rule;
}

}  // namespace

const NdmKey* NdmBlockRule::find(std::string_view key) const {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const NdmKey& known) { return known.name == key; });
  return found == keys.end() ? nullptr : &*found;
}

const std::vector<std::string_view>& covariance_keys() {
  static const std::vector<std::string_view> keys{
      "CX_X",         "CY_X",     "CY_Y",         "CZ_X",     "CZ_Y",         "CZ_Z",         "CX_DOT_X",
      "CX_DOT_Y",     "CX_DOT_Z", "CX_DOT_X_DOT", "CY_DOT_X", "CY_DOT_Y",     "CY_DOT_Z",     "CY_DOT_X_DOT",
      "CY_DOT_Y_DOT", "CZ_DOT_X", "CZ_DOT_Y",     "CZ_DOT_Z", "CZ_DOT_X_DOT", "CZ_DOT_Y_DOT", "CZ_DOT_Z_DOT"};
  return keys;
}

const std::vector<NdmRule>& ndm_rules() {
  static const std::vector<NdmRule> rules = [] {
    std::vector<NdmRule> list;
    for (const auto make : {opm, omm, oem, aem, cdm}) list.push_back(make());
    return list;
  }();
  return rules;
}

const NdmRule& ndm_rule(NdmKind kind) { return ndm_rules()[static_cast<std::size_t>(kind)]; }

std::string_view name_of(NdmKind kind) { return ndm_rule(kind).name; }

}  // namespace cosmodrome
