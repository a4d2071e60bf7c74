#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome::cli {

/// One figure of a file of the catalogue, with where it comes from.
struct Figure {
  std::string section;       ///< "stage.core"
  std::string key;           ///< "dry_mass"
  std::string written;       ///< "6450 kg"
  std::optional<double> si;  ///< absent for lists
  std::string si_unit;       ///< "kg"; empty for a number without dimension
  std::string source;        ///< key into data/sources.toml, or the user's own words
  std::string confidence;
  std::string estimated;
  std::string note;
};

/// All figures of a checked document in the order of the file; its sequence of events is left out.
std::vector<Figure> figures_of(const Value& root, DocumentKind kind);

/// A value as a TOML file writes it, in one line, without the quotation marks of texts.
std::string as_written(const Value& value);

/// What a key of data/sources.toml stands for.
struct Source {
  std::string key;
  std::string title;
  std::string author;
  std::string address;
  std::string accessed;
};

/// The sources that figures name, those mentioned in notes as [KEY] included, in the order of data/sources.toml.
std::vector<Source> sources_of(const std::vector<Figure>& figures);

nlohmann::ordered_json to_json(const Figure& figure);
nlohmann::ordered_json to_json(const Source& source);

/// Prints figures by section, each with its source, note and estimate.
void print_figures(const std::vector<Figure>& figures);
/// Prints what the source keys of figures stand for.
void print_sources(const std::vector<Figure>& figures);
/// Text broken into lines of the terminal's usual width, each after `indent` spaces.
void print_wrapped(const std::string& text, std::size_t indent);

/// Prints a JSON object, with what is no UTF-8 replaced.
void print_json(const nlohmann::ordered_json& object);

}  // namespace cosmodrome::cli
