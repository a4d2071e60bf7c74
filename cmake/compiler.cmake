# How everything is compiled. The instruction set is chosen here and nowhere else.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# avx512, avx2 or portable; by default the best this machine has.
if(NOT COSMODROME_SIMD)
  set(simd portable)
  if(EXISTS /proc/cpuinfo)
    file(READ /proc/cpuinfo cpuinfo)
    if(cpuinfo MATCHES "avx512f" AND cpuinfo MATCHES "avx512dq" AND cpuinfo MATCHES "avx512vl" AND cpuinfo MATCHES "avx512bw")
      set(simd avx512)
    elseif(cpuinfo MATCHES "avx2" AND cpuinfo MATCHES " fma ")
      set(simd avx2)
    endif()
  endif()
  set(COSMODROME_SIMD ${simd} CACHE STRING "Instruction set of Lanes: avx512, avx2 or portable")
endif()
if(COSMODROME_SIMD STREQUAL avx512)
  add_compile_options(-mavx512f -mavx512dq -mavx512vl -mavx512bw -mavx2 -mfma -mbmi2)
elseif(COSMODROME_SIMD STREQUAL avx2)
  add_compile_options(-mavx2 -mfma -mbmi2)
elseif(NOT COSMODROME_SIMD STREQUAL portable)
  message(FATAL_ERROR "COSMODROME_SIMD is '${COSMODROME_SIMD}', expected avx512, avx2 or portable")
endif()
message(STATUS "Lanes: ${COSMODROME_SIMD}")

# GCC 12.2 fills a constant of 32 or 64 bytes whose upper half is zero with its lower half ({1, 1, 0, 0} becomes
# {1, 1, 1, 1}) where it moves so many bytes at once (its bug 108599, mended in 12.3). So it may not.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12
   AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12.3 AND NOT COSMODROME_SIMD STREQUAL portable)
  add_compile_options(-mmove-max=128 -mstore-max=128)
endif()

# GCC copies structures of some hundred bytes by `rep movs`, which takes long to begin: 8 % of a campaign, where they are
# what sixteen flights know, or a flight with its derivatives.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_compile_options(-mmemcpy-strategy=vector_loop:8192:noalign,libcall:-1:noalign)
endif()

# A product is fused with a sum only where the source says fma(): so a flight has the same bits alone
# and in a lane, on every instruction set and compiler.
add_compile_options(-ffp-contract=off -fno-math-errno -fno-trapping-math)
# GCC 12.2 fuses all the same where it packs neighbouring scalars into a vector whose lanes add and subtract by turns
# (its bug 107647, mended in 12.3): a spline got other last bits with AVX2 than without. So it packs nothing. In the
# equations of motion that is no loss: an ascent in double, whose scalars wait for each other, is an eighth faster so.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-fno-tree-slp-vectorize)
  # Registers shared out over a function as a whole, not loop by loop: the equations of motion are one long stretch, and
  # sixteen flights at once wait less for what did not fit (5 % more flights a second; one alone takes 1 % longer).
  add_compile_options(-fira-region=one)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
                    -Wno-unknown-warning-option -Wno-psabi -Wno-ignored-attributes)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # False alarms of GCC 12 at -O3, on std::string (its bug 105651), on {fmt}'s buffers, and on lanes that are set one by
  # one. Clang looks for the same.
  add_compile_options(-Wno-restrict -Wno-stringop-overflow -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # Masks are joined by & also where a lane's mask is a bool: physics is one text for every scalar.
  add_compile_options(-Wno-bitwise-instead-of-logical)
endif()
option(COSMODROME_WERROR "Warnings are errors" ON)
if(COSMODROME_WERROR)
  add_compile_options(-Werror)
endif()

if(COSMODROME_SANITIZE)
  add_compile_options(-fsanitize=${COSMODROME_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COSMODROME_SANITIZE})
endif()
