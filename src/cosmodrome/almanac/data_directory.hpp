#pragma once
#include <filesystem>

namespace cosmodrome {

/// The folder of the tables that ship with the program: the environment variable COSMODROME_DATA if it is set, else
/// the first that exists of the folder the program was installed to and that of the sources it was built from.
std::filesystem::path data_directory();

}  // namespace cosmodrome
