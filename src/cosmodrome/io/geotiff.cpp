#include <tiffio.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

#include <fmt/format.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

// OGC 19-008r4, GeoTIFF 1.1, and GDAL's own.
constexpr std::uint32_t tag_pixel_scale = 33550, tag_tie_point = 33922, tag_transformation = 34264, tag_keys = 34735;
constexpr std::uint32_t tag_no_data = 42113;
constexpr int key_model = 1024, key_raster = 1025, key_geographic = 2048;
constexpr int model_geographic = 2, pixel_is_point = 2, user_defined = 32767;
// Deflate packs no more than 1032 to 1: a small file cannot ask for much memory.
constexpr double most_packed = 1100;
constexpr std::size_t most_block_bytes = std::size_t{256} << 20;

/// A file in memory, as libtiff reads one.
struct Bytes {
  std::string_view data;
  toff_t at = 0;
};

tmsize_t read_some(thandle_t handle, void* to, tmsize_t size) {
  auto& bytes = *static_cast<Bytes*>(handle);
  if (size <= 0 || bytes.at >= bytes.data.size()) return 0;
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), bytes.data.size() - static_cast<std::size_t>(bytes.at));
  std::memcpy(to, bytes.data.data() + bytes.at, count);
  bytes.at += count;
  return static_cast<tmsize_t>(count);
}
tmsize_t write_none(thandle_t, void*, tmsize_t) { return 0; }
toff_t seek(thandle_t handle, toff_t offset, int whence) {
  auto& bytes = *static_cast<Bytes*>(handle);
  const toff_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? bytes.at : bytes.data.size();
  return bytes.at = from + offset;
}
int close_none(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return static_cast<Bytes*>(handle)->data.size(); }

/// libtiff writes its opinions to the terminal unless it is told not to; what matters is said by InputError.
void silence() {
  static std::once_flag once;
  std::call_once(once, [] {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
  });
}

struct Close {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

class Image {
 public:
  Image(std::string_view bytes, std::string file) : bytes_{bytes}, file_(std::move(file)) {
    silence();
    tiff_.reset(
        TIFFClientOpen("map", "rm", &bytes_, read_some, write_none, seek, close_none, size_of, nullptr, nullptr));
    if (!tiff_) refuse("no TIFF that can be read", "get the whole file");
  }

  [[noreturn]] void refuse(std::string found, std::string remedy) const {
    throw InputError(file_, 0, 0, std::move(found), std::move(remedy));
  }

  PopulationGrid population() {
    read_size();
    const PopulationGrid::Frame frame = read_frame();
    read_format();
    return {frame, read_cells(), file_};
  }

 private:
  /// libtiff hands over a tag it does not know as the file has it: what is of another type is not there.
  [[nodiscard]] bool has(std::uint32_t number, TIFFDataType type) const {
    const TIFFField* field = TIFFFindField(tiff_.get(), number, TIFF_ANY);
    return field != nullptr && TIFFFieldDataType(field) == type && TIFFFieldPassCount(field) != 0 &&
           TIFFFieldReadCount(field) == TIFF_VARIABLE2;
  }

  template <class T>
  std::vector<T> tag(std::uint32_t number) const {
    if (!has(number, std::is_same_v<T, double> ? TIFF_DOUBLE : TIFF_SHORT)) return {};
    std::uint32_t count = 0;
    T* values = nullptr;
    if (TIFFGetField(tiff_.get(), number, &count, &values) != 1 || values == nullptr) return {};
    return {values, values + count};
  }

  /// Of a tag that the file may leave out.
  std::uint16_t small(std::uint32_t number, std::uint16_t absent) const {
    std::uint16_t value = absent;
    return TIFFGetField(tiff_.get(), number, &value) == 1 ? value : absent;
  }

