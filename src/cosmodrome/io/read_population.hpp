#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/safety/population.hpp"

namespace cosmodrome {

/// A map of people from a file: an ESRI ASCII grid, or a GeoTIFF with one band, told apart by how they begin. In
/// degrees of latitude and longitude (EPSG:4326): other projections are refused, also those that a .prj file beside an
/// ASCII grid names. Cells without data hold nobody; where they would leave out more than a thousandth of the people
/// that the shipped map knows there, the file is refused. Throws InputError.
PopulationGrid read_population(const std::filesystem::path& path);

/// The map that ships with the program: an eighth of a degree, from the places of GeoNames and the land of Natural
/// Earth; docs/theory/population.md says how.
PopulationGrid shipped_population();

/// Named places of 500 people and more, none within 15 km of a larger one, that ship with the program.
std::vector<NamedPlace> shipped_places();

/// Text of an ESRI ASCII grid: ncols, nrows, xllcorner or xllcenter, yllcorner or yllcenter, cellsize, NODATA_value,
/// then the rows from the north.
PopulationGrid read_ascii_grid_text(std::string_view text, const std::string& file);

/// Bytes of a TIFF with the tags of GeoTIFF 1.1 (OGC 19-008): pixel scale, tie point, a geographic model; whole numbers
/// or reals of 8 to 64 bits, strips or tiles, any compression that libtiff has; GDAL's tag of no data.
PopulationGrid read_geotiff(std::string_view bytes, const std::string& file);

/// More cells than this are refused: a tenth of the world at half an arc minute.
inline constexpr std::size_t most_population_cells = 100'000'000;

}  // namespace cosmodrome
