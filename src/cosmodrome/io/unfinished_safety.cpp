#include "cosmodrome/io/unfinished_safety.hpp"

#include <fstream>
#include <iterator>
#include <string_view>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/sip_hash.hpp"
#include "cosmodrome/io/replace_files.hpp"

namespace cosmodrome {
namespace {

using namespace std::chrono_literals;

constexpr auto between_writes = 20s;
constexpr std::string_view title = "cosmodrome unfinished safety analysis 1\n";
constexpr std::size_t hash_digits = 32;

std::string checksum(std::string_view bytes) {
  SipHash128 hash;
  hash.text(bytes);
  return hash.hex();
}

}  // namespace

UnfinishedSafety::UnfinishedSafety(std::filesystem::path file, std::string key)
    : file_(std::move(file)), key_(std::move(key)) {}

void UnfinishedSafety::refuse(const std::string& found) const {
  throw InputError(Problem{file_.string(), 0, 0, "", found, "remove it to begin anew, or choose another folder"});
}

std::optional<std::string> UnfinishedSafety::read() const {
  std::error_code ignored;
  if (file_.empty() || !std::filesystem::exists(file_, ignored)) return std::nullopt;
  std::ifstream in(file_, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || !all.starts_with(title)) refuse("this is no unfinished safety analysis");
  const auto field = [&](std::size_t number) {
    const std::size_t at = title.size() + number * (hash_digits + 1);
    return at + hash_digits < all.size() ? all.substr(at, hash_digits) : std::string();
  };
  if (field(0) != key_) {
    refuse("this is the unfinished analysis of another mission, or of other numbers, assumptions or people");
  }
  const std::size_t begin = std::min(all.size(), title.size() + 2 * (hash_digits + 1));
  std::string counted = all.substr(begin);
  if (field(1) != checksum(counted)) refuse("this unfinished analysis is damaged");
  return counted;
}

bool UnfinishedSafety::due() const {
  return !file_.empty() && std::chrono::steady_clock::now() - last_ >= between_writes;
}

void UnfinishedSafety::write(const std::string& counted) {
  if (file_.empty()) return;
  replace_files(file_.parent_path(),
                {{file_.filename().string(), std::string(title) + key_ + "\n" + checksum(counted) + "\n" + counted}});
  last_ = std::chrono::steady_clock::now();
}

}  // namespace cosmodrome
