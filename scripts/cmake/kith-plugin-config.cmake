# find_package(kith-plugin): what an analysis outside this project is built with. The same file serves the build tree and an
# installed Kith, because both have the same folders.
#   kith::plugin_abi         the contract alone: plugins/abi/kith_plugin.h (C11)
#   kith::plugin_sdk         the C++20 kit: plugins/sdk/*.hpp
#   kith::plugin_sdk_igraph  igraph with its handlers installed; igraph is GPL, so the plugin becomes GPL as a binary
#   kith_add_plugin(NAME SOURCES … [ALGORITHMS …] [TESTS …] [LIBRARIES …])
get_filename_component(_kith_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET kith::plugin_sdk)
  add_library(kith::plugin_abi INTERFACE IMPORTED)
  target_include_directories(kith::plugin_abi INTERFACE ${_kith_prefix}/include/kith)
  add_library(kith::plugin_sdk STATIC IMPORTED)
  set_target_properties(kith::plugin_sdk PROPERTIES IMPORTED_LOCATION ${_kith_prefix}/lib/libkith_plugin_sdk.a)
  target_link_libraries(kith::plugin_sdk INTERFACE kith::plugin_abi)
  target_compile_features(kith::plugin_sdk INTERFACE cxx_std_20)
  if(EXISTS ${_kith_prefix}/lib/libkith_plugin_sdk_igraph.a)
    add_library(kith::plugin_sdk_igraph STATIC IMPORTED)
    set_target_properties(kith::plugin_sdk_igraph PROPERTIES IMPORTED_LOCATION ${_kith_prefix}/lib/libkith_plugin_sdk_igraph.a)
    target_link_libraries(kith::plugin_sdk_igraph INTERFACE kith::plugin_sdk igraph gomp)
  endif()
endif()
set(KITH_ONE_SYMBOL_MAP ${_kith_prefix}/include/kith/plugins/abi/one_symbol.map)

# <build>/plugins/NAME/ gets the library and the manifest.json that stands beside the CMakeLists.txt: what `--plugins` takes.
# ALGORITHMS are pure sources, TESTS sources of programs that answer 0 when all is well; each test gets the algorithms and
# nothing else.
function(kith_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES;ALGORITHMS;TESTS;LIBRARIES" ${ARGN})
  add_library(${name} MODULE ${PLUGIN_SOURCES} ${PLUGIN_ALGORITHMS})
  target_link_libraries(${name} PRIVATE kith::plugin_sdk ${PLUGIN_LIBRARIES})
  target_link_options(${name} PRIVATE -Wl,--version-script=${KITH_ONE_SYMBOL_MAP} -Wl,--no-undefined -static-libstdc++ -static-libgcc)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/plugins/${name})
  set_target_properties(${name} PROPERTIES PREFIX "" OUTPUT_NAME plugin SUFFIX .so LIBRARY_OUTPUT_DIRECTORY ${folder} CXX_VISIBILITY_PRESET hidden)
  add_custom_command(OUTPUT ${folder}/manifest.json
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/manifest.json ${folder}/manifest.json
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/manifest.json)
  add_custom_target(${name}_manifest ALL DEPENDS ${folder}/manifest.json)
  set(all ${name})
  foreach(source ${PLUGIN_TESTS})
    get_filename_component(test ${source} NAME_WE)
    add_executable(${name}_${test} ${source} ${PLUGIN_ALGORITHMS})
    target_compile_features(${name}_${test} PRIVATE cxx_std_20)
    add_test(NAME ${name}_${test} COMMAND ${name}_${test})
    list(APPEND all ${name}_${test})
  endforeach()
  foreach(target ${all})
    # The same numbers on every machine: no fused multiply-add.
    target_compile_options(${target} PRIVATE -ffp-contract=off -Wall -Wextra)
    if(NOT CMAKE_BUILD_TYPE)
      target_compile_options(${target} PRIVATE -O2)
    endif()
  endforeach()
endfunction()
