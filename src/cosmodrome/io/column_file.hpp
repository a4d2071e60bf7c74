#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace cosmodrome {

/// Reads columns of numbers from a CSV file whose first line names them, in the order asked for; other columns are
/// left out. Lines that begin with # are comments. The first column asked for must rise. With a month, 1 to 12, and a
/// column of that name, only the rows of that month count. Throws InputError.
std::vector<std::vector<double>> read_columns(const std::filesystem::path& path, const std::vector<std::string>& names,
                                              int month = 0);

/// The same from text.
std::vector<std::vector<double>> read_columns_text(std::string_view text, const std::string& file,
                                                   const std::vector<std::string>& names, int month = 0);

}  // namespace cosmodrome
