#include "cosmodrome/campaign/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int format = 1;

[[noreturn]] void refuse(const fs::path& path, std::string found, std::string remedy) {
  throw InputError(Problem{path.string(), 0, 0, "", std::move(found), std::move(remedy)});
}

[[noreturn]] void cannot_write(const fs::path& path, int error) {
  refuse(path, fmt::format("cannot be written: {}", std::strerror(error)),
         "make room, or choose another folder with -o; all flights written before are kept, and --resume goes on");
}

std::string read_whole(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

/// A file's bytes on the disk, not only on their way there.
void write_through(const fs::path& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) cannot_write(path, errno);
  std::size_t done = 0;
  int error = 0;
  while (done < bytes.size() && error == 0) {
    const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno != EINTR) error = errno;
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
  }
  if (error == 0 && ::fsync(file) != 0) error = errno;
  if (::close(file) != 0 && error == 0) error = errno;
  if (error == 0) return;
  ::unlink(path.c_str());
  cannot_write(path, error);
}

/// Puts a whole file in its place, so that a loss of power leaves either the old or the new.
void put_in_place(const fs::path& path, const std::string& bytes) {
  const fs::path partial = path.parent_path() / ("." + path.filename().string() + ".partial");
  write_through(partial, bytes);
  if (::rename(partial.c_str(), path.c_str()) != 0) cannot_write(path, errno);
  const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) ::fsync(folder), ::close(folder);
}

Json to_json(const StoreKey& key) {
  return {{"cosmodrome_campaign", format},
          {"campaign", key.campaign},
          {"mission", key.mission},
          {"seed", key.seed},
          {"block_flights", CampaignStore::block_flights},
          {"columns", key.columns}};
}

}  // namespace

CampaignStore::CampaignStore(fs::path folder, const StoreKey& key, Mode mode) : folder_(std::move(folder)) {
  if (mode == Mode::read) {
    if (!fs::exists(folder_ / "campaign.json")) {
      refuse(folder_, "there is no campaign here", "fly one with cosmodrome disperse, or name its folder");
    }
    check_key(key, mode);
    return;
  }
  std::error_code error;
  fs::create_directories(folder_ / "flights", error);
  if (error) refuse(folder_, "cannot be made: " + error.message(), "choose a folder that you may write to");
  take_lock();
  check_key(key, mode);
  for (const auto& entry : fs::directory_iterator(folder_ / "flights")) {  // what was being written when it ended
    if (entry.path().extension() == ".partial") fs::remove(entry.path(), error);
  }
  if (!fs::exists(folder_ / "campaign.json")) put_in_place(folder_ / "campaign.json", to_json(key).dump(1) + "\n");
}

CampaignStore::Lock::~Lock() {
  if (file >= 0) ::close(file);
}

void CampaignStore::take_lock() {
  const fs::path path = folder_ / "lock";
  lock_.file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_.file < 0) cannot_write(path, errno);
  if (::flock(lock_.file, LOCK_EX | LOCK_NB) == 0) return;
  refuse(folder_, "another campaign is being flown into this folder",
         "wait until it is done, or choose another with -o");
}

void CampaignStore::check_key(const StoreKey& key, Mode mode) const {
  const fs::path path = folder_ / "campaign.json";
  if (!fs::exists(path)) {
    if (!blocks().empty()) refuse(folder_, "there are flights here, but nothing says of what", "choose another folder");
    return;
  }
  const Json there = Json::parse(read_whole(path), nullptr, false);
  if (!there.is_object() || there.value("cosmodrome_campaign", Json()) != format) {
    refuse(path, "this is no campaign of this version", "choose another folder with -o");
  }
  if (mode == Mode::begin && !blocks().empty()) {
    refuse(folder_, fmt::format("the campaign {} is here already", there.value("mission", Json()).dump()),
           "go on with it by --resume, remove the folder, or choose another with -o");
  }
  const auto same = [&](const char* name) { return there.value(name, Json()) == to_json(key)[name]; };
  if (!same("campaign") || !same("seed") || !same("columns") || !same("block_flights")) {
    refuse(path, "these are flights of another mission, or the mission file has changed since they were flown",
           "bring the mission back to what it was, or choose another folder with -o");
  }
}

fs::path CampaignStore::file_of(std::uint64_t block) const {
  return folder_ / "flights" / fmt::format("block-{:08d}.parquet", block);
}

std::optional<std::vector<Column>> CampaignStore::find(std::uint64_t block, std::size_t flights) const {
  if (!fs::exists(file_of(block))) return std::nullopt;
  try {
    std::vector<Column> columns = read(block, {});
    if (!columns.empty() && columns[0].rows() == flights) return columns;
  } catch (const std::runtime_error&) {
    // Torn all the same: flown again, and replaced.
  }
  return std::nullopt;
}

void CampaignStore::add(std::uint64_t block, const std::vector<Column>& columns) const {
  put_in_place(file_of(block), write_parquet(columns));
}

void CampaignStore::add_written(std::uint64_t block, const std::string& bytes, std::size_t flights) const {
  const std::vector<Column> columns = read_parquet(bytes);
  if (columns.empty() || columns[0].rows() != flights)
    throw std::runtime_error(fmt::format("block {} does not hold {} flights", block, flights));
  put_in_place(file_of(block), bytes);
}

void CampaignStore::remove_from(std::uint64_t first) const {
  std::error_code ignored;
  for (const std::uint64_t block : blocks()) {
    if (block >= first) fs::remove(file_of(block), ignored);
  }
}

std::vector<std::uint64_t> CampaignStore::blocks() const {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ / "flights", error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("block-") && name.ends_with(".parquet"))
      numbers.push_back(std::strtoull(name.c_str() + 6, nullptr, 10));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void CampaignStore::keep_asked(const Asked& asked) const {
  const Json json{{"flights", asked.flights}, {"until", asked.until}, {"width", asked.width}, {"pairs", asked.pairs}};
  put_in_place(folder_ / "asked.json", json.dump(1) + "\n");
}

std::optional<CampaignStore::Asked> CampaignStore::asked() const {
  const Json json = Json::parse(read_whole(folder_ / "asked.json"), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    return Asked{json.at("flights").get<std::uint64_t>(), json.at("until").get<std::string>(),
                 json.at("width").get<double>(), json.value("pairs", std::uint64_t{0})};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::vector<Column> CampaignStore::read(std::uint64_t block, const std::vector<std::string>& columns) const {
  return read_parquet(read_whole(file_of(block)), columns);
}

}  // namespace cosmodrome
