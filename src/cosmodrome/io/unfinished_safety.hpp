#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace cosmodrome {

/// The file in which a safety analysis that was stopped waits to go on: what it has counted so far, with the name of
/// what was asked and a checksum before it. It takes the place of the one before as a whole.
class UnfinishedSafety {
 public:
  static constexpr const char* name = "safety.unfinished";

  /// `file` empty: nothing is kept. `key`: a hash of all that the counts follow from.
  UnfinishedSafety(std::filesystem::path file, std::string key);

  /// What was kept. Throws InputError for a file of another analysis, or a damaged one.
  [[nodiscard]] std::optional<std::string> read() const;

  /// Whether so much has been done since the last time that it is worth to be kept.
  [[nodiscard]] bool due() const;
  /// Throws InputError if the file cannot be written; what was there stays.
  void write(const std::string& counted);
  [[noreturn]] void refuse(const std::string& found) const;

 private:
  std::filesystem::path file_;
  std::string key_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace cosmodrome
