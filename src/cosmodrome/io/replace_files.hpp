#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace cosmodrome {

struct FileText {
  std::string name;  ///< without directory
  std::string text;
};

/// Puts files into a directory, made if need be. Each is written whole under another name first; only when all
/// are on the disk do they take the place of what was there. If one cannot be written, none is changed and what
/// was begun is removed.
/// Throws InputError that names the file or directory and the reason.
std::vector<std::filesystem::path> replace_files(const std::filesystem::path& directory,
                                                 const std::vector<FileText>& files);

}  // namespace cosmodrome
