#pragma once
#include <string_view>

namespace cosmodrome::fuzz {

/// Each hands bytes to a parser, which may refuse them with InputError and do nothing else: no crash, no other
/// exception, no nonsense let through (std::logic_error tells of that).
void mission(std::string_view bytes);
void vehicle(std::string_view bytes);
void site(std::string_view bytes);
void quantity(std::string_view bytes);
void columns(std::string_view bytes);
void messages(std::string_view bytes);   ///< CCSDS messages: what is read must be written and read again
void catalogue(std::string_view bytes);  ///< TLE, OMM in JSON and CSV
void sp3(std::string_view bytes);
void spk(std::string_view bytes);
void population(std::string_view bytes);  ///< an ESRI ASCII grid
void geotiff(std::string_view bytes);
void flight(std::string_view bytes);  ///< flight.json, or else flight.csv
void areas(std::string_view bytes);   ///< GeoJSON
void assumptions(std::string_view bytes);
void manoeuvres(std::string_view bytes);
void criteria(std::string_view bytes);
void arguments(std::string_view bytes);  ///< of the command line: boxes, stations, times, revolutions

}  // namespace cosmodrome::fuzz
