#include "cosmodrome/io/convert_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/convert.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/ndm_covariance.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/sp3.hpp"
#include "cosmodrome/io/spk_oem.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/io/trajectory.hpp"
#include "cosmodrome/io/turn_covariance.hpp"
#include "cosmodrome/io/write_spk.hpp"

namespace cosmodrome {
namespace {

/// What an SPK calls an object whose NAIF number nobody has told: spacecraft have negative ones.
constexpr int unknown_spacecraft = -999999;

bool is_path_format(const std::string& format) { return format == "bsp" || path_format(format).has_value(); }

/// The kind whose keyword form a format is.
std::optional<NdmKind> message_format(const std::string& format) {
  for (const NdmRule& rule : ndm_rules()) {
    if (rule.element == format) return rule.kind;
  }
  return std::nullopt;
}

[[noreturn]] void refuse(const std::string& file, std::string_view what, const std::string& format,
                         const std::vector<std::string>& instead) {
  throw InputError(Problem{file, 0, 0, "", fmt::format("{} cannot become {}", what, format),
                           fmt::format("{} can be written", joined(instead))});
}

/// Elements without date and author get ours: an OMM should have them.
void date(std::vector<NdmMessage>& omms, const std::string& creation_utc) {
  for (NdmMessage& omm : omms) {
    for (NdmItem& item : omm.header.items) {
      if (item.key == "CREATION_DATE" && item.value.empty()) item.value = creation_utc;
      if (item.key == "ORIGINATOR" && item.value.empty()) item.value = "COSMODROME";
    }
  }
}

Converted elements(NdmFile file, const std::string& format) {
  if (format == "tle") {
    TleText tle = write_tle(file.messages);
    return {std::move(tle.text), std::move(tle.notes)};
  }
  if (format == "json") return {write_omm_json(file.messages), {}};
  return {write_omm_csv(file.messages), {}};
}

Converted path(const Trajectory& trajectory, const std::string& format, const ConvertOptions& options) {
  if (format == "bsp") {
    Converted converted{write_spk(trajectory, unknown_spacecraft), trajectory.notes};
    converted.notes.push_back(fmt::format("the object has the NAIF number {}", unknown_spacecraft));
    return converted;
  }
  if (format != "xml") return {write_path(trajectory, *path_format(format), options.creation_utc), trajectory.notes};
  const std::string oem = write_path(trajectory, PathFormat::oem, options.creation_utc);
  return {write_ndm(read_ndm_text(oem, "OEM"), NdmForm::xml), trajectory.notes};
}

/// -999999 without a number of the catalogue, which only one object of a file may lack.
std::vector<SpkPath> spk_paths(const std::vector<Trajectory>& paths, const std::vector<NdmMessage>& omms) {
  std::vector<SpkPath> numbered;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const int number = spk_number(omms[i]).value_or(unknown_spacecraft);
    const auto same = [&](const SpkPath& other) { return other.target == number; };
    if (std::any_of(numbered.begin(), numbered.end(), same)) {
      refuse_at(omms[i].file, omms[i].segments.front().line, 0, "a second object has no number in the catalogue",
                "an SPK tells objects apart by their numbers: give NORAD_CAT_ID");
    }
    numbered.push_back({&paths[i], number});
  }
  return numbered;
}

void set_version(NdmFile& file, const std::string& version) {
  if (version.empty()) return;
  for (NdmMessage& message : file.messages) message = in_version(std::move(message), version);
}

/// What SGP4 makes of mean elements, as a path.
Converted flown(const std::vector<NdmMessage>& omms, const std::string& format, const ConvertOptions& options) {
  const std::vector<Trajectory> paths = mean_paths(omms, options.span);
  Converted converted;
  for (const Trajectory& path : paths)
    converted.notes.insert(converted.notes.end(), path.notes.begin(), path.notes.end());
  if (format == "bsp") {
    const std::vector<SpkPath> numbered = spk_paths(paths, omms);
    for (const SpkPath& one : numbered) {
      converted.notes.push_back(
          fmt::format("{} has the NAIF number {}", shortened(one.path->words.object_name), one.target));
    }
    converted.text = write_spk(numbered);
  } else if (format == "xml" || (format == "oem" && !options.message_version.empty())) {
    NdmFile oem = read_ndm_text(write_paths(paths, PathFormat::oem, options.creation_utc), "OEM");
    set_version(oem, options.message_version);
    converted.text = write_ndm(oem, format == "xml" ? NdmForm::xml : NdmForm::kvn);
  } else {
    converted.text = write_paths(paths, *path_format(format), options.creation_utc);
  }
  return converted;
}

/// XML and tables hold elements too, and do unless a span is asked for.
bool becomes_a_path(const std::string& format, const ConvertOptions& options) {
  const bool either = format == "csv" || format == "xml";
  return either ? options.span.asked() : is_path_format(format);
}

/// A span is for what has none of its own.
void refuse_span(const std::string& file, const ConvertOptions& options, const std::string& format, bool elements) {
  if (!options.span.asked()) return;
  if (elements && (is_path_format(format) || format == "xml")) return;
  throw InputError(
      Problem{file, 0, 0, "",
              elements ? fmt::format("{} has no span of time", format) : std::string("these are no mean elements"),
              elements ? "leave --from, --until and --step, or write a path: oem, xml, csv, czml, kml, geojson or bsp"
                       : "--from, --until and --step are for a TLE or an OMM, which SGP4 follows"});
}

/// Covariances are those of messages, and stay in them.
void refuse_axes(const std::string& file, const ConvertOptions& options) {
  if (options.covariance_axes.empty()) return;
  throw InputError(Problem{file, 0, 0, "", "there is no covariance to be turned", "leave --covariance-axes"});
}

/// What is written as it was read, but should not be believed.
std::vector<std::string> notes_on(const NdmFile& file) {
  std::vector<std::string> notes;
  for (const NdmMessage& message : file.messages) {
    for (std::string& note : covariance_notes(message)) notes.push_back(std::move(note));
  }
  return notes;
}

Converted messages(NdmFile file, const std::string& name, const std::string& format, const ConvertOptions& options) {
  const NdmKind kind = file.messages.front().kind;
  const auto other = [&](const NdmMessage& message) { return message.kind != kind; };
  const bool mixed = std::any_of(file.messages.begin(), file.messages.end(), other);
  const bool mean = !mixed && kind == NdmKind::omm;
  refuse_span(name, options, format, mean);
  if (mean && becomes_a_path(format, options)) {
    refuse_axes(name, options);
    return flown(file.messages, format, options);
  }
  if (!options.covariance_axes.empty()) {
    for (NdmMessage& message : file.messages)
      message = with_covariance_axes(std::move(message), options.covariance_axes);
  }
  set_version(file, options.message_version);
  if (format == "xml") return {write_ndm(file, NdmForm::xml), notes_on(file)};
  if (!mixed && message_format(format) == kind) return {write_ndm(file, NdmForm::kvn), notes_on(file)};
  const std::string own(ndm_rule(kind).element);
  std::vector<std::string> possible{own, "xml"};
  if (mean) {
    if (format == "tle" || format == "json" || format == "csv") return elements(std::move(file), format);
    possible.insert(possible.end(), {"tle", "json", "csv", "oem", "czml", "kml", "geojson", "bsp"});
  }
  if (!mixed && kind == NdmKind::oem && file.messages.size() == 1) {
    if (is_path_format(format)) return path(orbit_of(oem_message(file.messages.front())), format, options);
    possible.insert(possible.end(), {"csv", "czml", "kml", "geojson", "bsp"});
  }
  refuse(name, mixed ? std::string("a file of several kinds") : fmt::format("an {}", name_of(kind)), format, possible);
}

std::optional<std::vector<NdmMessage>> catalogue(const std::string& text, const std::string& name) {
  const std::string_view form = mean_elements_form(text);
  if (form == "tle") return read_tle_text(text, name);
  if (form == "json") return read_omm_json(text, name);
  if (form == "csv") return read_omm_csv(text, name);
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& convert_format_names() {
  static const std::vector<std::string> names{"oem",  "opm", "omm",  "aem", "cdm",     "xml", "tle",
                                              "json", "csv", "czml", "kml", "geojson", "bsp"};
  return names;
}

Converted convert_file(const std::filesystem::path& file, const std::string& format, const ConvertOptions& options) {
  const std::string name = file.string();
  const std::string text = read_text_file(file, largest_orbit_file_bytes);
  if (looks_like_spk(text))
    return messages({{}, {spk_to_oem(text, name, options.creation_utc)}}, name, format, options);
  if (auto omms = catalogue(text, name)) {
    date(*omms, options.creation_utc);
    return messages({{}, std::move(*omms)}, name, format, options);
  }
  if (looks_like_sp3(text)) {
    NdmMessage oem = to_oem(read_sp3_text(text, name), name, options.creation_utc);
    return messages({{}, {std::move(oem)}}, name, format, options);
  }
  const std::string ending = file.extension().string();
  const bool flight = ending == ".csv" || (ending == ".json" && text.find('<') != 0);
  if (!flight && looks_like_ndm(text)) return messages(read_ndm_text(text, name), name, format, options);
  refuse_span(name, options, format, false);
  refuse_axes(name, options);
  const Trajectory trajectory = read_path(file, options.liftoff);
  if (!is_path_format(format) && format != "xml")
    refuse(name, "a flight", format, {"oem", "xml", "csv", "czml", "kml", "geojson", "bsp"});
  return path(trajectory, format, options);
}

}  // namespace cosmodrome
