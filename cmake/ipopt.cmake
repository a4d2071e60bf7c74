# The target ipopt. Of what pkg-config names only the library itself is linked: it is shared and brings the rest (MUMPS,
# LAPACK), which Debian installs without the names that a linker looks for.
pkg_check_modules(ipopt REQUIRED ipopt)
find_library(ipopt_library ipopt REQUIRED HINTS ${ipopt_LIBRARY_DIRS})
add_library(ipopt INTERFACE)
target_include_directories(ipopt SYSTEM INTERFACE ${ipopt_INCLUDE_DIRS})
target_compile_options(ipopt INTERFACE ${ipopt_CFLAGS_OTHER})
target_link_libraries(ipopt INTERFACE ${ipopt_library})
