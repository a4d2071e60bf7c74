#pragma once
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include "cosmodrome/optimize/payload_map.hpp"

namespace cosmodrome {

/// What a half-done map has come to, in a file: a line for what was asked, then a line a point, each on the disk before
/// the next is begun. It holds the answers whole, so that a map that is taken up again ends as one never left would.
class PayloadMapState {
 public:
  /// Takes up the file, or begins it. Throws InputError if it is there and of another map, or cannot be written.
  PayloadMapState(std::filesystem::path file, const PayloadMapRequest& request);
  ~PayloadMapState();
  PayloadMapState(const PayloadMapState&) = delete;
  PayloadMapState& operator=(const PayloadMapState&) = delete;

  /// The points that the file had.
  [[nodiscard]] const std::map<int, MapPoint>& known() const { return known_; }
  void add(int number, const MapPoint& point);
  /// The map is done and written: the file goes.
  void remove();

 private:
  std::filesystem::path file_;
  std::map<int, MapPoint> known_;
  std::FILE* stream_ = nullptr;
};

}  // namespace cosmodrome
