#include "cosmodrome/io/replace_files.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
  throw InputError(path.string(), 0, 0, "cannot be written: " + reason,
                   "choose a directory that you may write to and that has room; nothing there was changed");
}

std::string last_error() { return std::generic_category().message(errno); }

void make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) fail(directory, error.message());
  if (!fs::is_directory(directory, error)) fail(directory, "it is not a directory");
}

void write_whole(const fs::path& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) fail(path, last_error());
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const std::string reason = written ? std::string() : last_error();
  const bool closed = std::fclose(file) == 0;
  if (!written) fail(path, reason);
  if (!closed) fail(path, last_error());
}

// Removes what was begun unless all went well.
class Partials {
 public:
  Partials() = default;
  Partials(const Partials&) = delete;
  Partials& operator=(const Partials&) = delete;
  ~Partials() {
    std::error_code ignored;
    for (const auto& [partial, final] : files_) fs::remove(partial, ignored);
  }
  void write(const fs::path& directory, const FileText& file) {
    files_.emplace_back(directory / ("." + file.name + ".partial"), directory / file.name);
    write_whole(files_.back().first, file.text);
  }
  std::vector<fs::path> put_in_place() {
    std::vector<fs::path> names;
    for (const auto& [partial, final] : files_) {
      std::error_code error;
      fs::rename(partial, final, error);
      if (error) fail(final, error.message());
      names.push_back(final);
    }
    files_.clear();
    return names;
  }

 private:
  std::vector<std::pair<fs::path, fs::path>> files_;
};

}  // namespace

std::vector<fs::path> replace_files(const fs::path& directory, const std::vector<FileText>& files) {
  make_directory(directory);
  for (const FileText& file : files) {
    std::error_code error;
    if (fs::is_directory(directory / file.name, error)) fail(directory / file.name, "a directory has that name");
  }
  Partials partials;
  for (const FileText& file : files) partials.write(directory, file);
  return partials.put_in_place();
}

}  // namespace cosmodrome
