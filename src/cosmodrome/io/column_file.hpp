#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace cosmodrome {

/// Reads columns of numbers from a CSV file whose first line names them, in the order asked for; other columns are
/// left out. Lines that begin with # are comments. The first column asked for must rise. Throws InputError.
std::vector<std::vector<double>> read_columns(const std::filesystem::path& path, const std::vector<std::string>& names);

/// The same from text.
std::vector<std::vector<double>> read_columns_text(std::string_view text, const std::string& file,
                                                   const std::vector<std::string>& names);

}  // namespace cosmodrome
