#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/write_report.hpp"

namespace cosmodrome {

struct ProductOptions {
  std::string mission_hash{};         ///< named in flight.json and the report; may be empty
  std::string creation_utc{};         ///< "2023-08-10T23:10:57" for the OEM header; empty: now
  std::vector<FileText> more{};       ///< further files, written with them
  std::vector<ReportTable> tables{};  ///< further tables of the report
};

struct Products {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> notes;  ///< what was left out and why
};

/// Writes all products of a flight into a directory: timeline.txt, flight.json, flight.csv, flight.oem,
/// flight.czml, flight.kml, flight.geojson, report.html; voyage.csv and voyage.oem if the flight goes on. Files of
/// these names are replaced, others left alone. Without a report page in this program (see report_template())
/// report.html is left out, with a note.
///
/// All or nothing, see replace_files(). Throws InputError if the directory cannot be written.
Products write_products(const Flight& flight, const std::filesystem::path& directory,
                        const ProductOptions& options = {});

}  // namespace cosmodrome
