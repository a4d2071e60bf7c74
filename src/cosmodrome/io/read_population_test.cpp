#include "cosmodrome/io/read_population.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

const std::string head = "ncols 3\nnrows 2\nxllcorner 10\nyllcorner 50\ncellsize 0.5\nNODATA_value -9999\n";

std::string refusal(const std::string& text) {
  try {
    static_cast<void>(read_ascii_grid_text(text, "map.asc"));
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

/// A GeoTIFF of two by two cells of 16 bits, and what may be wrong with it.
struct Tiff {
  std::uint16_t model = 2, code = 4326, bands = 1, bits = 16;
  std::uint32_t columns = 2, rows = 2;
  bool keys = true, tie = true, short_scale = false;
  std::vector<std::uint16_t> cells{1, 2, 3, 65535};
  std::string no_data{};

  [[nodiscard]] std::string bytes() const {
    std::string out("II*\0", 4), extra;
    const auto put = [](std::string& to, auto value) {
      to.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    struct Tag {
      std::uint16_t number, kind;
      std::uint32_t count;
      std::string data;
    };
    const auto of = [&](std::uint16_t number, std::uint16_t kind, auto values) {
      Tag tag{number, kind, static_cast<std::uint32_t>(values.size()), {}};
      for (auto v : values) put(tag.data, v);
      return tag;
    };
    using Shorts = std::vector<std::uint16_t>;
    using Longs = std::vector<std::uint32_t>;
    using Reals = std::vector<double>;
    std::vector<Tag> tags{of(256, 4, Longs{columns}),
                          of(257, 4, Longs{rows}),
                          of(258, 3, Shorts{bits}),
                          of(259, 3, Shorts{1}),
                          of(262, 3, Shorts{1}),
                          of(273, 4, Longs{8}),
                          of(277, 3, Shorts{bands}),
                          of(278, 4, Longs{rows}),
                          of(279, 4, Longs{static_cast<std::uint32_t>(2 * cells.size())}),
                          of(339, 3, Shorts{1})};
    if (tie)
      tags.push_back(of(33550, 12, Reals{0.5, 0.25, 0})), tags.push_back(of(33922, 12, Reals{0, 0, 0, 10, 51, 0}));
    if (short_scale) tags[10] = of(33550, 3, Shorts{1, 1, 0});
    if (keys) tags.push_back(of(34735, 3, Shorts{1, 1, 0, 2, 1024, 0, 1, model, 2048, 0, 1, code}));
    if (!no_data.empty()) tags.push_back(of(42113, 2, no_data + '\0'));
    const auto directory = static_cast<std::uint32_t>(8 + 2 * cells.size());
    put(out, directory);
    for (const auto cell : cells) put(out, cell);
    const auto after = static_cast<std::uint32_t>(directory + 2 + 12 * tags.size() + 4);
    put(out, static_cast<std::uint16_t>(tags.size()));
    for (Tag& tag : tags) {
      put(out, tag.number), put(out, tag.kind), put(out, tag.count);
      if (tag.data.size() <= 4) {
        tag.data.resize(4, '\0');
        out += tag.data;
      } else {
        put(out, static_cast<std::uint32_t>(after + extra.size()));
        extra += tag.data + (tag.data.size() % 2 == 1 ? std::string(1, '\0') : "");
      }
    }
    put(out, std::uint32_t{0});
    return out + extra;
  }

  [[nodiscard]] std::string refusal() const {
    try {
      static_cast<void>(read_geotiff(bytes(), "map.tif"));
    } catch (const InputError& error) {
      return error.what();
    }
    return "nothing";
  }
};

TEST(AsciiGrid, is_read_from_the_north) {
  const auto map = read_ascii_grid_text(head + "1 2 3\r\n4 -9999 6.5\n", "map.asc");
  EXPECT_EQ(map.frame().columns, 3);
  EXPECT_NEAR(map.frame().north_rad / degree_rad, 51, 1e-9);
  EXPECT_EQ(map.people({2, 0}), 3);
  EXPECT_EQ(map.people({2, 1}), 6.5);
  EXPECT_EQ(map.cells_without_data(), 1u);
  EXPECT_EQ(map.cell_of({50.1 * degree_rad, 10.1 * degree_rad}), (PopulationGrid::Cell{0, 1}));
  const auto centred = read_ascii_grid_text("NCOLS 1\nNROWS 1\nXLLCENTER 10\nYLLCENTER 50\nCELLSIZE 1\n7", "map.asc");
  EXPECT_NEAR(centred.frame().west_rad / degree_rad, 9.5, 1e-9);
  EXPECT_NEAR(centred.frame().north_rad / degree_rad, 50.5, 1e-9);
}

TEST(AsciiGrid, is_refused_with_its_place) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal(head + "1 2 3\n4 5 -6\n"), HasSubstr("map.asc:8:5: a cell with -6 people"));
  EXPECT_THAT(refusal(head + "1 2 3\n4 five 6\n"), HasSubstr("map.asc:8:3: \"five\" is no number"));
  EXPECT_THAT(refusal(head + "1 2 3\n4 5\n"), HasSubstr("the file ends before cell 6 of 6"));
  EXPECT_THAT(refusal(head + "1 2 3\n4 5 6 7\n"), HasSubstr("more numbers than cells"));
  EXPECT_THAT(refusal("ncols 3\nncols 3\n"), HasSubstr("a second time"));
  EXPECT_THAT(refusal("ncols 3\nnrows 2\n1 2 3"), HasSubstr("cellsize is missing"));
  EXPECT_THAT(refusal("ncols -3\n"), HasSubstr("ncols is -3"));
  EXPECT_THAT(refusal("colour 3\n"), HasSubstr("unknown key"));
  EXPECT_THAT(refusal("ncols 90000\nnrows 90000\nxllcorner 0\nyllcorner 0\ncellsize 0.001\n1"),
              HasSubstr("at most 100000000"));
  EXPECT_THAT(refusal("ncols 9000\nnrows 9000\nxllcorner 0\nyllcorner 0\ncellsize 0.001\n1"),
              HasSubstr("get the whole file"));
  // Metres of a projection instead of degrees.
  EXPECT_THAT(refusal("ncols 1\nnrows 1\nxllcorner 500000\nyllcorner 5600000\ncellsize 1000\n1"),
              HasSubstr("EPSG:4326"));
  EXPECT_THAT(refusal(""), HasSubstr("is missing"));
}

TEST(GeoTiff, is_read) {
  Tiff tiff;
  const auto map = read_geotiff(tiff.bytes(), "map.tif");
  EXPECT_NEAR(map.frame().west_rad / degree_rad, 10, 1e-9);
  EXPECT_NEAR(map.frame().north_rad / degree_rad, 51, 1e-9);
  EXPECT_NEAR(map.frame().width_rad / degree_rad, 0.5, 1e-12);
  EXPECT_NEAR(map.frame().height_rad / degree_rad, 0.25, 1e-12);
  EXPECT_EQ(map.people({1, 0}), 2);
  EXPECT_EQ(map.people({1, 1}), 65535);
  tiff.no_data = "65535";
  EXPECT_EQ(read_geotiff(tiff.bytes(), "map.tif").cells_without_data(), 1u);
}

TEST(GeoTiff, is_refused_with_a_reason) {
  using testing::HasSubstr;
  EXPECT_THAT((Tiff{.model = 1}).refusal(), HasSubstr("the model 1"));
  EXPECT_THAT((Tiff{.code = 4979}).refusal(), HasSubstr("EPSG:4979"));
  EXPECT_THAT((Tiff{.bands = 3}).refusal(), HasSubstr("3 bands"));
  EXPECT_THAT((Tiff{.bits = 4}).refusal(), HasSubstr("4 bits"));
  EXPECT_THAT((Tiff{.keys = false}).refusal(), HasSubstr("without the keys"));
  EXPECT_THAT((Tiff{.tie = false}).refusal(), HasSubstr("without a pixel scale"));
  EXPECT_THAT((Tiff{.short_scale = true}).refusal(), HasSubstr("without a pixel scale"));
  EXPECT_THAT((Tiff{.columns = 60000, .rows = 60000}).refusal(), HasSubstr("60000 by 60000"));
  EXPECT_THAT((Tiff{.columns = 9000, .rows = 9000}).refusal(), HasSubstr("get the whole file"));
  EXPECT_THAT((Tiff{.columns = 200}).refusal(), HasSubstr("cannot be read"));
  const std::string whole = Tiff().bytes();
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_THROW(static_cast<void>(read_geotiff(whole.substr(0, size), "cut.tif")), InputError) << size;
  }
}

