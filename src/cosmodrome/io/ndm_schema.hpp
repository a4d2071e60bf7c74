#pragma once
// The tables of the standards: which keyword may stand where, and what its value is.
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

enum class NdmType { text, number, whole, time, word };

/// `before_3`: due in versions 1 and 2. `maybe_empty`: due, but catalogues leave its value empty and are let do so.
enum class NdmDue { no, yes, before_3, maybe_empty };

struct NdmKey {
  std::string_view name;
  NdmType type = NdmType::text;
  NdmDue due = NdmDue::no;
  std::string_view unit = {};   ///< the only one that the standard allows; empty: none
  int since = 1;                ///< the first version that knows it
  std::string_view words = {};  ///< of a word: those allowed, with blanks between
  int until = 9;                ///< the last version that knows it
};

struct NdmBlockRule {
  std::string_view name;  ///< of the XML element
  bool due = false;
  bool repeats = false;
  std::vector<NdmKey> keys;

  [[nodiscard]] const NdmKey* find(std::string_view key) const;
};

struct NdmRule {
  NdmKind kind;
  std::string_view name;     ///< "OPM"
  std::string_view element;  ///< of the XML: "opm"
  std::string_view title;
  std::string_view standard;
  std::vector<std::string_view> versions = {};
  bool has_rows = false;  ///< states line by line between META_START and the next
  NdmBlockRule header = {};
  std::vector<NdmBlockRule> relative = {};  ///< of a CDM
  std::vector<NdmBlockRule> blocks = {};    ///< of a segment, in order; the first is the metadata
};

const std::vector<NdmRule>& ndm_rules();
const NdmRule& ndm_rule(NdmKind kind);

/// The 21 keywords of a 6 by 6 covariance, row by row of its lower triangle.
const std::vector<std::string_view>& covariance_keys();

inline constexpr std::string_view user_defined_prefix = "USER_DEFINED_";
inline constexpr std::string_view user_defined_block = "userDefinedParameters";

/// The reference page of orbit files: which keyword of which standard is read and written, in Markdown.
std::string ndm_reference();

}  // namespace cosmodrome
