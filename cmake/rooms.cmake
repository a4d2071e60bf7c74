# cosmodrome_room(NAME [USES room...] [LIBRARIES target...])
#
# One static library a room, from the .cpp files in its folder; its *_test.cpp make one test program.
function(cosmodrome_room name)
  cmake_parse_arguments(arg "" "" "USES;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()

  set(target cosmodrome_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  list(TRANSFORM arg_USES PREPEND cosmodrome_)
  target_include_directories(${target} ${scope} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} ${scope} ${arg_USES} ${arg_LIBRARIES})
  if(arg_PRIVATE_LIBRARIES AND sources)
    target_link_libraries(${target} PRIVATE ${arg_PRIVATE_LIBRARIES})
  endif()

  if(tests AND COSMODROME_TESTS)
    cosmodrome_test(${name} ${tests})
    target_link_libraries(${name}_test PRIVATE ${target})
  endif()
endfunction()

# cosmodrome_test(NAME source...): a GoogleTest program NAME_test; one ctest entry for the program.
function(cosmodrome_test name)
  add_executable(${name}_test ${ARGN})
  target_link_libraries(${name}_test PRIVATE GTest::gtest GTest::gmock GTest::gtest_main)
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/src)
  # Their own files are run once: the compiler need not polish them. Bits do not depend on it.
  target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>)
  target_compile_definitions(${name}_test PRIVATE
    COSMODROME_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    COSMODROME_DATA_DIR="${PROJECT_SOURCE_DIR}/data"
    COSMODROME_TRUTH_DIR="${PROJECT_SOURCE_DIR}/../shared/truth")
  add_test(NAME ${name} COMMAND ${name}_test)
endfunction()