TEST(ShippedPopulation, keeps_its_totals_and_the_sea_empty) {
  const PopulationGrid map = shipped_population();
  EXPECT_EQ(map.cells_without_data(), 0u);
  std::ifstream countries(std::filesystem::path(COSMODROME_DATA_DIR) / "population/countries.csv");
  std::string line;
  double all = 0, iceland = 0, new_zealand = 0, madagascar = 0;
  while (std::getline(countries, line)) {
    if (line.size() < 4 || line[2] != ',') continue;
    const double people = std::stod(line.substr(3));
    all += people;
    if (line.starts_with("IS,")) iceland = people;
    if (line.starts_with("NZ,")) new_zealand = people;
    if (line.starts_with("MG,")) madagascar = people;
  }
  EXPECT_NEAR(map.total() / all, 1, 1e-6);
  EXPECT_GT(all, 7e9);
  const auto in_box = [&](double south, double north, double west, double east) {
    double sum = 0;
    for (int row = 0; row < map.frame().rows; ++row) {
      for (int column = 0; column < map.frame().columns; ++column) {
        const GroundPlace at = map.centre({column, row});
        const double latitude = at.latitude_rad / degree_rad, longitude = at.longitude_rad / degree_rad;
        if (latitude > south && latitude < north && longitude > west && longitude < east)
          sum += map.people({column, row});
      }
    }
    return sum;
  };
  EXPECT_NEAR(in_box(63, 67, -25, -13) / iceland, 1, 1e-4);
  EXPECT_NEAR(in_box(-48, -34, 166, 179) / new_zealand, 1, 1e-3);  // the Chatham Islands are beyond
  EXPECT_NEAR((in_box(-26, -13.125, 43, 51) + in_box(-13.125, -11.9, 48, 51)) / madagascar, 1, 1e-3);
  EXPECT_EQ(in_box(2, 15, -35, -25), 0);     // the Atlantic
  EXPECT_EQ(in_box(32, 50, -175, -135), 0);  // the Pacific
  EXPECT_GT(in_box(60, 65, 100, 110), 0);    // Evenkia: few, not nobody
  // A city and a village in their places.
  EXPECT_GT(map.density_1_m2({55.75 * degree_rad, 37.62 * degree_rad}) * 1e6, 1000);
  EXPECT_GT(map.density_1_m2({53.956 * degree_rad, 129.1 * degree_rad}), 0);
}

