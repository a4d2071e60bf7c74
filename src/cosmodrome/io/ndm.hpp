#pragma once
// CCSDS navigation data messages as they are written, in keyword form (KVN) or XML: every keyword, comment, unit and
// number in the order of the file, checked against the standard's tables but not yet understood.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// The messages that are read and written.
enum class NdmKind { opm, omm, oem, aem, cdm };

/// A comment, a keyword with its value, or a line of an ephemeris.
struct NdmItem {
  enum class Kind { comment, field, row };
  Kind kind = Kind::field;
  std::string key;    ///< of a field: "X_DOT"; "USER_DEFINED_..." for what the standard does not name
  std::string value;  ///< as written: the comment, the value, or a row's words with blanks between them
  std::string unit;   ///< of a field, if it was written: "km/s"
  int line = 0;
  int column = 0;  ///< of the value in keyword form, of the element in XML
};

/// Items that belong together, under the name that XML gives them: "metadata", "stateVector", "covarianceMatrix".
struct NdmBlock {
  std::string name;
  int line = 0;
  std::vector<NdmItem> items;

  /// The field, or null.
  [[nodiscard]] const NdmItem* find(std::string_view key) const;
  /// Its value, or an empty text.
  [[nodiscard]] std::string_view value(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> comments() const;
};

/// Metadata and the data that it is for. In a CDM, one of the two objects.
struct NdmSegment {
  int line = 0;
  std::vector<NdmBlock> blocks;  ///< the first is the metadata

  [[nodiscard]] const NdmBlock& metadata() const { return blocks.front(); }
  /// The first of that name, or null.
  [[nodiscard]] const NdmBlock* find(std::string_view name) const;
};

struct NdmMessage {
  NdmKind kind = NdmKind::oem;
  std::string version;  ///< "3.0"
  std::string file;     ///< for messages
  NdmBlock header;
  std::vector<NdmBlock> relative;  ///< of a CDM: one block, what concerns both objects
  std::vector<NdmSegment> segments;
};

/// What one file holds: one message, or several in an XML <ndm> or one below the other in keyword form.
struct NdmFile {
  std::vector<std::string> comments;  ///< of the <ndm> itself
  std::vector<NdmMessage> messages;   ///< at least one
};

enum class NdmForm { kvn, xml };

/// Larger orbit files are refused before they are read.
inline constexpr std::size_t largest_orbit_file_bytes = std::size_t{256} << 20;

/// "OPM".
std::string_view name_of(NdmKind kind);

/// Whether a text begins as such a message does, in either form.
bool looks_like_ndm(std::string_view text);

/// Reads OPM, OMM, OEM (versions 1 to 3), AEM (1, 2) and CDM (1), strictly: CCSDS 502.0-B-3, 504.0-B-2, 508.0-B-1,
/// in XML 505.0-B-3. Unknown, missing or doubled keywords, wrong units, numbers and dates are refused with their place.
/// XML with a document type, with entities of its own or not in UTF-8 is refused. Throws InputError.
NdmFile read_ndm(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
NdmFile read_ndm_text(std::string_view text, const std::string& file);

/// The text of a file's messages. All that was read is written: values and numbers as they stand, comments,
/// user-defined fields. Comments between the rows of an ephemeris stand before them in XML, which has no place for them
/// elsewhere. Several messages make an <ndm> in XML. Throws InputError if a message does not suit its version.
std::string write_ndm(const NdmFile& file, NdmForm form);
std::string write_ndm(const NdmMessage& message, NdmForm form);

/// The same message in another version ("2.0", "3.0"). Throws InputError if that version lacks a keyword that is used.
NdmMessage in_version(NdmMessage message, const std::string& version);

}  // namespace cosmodrome
