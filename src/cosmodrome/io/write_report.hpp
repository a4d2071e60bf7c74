#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// A table that the report shows beside what every flight has.
struct ReportTable {
  std::string title, note;
  std::vector<std::string> columns;  ///< the first is of text, the others are of numbers
  std::vector<std::vector<std::string>> rows;
};

/// What the report page draws, as JSON: the object of write_json() under "flight", and with it the points as
/// columns, the way down of what was dropped, the closed districts, notes and sources. Of a long flight every
/// event and at least 2000 points between them are kept.
std::string write_report_data(const Flight& flight, const std::string& mission_hash = {},
                              const std::vector<ReportTable>& tables = {});

/// The report: one HTML file that needs nothing else, not even a network. `page` is report_template() or another
/// text with the marks @TITLE@, @TEXT@ and @DATA@, each at most once.
/// Throws std::invalid_argument if the page has no place for the data.
std::string write_report(const Flight& flight, const std::string& page, const std::string& mission_hash = {},
                         const std::vector<ReportTable>& tables = {});

}  // namespace cosmodrome