TEST(ShippedPlaces, are_named) {
  const auto places = shipped_places();
  EXPECT_GT(places.size(), 20'000u);
  const NamedPlace* near = place_near(places, {48.85 * degree_rad, 2.35 * degree_rad}, 20e3);
  ASSERT_NE(near, nullptr);
  EXPECT_EQ(near->name, "Paris");
  EXPECT_EQ(near->country, "FR");
}

TEST(Population, with_holes_over_people_is_refused) {
  const auto folder = std::filesystem::temp_directory_path() / "cosmodrome_population_test";
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return folder / name;
  };
  const auto over_paris =
      write("paris.asc", "ncols 2\nnrows 1\nxllcorner 2\nyllcorner 48\ncellsize 1\nNODATA_value -1\n-1 1000\n");
  EXPECT_THROW(static_cast<void>(read_population(over_paris)), InputError);
  const auto over_sea =
      write("sea.asc", "ncols 2\nnrows 1\nxllcorner -30\nyllcorner 5\ncellsize 1\nNODATA_value -1\n-1 10\n");
  EXPECT_EQ(read_population(over_sea).cells_without_data(), 1u);
  write("sea.prj", "PROJCS[\"WGS 84 / UTM zone 31N\"]");
  EXPECT_THROW(static_cast<void>(read_population(over_sea)), InputError);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cosmodrome