  void read_size() {
    std::uint32_t columns = 0, rows = 0;
    TIFFGetField(tiff_.get(), TIFFTAG_IMAGEWIDTH, &columns);
    TIFFGetField(tiff_.get(), TIFFTAG_IMAGELENGTH, &rows);
    const std::uint64_t cells = std::uint64_t{columns} * rows;
    if (cells == 0 || cells > most_population_cells || columns > most_population_cells ||
        rows > most_population_cells) {
      refuse(fmt::format("a map of {} by {} cells", columns, rows),
             fmt::format("give one of 1 to {} cells", most_population_cells));
    }
    columns_ = static_cast<int>(columns), rows_ = static_cast<int>(rows);
  }

  PopulationGrid::Frame read_frame() {
    const auto keys = tag<std::uint16_t>(tag_keys);
    int model = 0, raster = 1, code = 4326;
    if (keys.size() < 4) refuse("a TIFF without the keys of GeoTIFF", "give a map that says where it lies");
    for (std::size_t i = 4; i + 3 < keys.size(); i += 4) {
      if (keys[i + 1] != 0) continue;  // the value stands elsewhere: none that is asked for
      if (keys[i] == key_model) model = keys[i + 3];
      if (keys[i] == key_raster) raster = keys[i + 3];
      if (keys[i] == key_geographic) code = keys[i + 3];
    }
    if (model != model_geographic) {
      refuse(fmt::format("a map with the model {} (1: projected, 3: geocentric)", model),
             "give a map in degrees of latitude and longitude (EPSG:4326)");
    }
    if (code != 4326 && code != 4258 && code != 4269 && code != user_defined) {
      refuse(fmt::format("a map in EPSG:{}", code), "give a map in degrees of latitude and longitude (EPSG:4326)");
    }
    const auto scale = tag<double>(tag_pixel_scale), tie = tag<double>(tag_tie_point);
    if (scale.size() < 2 || tie.size() != 6) {
      refuse(tag<double>(tag_transformation).empty() ? "a map without a pixel scale and one tie point"
                                                     : "a map that is turned or sheared",
             "give a map whose rows run from west to east");
    }
    const double half = raster == pixel_is_point ? 0.5 : 0;
    const double west_deg = tie[3] - (tie[0] + half) * scale[0], north_deg = tie[4] + (tie[1] + half) * scale[1];
    return {
        west_deg * degree_rad, north_deg * degree_rad, scale[0] * degree_rad, scale[1] * degree_rad, columns_, rows_};
  }

  void read_format() {
    bits_ = small(TIFFTAG_BITSPERSAMPLE, 1), format_ = small(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    const std::uint16_t bands = small(TIFFTAG_SAMPLESPERPIXEL, 1);
    if (bands != 1) refuse(fmt::format("a map with {} bands", bands), "give one band: the people of each cell");
    const bool whole = format_ == SAMPLEFORMAT_UINT || format_ == SAMPLEFORMAT_INT;
    const bool known = whole ? bits_ == 8 || bits_ == 16 || bits_ == 32 || bits_ == 64
                             : format_ == SAMPLEFORMAT_IEEEFP && (bits_ == 32 || bits_ == 64);
    if (!known) {
      refuse(fmt::format("cells of {} bits in the format {}", bits_, format_), "give whole numbers or reals");
    }
    std::uint32_t length = 0;
    const char* text = nullptr;
    if (has(tag_no_data, TIFF_ASCII) && TIFFGetField(tiff_.get(), tag_no_data, &length, &text) == 1 &&
        text != nullptr) {
      const std::string word(text, strnlen(text, length));
      char* end = nullptr;
      const double value = std::strtod(word.c_str(), &end);
      if (end == word.c_str()) refuse("\"" + shortened(word) + "\" for no data", "give a number");
      no_data_ = value;
    }
    const double unpacked = static_cast<double>(columns_) * rows_ * (bits_ / 8.0);
    if (unpacked > most_packed * static_cast<double>(bytes_.data.size())) {
      refuse(fmt::format("{} by {} cells in a file of {} bytes", columns_, rows_, bytes_.data.size()),
             "get the whole file");
    }
  }

  template <class T>
  static double as(const std::uint8_t* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return static_cast<double>(value);
  }

  float cell(const std::uint8_t* at) const {
    double x = 0;
    if (format_ == SAMPLEFORMAT_IEEEFP) {
      x = bits_ == 32 ? as<float>(at) : as<double>(at);
    } else if (format_ == SAMPLEFORMAT_UINT) {
      x = bits_ == 8    ? as<std::uint8_t>(at)
          : bits_ == 16 ? as<std::uint16_t>(at)
          : bits_ == 32 ? as<std::uint32_t>(at)
                        : as<std::uint64_t>(at);
    } else {
      x = bits_ == 8    ? as<std::int8_t>(at)
          : bits_ == 16 ? as<std::int16_t>(at)
          : bits_ == 32 ? as<std::int32_t>(at)
                        : as<std::int64_t>(at);
    }
    const bool absent =
        std::isnan(x) || (no_data_ && (x == *no_data_ || static_cast<float>(x) == static_cast<float>(*no_data_)));
    return absent ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x);
  }

