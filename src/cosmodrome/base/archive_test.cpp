#include "cosmodrome/base/archive.hpp"

#include <gtest/gtest.h>

#include <array>

namespace cosmodrome {
namespace {

struct Point {
  double x = 0;
  int k = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

class Kept {
 public:
  std::string name;
  std::vector<Point> points;
  std::vector<std::string> names;
  std::map<int, Point> by_number;
  std::map<std::array<int, 3>, double> by_three;
  std::unordered_map<long, double> unordered;
  friend bool operator==(const Kept&, const Kept&) = default;

  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.name, self.points, self.names, self.by_number, self.by_three, self.unordered);
  }
};

Kept example() {
  return {"a\0b", {{1, 2}, {-0.5, 3}}, {"", "two"}, {{7, {1e300, 0}}}, {{{1, 2, 3}, 4.5}}, {{9, 0.25}, {-1, 1}}};
}

std::string written(const Kept& kept) {
  ArchiveWriter out;
  out(kept, 42);
  return out.bytes();
}

TEST(Archive, GivesBackWhatWasPutIn) {
  const std::string bytes = written(example());
  ArchiveReader in(bytes);
  Kept back;
  back.by_number[1] = {};  // what was there before is gone
  int number = 0;
  in(back, number);
  EXPECT_EQ(back, example());
  EXPECT_EQ(number, 42);
  EXPECT_TRUE(in.at_end());
}

TEST(Archive, RefusesBytesThatEndTooSoon) {
  const std::string bytes = written(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ArchiveReader in(std::string_view(bytes).substr(0, length));
    Kept back;
    int number = 0;
    EXPECT_THROW(in(back, number), std::out_of_range) << length;
  }
}

TEST(Archive, TakesNoMemoryForALengthThatCannotBe) {
  ArchiveWriter out;
  out(std::size_t{1} << 60);
  std::vector<double> numbers;
  std::string text;
  ArchiveReader of_numbers(out.bytes()), of_text(out.bytes());
  EXPECT_THROW(of_numbers(numbers), std::out_of_range);
  EXPECT_THROW(of_text(text), std::out_of_range);
}

}  // namespace
}  // namespace cosmodrome
