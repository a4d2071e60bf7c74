#include "cosmodrome/io/catalogue.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

constexpr std::string_view extension = ".toml";

bool is_file_name(std::string_view name) {
  return name.starts_with('.') || name.starts_with('/') || name.ends_with(extension);
}

/// Ids become file names, so they may not climb out of the folder.
bool is_id(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), plain) && name.front() != '.';
}

}  // namespace

bool CatalogueName::first_is_file() const { return is_file_name(first); }
bool CatalogueName::second_is_file() const { return is_file_name(second); }

CatalogueName parse_catalogue_name(const std::string& name) {
  std::size_t stroke = name.find('/');
  if (name.starts_with('.') || name.starts_with('/')) {
    const auto end = name.find(std::string(extension) + "/");
    stroke = end == std::string::npos ? end : end + extension.size();
  }
  if (stroke == std::string::npos) return {name, ""};
  return {name.substr(0, stroke), name.substr(stroke + 1)};
}

std::filesystem::path catalogue_folder() { return data_directory(); }

std::vector<std::string> catalogue_ids(const std::string& kind) {
  std::vector<std::string> ids;
  std::error_code error;
  for (std::filesystem::directory_iterator at(catalogue_folder() / kind, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == extension) ids.push_back(at->path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::filesystem::path find_in_catalogue(const std::string& kind, const std::string& name,
                                        const std::filesystem::path& folder, const Place& place) {
  if (is_file_name(name)) {
    const std::filesystem::path path = folder / name;
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path.lexically_normal();
    throw InputError(problem_at(place, "",
                                fmt::format("there is no file {}", printable(path.lexically_normal().string())),
                                "give its path relative to the mission file"));
  }
  const std::vector<std::string> ids = catalogue_ids(kind);
  if (is_id(name) && std::find(ids.begin(), ids.end(), name) != ids.end()) {
    return catalogue_folder() / kind / (name + std::string(extension));
  }
  const std::string singular = kind.substr(0, kind.size() - 1);
  const std::string meant = nearest(name, ids);
  throw InputError(problem_at(place, "", fmt::format("the catalogue has no {} \"{}\"", singular, shortened(name)),
                              !meant.empty() ? fmt::format("did you mean \"{}\"?", meant)
                              : ids.empty()
                                  ? fmt::format("no {} are in {}; set COSMODROME_DATA to the folder that has them",
                                                kind, catalogue_folder().string())
                                  : fmt::format("it has {}; a file of your own begins with ./", joined(ids))));
}

}  // namespace cosmodrome