  /// Blocks are tiles, or strips: tiles as wide as the map.
  std::vector<float> read_cells() {
    TIFF* tiff = tiff_.get();
    const bool tiled = TIFFIsTiled(tiff) != 0;
    std::uint32_t wide = static_cast<std::uint32_t>(columns_), tall = static_cast<std::uint32_t>(rows_);
    if (tiled) {
      TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &wide), TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tall);
    } else {
      TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &tall);
      tall = std::min(tall, static_cast<std::uint32_t>(rows_));
    }
    const tmsize_t block_bytes = tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    const std::uint64_t expected = std::uint64_t{wide} * tall * (bits_ / 8U);
    if (wide == 0 || tall == 0 || block_bytes <= 0 || static_cast<std::uint64_t>(block_bytes) != expected ||
        expected > most_block_bytes) {
      refuse(fmt::format("blocks of {} by {} cells", wide, tall), "write the map in strips or tiles of at most 256 MB");
    }
    std::vector<float> people(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    std::vector<std::uint8_t> block(static_cast<std::size_t>(block_bytes));
    for (std::uint32_t top = 0; top < static_cast<std::uint32_t>(rows_); top += tall) {
      for (std::uint32_t left = 0; left < static_cast<std::uint32_t>(columns_); left += wide) {
        const std::uint32_t number = tiled ? TIFFComputeTile(tiff, left, top, 0, 0) : TIFFComputeStrip(tiff, top, 0);
        const tmsize_t got = tiled ? TIFFReadEncodedTile(tiff, number, block.data(), block_bytes)
                                   : TIFFReadEncodedStrip(tiff, number, block.data(), block_bytes);
        const std::uint32_t deep = std::min(tall, static_cast<std::uint32_t>(rows_) - top);
        if (got < static_cast<tmsize_t>(std::uint64_t{wide} * deep * (bits_ / 8U))) {
          refuse(fmt::format("the rows from {} cannot be read", top + 1), "get the whole file");
        }
        copy(block, left, top, wide, deep, people);
      }
    }
    return people;
  }

  void copy(const std::vector<std::uint8_t>& block, std::uint32_t left, std::uint32_t top, std::uint32_t wide,
            std::uint32_t deep, std::vector<float>& people) const {
    const std::uint32_t across = std::min(wide, static_cast<std::uint32_t>(columns_) - left);
    const std::size_t bytes = bits_ / 8U;
    for (std::uint32_t row = 0; row < deep; ++row) {
      for (std::uint32_t column = 0; column < across; ++column) {
        people[static_cast<std::size_t>(top + row) * static_cast<std::size_t>(columns_) + left + column] =
            cell(&block[(static_cast<std::size_t>(row) * wide + column) * bytes]);
      }
    }
  }

  Bytes bytes_;
  std::string file_;
  std::unique_ptr<TIFF, Close> tiff_;
  int columns_ = 0, rows_ = 0;
  unsigned bits_ = 0, format_ = 0;
  std::optional<double> no_data_;
};

}  // namespace

PopulationGrid read_geotiff(std::string_view bytes, const std::string& file) { return Image(bytes, file).population(); }

}  // namespace cosmodrome
