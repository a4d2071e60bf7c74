#include "cosmodrome/environment/gravity_coefficients.hpp"

#include <charconv>
#include <fstream>
#include <string_view>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), file_(path) {
    if (!file_) refuse("the file cannot be read", "give the path of a gravity field, as data/earth/egm2008_120.csv");
  }

  bool next() {
    ++line_;
    return static_cast<bool>(std::getline(file_, text_));
  }

  [[nodiscard]] const std::string& text() const { return text_; }

  /// What follows `# key:`, or nothing.
  [[nodiscard]] std::string_view after(std::string_view key) const {
    const std::string start = "# " + std::string(key) + ": ";
    if (text_.rfind(start, 0) != 0) return {};
    return std::string_view(text_).substr(start.size());
  }

  template <class T>
  T number(std::string_view& rest) const {
    T value{};
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc{}) refuse("found '" + text_ + "'", "give degree,order,C,S, all numbers");
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (!rest.empty() && (rest.front() == ',' || rest.front() == '\r')) rest.remove_prefix(1);
    return value;
  }

  [[noreturn]] void refuse(const std::string& found, const std::string& remedy) const {
    throw InputError(Problem{path_, line_, 0, "", found, remedy});
  }

 private:
  std::string path_;
  std::ifstream file_;
  std::string text_;
  int line_ = 0;
};

}  // namespace

GravityCoefficients load_gravity(const std::string& path, int degree) {
  Reader reader(path);
  GravityCoefficients field;
  field.degree = degree;
  field.C.resize(GravityCoefficients::index(degree, degree) + 1);
  field.S.resize(field.C.size());
  field.C[0] = 1;
  bool complete = degree < 2;
  while (reader.next()) {
    const std::string& text = reader.text();
    if (auto rest = reader.after("gm_m3_s2"); !rest.empty()) field.gm_m3_s2 = reader.number<double>(rest);
    if (auto rest = reader.after("radius_m"); !rest.empty()) field.radius_m = reader.number<double>(rest);
    if (const auto rest = reader.after("tide system"); !rest.empty()) field.tide_system = rest;
    if (text.empty() || text[0] < '0' || text[0] > '9') continue;
    std::string_view rest = text;
    const int n = reader.number<int>(rest), m = reader.number<int>(rest);
    const double C = reader.number<double>(rest), S = reader.number<double>(rest);
    if (n < 0 || m < 0 || m > n) reader.refuse("found order " + std::to_string(m), "the order is from 0 to the degree");
    if (n > degree) continue;
    field.C[GravityCoefficients::index(n, m)] = C;
    field.S[GravityCoefficients::index(n, m)] = S;
    complete = complete || (n == degree && m == degree);
  }
  if (!(field.gm_m3_s2 > 0 && field.radius_m > 0))
    reader.refuse("the field's scale is missing", "give '# gm_m3_s2: ' and '# radius_m: ' before the table");
  if (!complete)
    reader.refuse("the field ends before degree " + std::to_string(degree), "ask for a lower degree or another file");
  return field;
}

GravityCoefficients to_zero_tide(GravityCoefficients field) {
  if (field.tide_system != "tide free" || field.degree < 2) return field;
  field.C[GravityCoefficients::index(2, 0)] += -4.1736e-9;
  field.tide_system = "zero tide";
  return field;
}

}  // namespace cosmodrome
