#include "cosmodrome/almanac/space_weather.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t columns = 13;

class Line {
 public:
  Line(const std::filesystem::path& file, int number, std::string_view text)
      : file_(file), number_(number), text_(text) {
    for (std::size_t i = 0; i < columns; ++i) {
      const auto comma = text.find(',');
      fields_[i] = text.substr(0, comma);
      if ((comma == std::string_view::npos) != (i + 1 == columns)) refuse();
      if (comma != std::string_view::npos) text.remove_prefix(comma + 1);
    }
  }

  SpaceWeatherDay day() const {
    SpaceWeatherDay day;
    day.day = date();
    if (fields_[1] != "O" && fields_[1] != "P" && fields_[1] != "M") refuse();
    day.kind = fields_[1] == "O"   ? SpaceWeatherKind::observed
               : fields_[1] == "P" ? SpaceWeatherKind::predicted
                                   : SpaceWeatherKind::predicted_for_month;
    day.f107 = number(2), day.f107_average = number(3);
    // Predictions for a month have no amplitudes: a quiet field then, the median of all days since 1990 and more.
    constexpr double usual = 8;
    day.ap = fields_[4].empty() ? usual : number(4);
    for (std::size_t i = 0; i < 8; ++i) day.ap_3h[i] = fields_[5 + i].empty() ? day.ap : number(5 + i);
    return day;
  }

 private:
  [[noreturn]] void refuse() const {
    throw InputError(file_.string(), number_, 0, "found '" + std::string(text_.substr(0, 80)) + "'",
                     "give date,kind,flux,mean flux,Ap and eight ap, as data/earth/space_weather.csv");
  }
  double number(std::size_t i) const {
    double x = 0;
    const char* end = fields_[i].data() + fields_[i].size();
    const auto [stop, error] = std::from_chars(fields_[i].data(), end, x);
    if (error != std::errc() || stop != end || !(x >= 0 && x < 1e4)) refuse();
    return x;
  }
  std::int64_t date() const {
    try {
      const Epoch noon = Epoch::from_utc(std::string(fields_[0]) + "T12:00:00Z");
      return static_cast<std::int64_t>(std::floor((noon.to_utc_jd().jd1 - 2451544.5) + noon.to_utc_jd().jd2));
    } catch (const std::exception&) {
      refuse();
    }
  }

  const std::filesystem::path& file_;
  int number_;
  std::string_view text_;
  std::array<std::string_view, columns> fields_;
};

}  // namespace

SpaceWeather::SpaceWeather(std::vector<SpaceWeatherDay> days) : days_(std::move(days)) {
  if (days_.empty()) throw std::invalid_argument("space weather: the table is empty");
  for (std::size_t i = 1; i < days_.size(); ++i)
    if (days_[i].day <= days_[i - 1].day) throw std::invalid_argument("space weather: days must rise");
}

SpaceWeather SpaceWeather::shipped() { return load(data_directory() / "earth" / "space_weather.csv"); }

SpaceWeather SpaceWeather::load(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string(), 0, 0, "the space weather cannot be read", "give a table of days");
  std::vector<SpaceWeatherDay> days;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
    if (text.empty() || text[0] < '0' || text[0] > '9') continue;
    days.push_back(Line(file, number, text).day());
    if (days.size() > 1 && days.back().day <= days[days.size() - 2].day)
      throw InputError(file.string(), number, 0, "the day does not follow the one before", "give days that rise");
  }
  if (days.empty()) throw InputError(file.string(), 0, 0, "it has no days", "give a table of days");
  return SpaceWeather(std::move(days));
}

const SpaceWeatherDay& SpaceWeather::on(std::int64_t day) const {
  const auto after = std::upper_bound(days_.begin(), days_.end(), day,
                                      [](std::int64_t d, const SpaceWeatherDay& row) { return d < row.day; });
  return after == days_.begin() ? days_.front() : *(after - 1);
}

}  // namespace cosmodrome
