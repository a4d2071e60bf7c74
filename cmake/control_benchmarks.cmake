# Optimal-control problems with known answers: tests validate by them and benchmarks time them.
if(NOT TARGET control_benchmarks)
  file(GLOB control_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/validation/control/*.cpp)
  add_library(control_benchmarks STATIC ${control_sources})
  target_include_directories(control_benchmarks PUBLIC ${PROJECT_SOURCE_DIR}/tests/validation/control)
  target_link_libraries(control_benchmarks PUBLIC cosmodrome_optimize)
endif()
