#include "cosmodrome/io/products.hpp"

#include <utility>

#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_csv.hpp"
#include "cosmodrome/io/write_czml.hpp"
#include "cosmodrome/io/write_geojson.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_kml.hpp"
#include "cosmodrome/io/write_oem.hpp"
#include "cosmodrome/io/write_opm.hpp"
#include "cosmodrome/io/write_passengers.hpp"
#include "cosmodrome/io/write_report.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/io/write_voyage.hpp"

namespace cosmodrome {

Products write_products(const Flight& flight, const std::filesystem::path& directory, const ProductOptions& options) {
  const std::string creation_utc = options.creation_utc.empty() ? now_utc() : options.creation_utc;
  std::vector<FileText> files = {
      {"timeline.txt", write_timeline(flight)},  {"flight.json", write_json(flight, options.mission_hash)},
      {"flight.csv", write_csv(flight)},         {"flight.oem", write_oem(flight, creation_utc)},
      {"flight.czml", write_czml(flight)},       {"flight.kml", write_kml(flight)},
      {"flight.geojson", write_geojson(flight)},
  };
  if (std::string opm = write_opm(flight, creation_utc); !opm.empty()) files.push_back({"flight.opm", std::move(opm)});
  if (flight.voyage && !flight.voyage->arcs.empty()) {
    files.push_back({"voyage.csv", write_voyage_csv(*flight.voyage)});
    files.push_back({"voyage.oem", write_voyage_oem(flight, creation_utc)});
    for (FileText& file : passenger_files(flight, creation_utc)) files.push_back(std::move(file));
  }
  Products products;
  const std::string page = report_template();
  if (page.empty()) {
    products.notes.push_back("report.html is left out: this program was built without web/ (it needs Node.js)");
  } else {
    files.push_back({"report.html", write_report(flight, page, options.mission_hash, options.tables)});
  }
  files.insert(files.end(), options.more.begin(), options.more.end());
  products.files = replace_files(directory, files);
  return products;
}

}  // namespace cosmodrome
