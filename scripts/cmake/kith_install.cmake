# What is installed, and the same folders inside the build tree, so that the programs and an author find everything by the same
# paths: bin/, lib/kith/plugins/, lib/cmake/kith-plugin/, lib/pkgconfig/, include/kith/plugins/, share/kith/.
include(CMakePackageConfigHelpers)

# An author includes "plugins/sdk/run.hpp" and sees nothing of the engine.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/kith/plugins ${CMAKE_BINARY_DIR}/share/kith)
foreach(part abi sdk)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/plugins/${part} ${CMAKE_BINARY_DIR}/include/kith/plugins/${part} SYMBOLIC)
endforeach()
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/plugins/template ${CMAKE_BINARY_DIR}/share/kith/template SYMBOLIC)

set(package ${CMAKE_BINARY_DIR}/lib/cmake/kith-plugin)
configure_file(${PROJECT_SOURCE_DIR}/scripts/cmake/kith-plugin-config.cmake ${package}/kith-plugin-config.cmake COPYONLY)
write_basic_package_version_file(${package}/kith-plugin-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_file(${PROJECT_SOURCE_DIR}/scripts/cmake/kith-plugin.pc.in ${CMAKE_BINARY_DIR}/lib/pkgconfig/kith-plugin.pc @ONLY)

install(PROGRAMS ${CMAKE_BINARY_DIR}/bin/kith ${CMAKE_BINARY_DIR}/bin/kith-reader ${CMAKE_BINARY_DIR}/bin/kith-reader-maps
                 ${CMAKE_BINARY_DIR}/bin/kith-worker DESTINATION bin)
install(DIRECTORY ${CMAKE_BINARY_DIR}/lib/kith/plugins DESTINATION lib/kith USE_SOURCE_PERMISSIONS)
install(FILES $<TARGET_FILE:kith_sdk> $<TARGET_FILE:kith_sdk_igraph> DESTINATION lib)
install(DIRECTORY ${package} DESTINATION lib/cmake)
install(FILES ${CMAKE_BINARY_DIR}/lib/pkgconfig/kith-plugin.pc DESTINATION lib/pkgconfig)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/plugins/abi ${PROJECT_SOURCE_DIR}/plugins/sdk DESTINATION include/kith/plugins
        FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp" PATTERN "*.map" PATTERN "*.json")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/plugins/template DESTINATION share/kith)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/samples DESTINATION share/kith)
install(FILES ${PROJECT_SOURCE_DIR}/plugins/README.md ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/kith)
