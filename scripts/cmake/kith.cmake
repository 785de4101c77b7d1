# What every target shares. Sources are listed, never globbed.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(KITH_PLUGIN_DIR ${CMAKE_BINARY_DIR}/lib/kith/plugins)

# What is compiled alike in two presets (the plugins) is compiled once: the cache looks past the build folder.
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

set(KITH_SANITIZE "" CACHE STRING "Sanitizers for libraries and tests, e.g. address,undefined")
set(KITH_SANITIZED_OPTIONS "" CACHE STRING "Compiled with what the sanitizers watch, and nothing else: the locked programs are as in release")
option(KITH_LINES "Compile with line numbers; without them, a sixth of a build's time less, a sanitizer names functions only" OFF)
option(KITH_FUZZ "Build the fuzz targets with libFuzzer (clang); otherwise they are tests that replay their corpus" OFF)

# Debian's own, which sees Debian's python3-* packages, not another one on the PATH.
find_program(KITH_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(KITH_PYTHON python3 REQUIRED)

# What the sanitizers are told in every test; programs that a test starts inherit it.
set(KITH_TEST_ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
list(APPEND KITH_TEST_ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
list(APPEND KITH_TEST_ENVIRONMENT "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp:allocator_may_return_null=1")

# What users of a room must see, and what we ask of ourselves.
add_library(kith_flags INTERFACE)
target_include_directories(kith_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(kith_flags INTERFACE -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)  # a twelfth of a build is gcc looking for memory that it could free
  target_compile_options(kith_flags INTERFACE --param=ggc-min-heapsize=524288)
endif()
if(KITH_LINES)
  target_compile_options(kith_flags INTERFACE -g1)
endif()
add_library(kith_dev_flags INTERFACE)
target_compile_options(kith_dev_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
add_library(kith_together_flags INTERFACE)
target_compile_options(kith_together_flags INTERFACE -Wno-shadow -Wno-subobject-linkage -Wno-unused-function)
add_library(kith_sanitize INTERFACE)
if(KITH_SANITIZE)
  target_compile_definitions(kith_sanitize INTERFACE KITH_SANITIZED)
  target_compile_options(kith_sanitize INTERFACE ${KITH_SANITIZED_OPTIONS} -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # Checked at every use of a pointer, they are a quarter of a build: null pointers are found by the address sanitizer too, and
  # the fuzz targets (clang) look at all five wherever strangers' bytes are read.
  if(KITH_SANITIZE MATCHES undefined AND NOT KITH_FUZZ)
    target_compile_options(kith_sanitize INTERFACE -fno-sanitize=null,alignment,object-size,vptr,pointer-overflow)
  endif()
  target_link_options(kith_sanitize INTERFACE -fsanitize=${KITH_SANITIZE})
endif()
if(KITH_FUZZ)
  target_compile_options(kith_sanitize INTERFACE -fsanitize=fuzzer-no-link -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/tests/fuzz/not_ours.txt)
endif()

# kith_room(geo SOURCES … USES kith::column … LIBRARIES PROJ::proj … [DEFINITIONS …])
# USES are the rooms to the left (design: the doors), LIBRARIES what it takes from outside; both stay private.
# Locked programs (reader, worker) are never instrumented, so where sanitizers are on a room exists twice: kith_geo_watched for
# the tests and kith_geo for them, compiled as in release and so taken from the cache. gcc compiles a room several files at once,
# which halves its time: a name in an anonymous namespace is then one name in its room. clang's presets (scripts/check) compile
# each file alone, and give the warnings that only then mean something. APART are sources that are compiled together with each
# other only: a program that asks for nothing else of the room goes without the libraries that the rest needs.
function(kith_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;APART;USES;LIBRARIES;DEFINITIONS" ${ARGN})
  _kith_together(room ${ROOM_SOURCES})
  _kith_together(apart ${ROOM_APART})
  list(APPEND ROOM_SOURCES ${ROOM_APART})
  # A made file's path differs between presets: together with others it would keep these from being in the cache.
  set(made ${ROOM_SOURCES})
  list(FILTER made INCLUDE REGEX "^${CMAKE_BINARY_DIR}/")
  set_source_files_properties(${made} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  set(plain_uses ${ROOM_USES})
  list(TRANSFORM plain_uses APPEND _plain)
  _kith_room(kith_${name} "${ROOM_SOURCES}" "${plain_uses}" "${ROOM_LIBRARIES}" "" "${ROOM_DEFINITIONS}")
  add_library(kith::${name}_plain ALIAS kith_${name})
  if(KITH_SANITIZE)
    set_target_properties(kith_${name} PROPERTIES EXCLUDE_FROM_ALL TRUE)
    _kith_room(kith_${name}_watched "${ROOM_SOURCES}" "${ROOM_USES}" "${ROOM_LIBRARIES}" kith_sanitize "${ROOM_DEFINITIONS}")
    add_library(kith::${name} ALIAS kith_${name}_watched)
  else()
    add_library(kith::${name} ALIAS kith_${name})
  endif()
endfunction()

# Sixteen at a time.
function(_kith_together what)
  set(place 0)
  foreach(source ${ARGN})
    math(EXPR group "${place} / 16")
    math(EXPR place "${place} + 1")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${what}_${group})
  endforeach()
endfunction()

function(_kith_room target sources uses libraries sanitize definitions)
  add_library(${target} STATIC ${sources})
  target_link_libraries(${target} PUBLIC kith_flags PRIVATE kith_dev_flags ${sanitize} ${uses} ${libraries})
  target_compile_definitions(${target} PRIVATE ${definitions})
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    target_link_libraries(${target} PRIVATE kith_together_flags)
  endif()
endfunction()

# Tests are many, hold most of a room each, and half of a clean build's time is their own files: these are optimized less than
# what they test. The address sanitizer watches what they test and not themselves, so that they too come from the cache (decision
# 0083); the thread sanitizer must see both sides.
add_library(kith_test_flags INTERFACE)
target_link_options(kith_test_flags INTERFACE -Wl,-z,pack-relative-relocs)
set(KITH_TESTS_UNWATCHED OFF)
if(KITH_SANITIZE MATCHES address AND NOT KITH_FUZZ)
  set(KITH_TESTS_UNWATCHED ON)
endif()
if(KITH_TESTS_UNWATCHED)
  target_link_options(kith_test_flags INTERFACE -fsanitize=${KITH_SANITIZE})
elseif(KITH_SANITIZE)
  target_link_libraries(kith_test_flags INTERFACE kith_sanitize)
endif()
if(KITH_TESTS_UNWATCHED OR NOT KITH_SANITIZE)
  target_compile_options(kith_test_flags INTERFACE -Og)
endif()

# An inline function of a header is in what is tested and in the test's own file, and the linker takes the first: the watched one.
function(_kith_watched_first program)
  foreach(room ${ARGN})
    get_target_property(type ${room} TYPE)
    if(KITH_TESTS_UNWATCHED AND type STREQUAL STATIC_LIBRARY)
      target_link_options(${program} PRIVATE "SHELL:-Wl,--whole-archive $<TARGET_FILE:${room}> -Wl,--no-whole-archive")
    endif()
  endforeach()
endfunction()

# What a user runs: the programs and the bundled plugins, without the tests.
add_custom_target(programs)

# kith_program(kith SOURCES main.cpp USES kith::cli)            an ordinary program, instrumented in dev
# kith_program(kith-reader PLAIN SOURCES … USES kith::io_plain) a locked one, never instrumented
function(kith_program name)
  cmake_parse_arguments(PROGRAM "PLAIN" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  set(sanitize kith_sanitize)
  if(PROGRAM_PLAIN)
    set(sanitize "")
  endif()
  target_link_libraries(${name} PRIVATE kith_flags kith_dev_flags ${sanitize} ${PROGRAM_USES} ${PROGRAM_LIBRARIES})
  if(name MATCHES "^kith")
    add_dependencies(programs ${name})
  endif()
endfunction()

# kith_plugin(inventory SOURCES … ALGORITHMS … LIBRARIES …): plugins/inventory/ becomes <plugins>/kith.inventory/
# with its manifest beside it. ALGORITHMS (pure files) are also built as kith::inventory_algorithms for the tests.
function(kith_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES;ALGORITHMS;LIBRARIES" ${ARGN})
  if(PLUGIN_ALGORITHMS)
    add_library(kith_${name}_algorithms STATIC ${PLUGIN_ALGORITHMS})
    target_link_libraries(kith_${name}_algorithms PUBLIC kith_flags PRIVATE kith_dev_flags kith_sanitize)
    add_library(kith::${name}_algorithms ALIAS kith_${name}_algorithms)
  endif()
  add_library(kith_plugin_${name} MODULE ${PLUGIN_SOURCES} ${PLUGIN_ALGORITHMS})
  target_link_libraries(kith_plugin_${name} PRIVATE kith_flags kith_dev_flags kith::sdk ${PLUGIN_LIBRARIES})
  # Their inner loops are half of a run. Not where a preset asks for less (coverage, fuzz).
  if(NOT CMAKE_CXX_FLAGS_DEBUG MATCHES "-O[01]")
    target_compile_options(kith_plugin_${name} PRIVATE -O3)
  endif()
  target_link_options(kith_plugin_${name} PRIVATE
    -Wl,--version-script=${PROJECT_SOURCE_DIR}/plugins/abi/one_symbol.map -Wl,--no-undefined -static-libstdc++ -static-libgcc)
  set_target_properties(kith_plugin_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME plugin LIBRARY_OUTPUT_DIRECTORY ${KITH_PLUGIN_DIR}/kith.${name}
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/plugins/abi/one_symbol.map)
  add_custom_command(OUTPUT ${KITH_PLUGIN_DIR}/kith.${name}/manifest.json
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/manifest.json ${KITH_PLUGIN_DIR}/kith.${name}/manifest.json
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/manifest.json)
  add_custom_target(kith_manifest_${name} ALL DEPENDS ${KITH_PLUGIN_DIR}/kith.${name}/manifest.json)
  add_dependencies(kith_plugin_${name} kith_manifest_${name})
  if(CMAKE_CURRENT_SOURCE_DIR STREQUAL ${PROJECT_SOURCE_DIR}/plugins/${name})  # not one that a test makes
    add_dependencies(programs kith_plugin_${name})
  endif()
endfunction()

# kith_test(segment_test.cpp USES kith::column [PROGRAMS kith …]): one file, one CTest entry, a timeout; in tests/engine/column
# it is called engine.column.segment. The files of a folder are one program, test.engine.column, compiled several at once: a
# file's own names stand in a namespace of the file's name. OWN: a program of its own, test.engine.column.segment.
# PROGRAMS must be built first. Tests find the project by KITH_SOURCE_DIR, programs by
# kith::test::built(KITH_BIN_DIR), shared data by KITH_SHARED.
function(kith_test source)
  cmake_parse_arguments(TEST "OWN" "TIMEOUT" "USES;LIBRARIES;PROGRAMS" ${ARGN})
  # The path is from tests/ or from the folder that lists it.
  set(path ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  if(NOT EXISTS ${path})
    set(path ${PROJECT_SOURCE_DIR}/tests/${source})
  endif()
  cmake_path(GET path PARENT_PATH folder)
  cmake_path(GET path FILENAME file)
  file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/tests ${folder})
  string(REPLACE "/" "." name ${name})
  string(REGEX REPLACE "(_test)?\\.cpp$" "" stem ${file})
  set(program test.${name})
  if(TEST_OWN)
    set(program test.${name}.${stem})
  endif()
  if(NOT TARGET ${program})
    _kith_test_program(${program})
  endif()
  target_sources(${program} PRIVATE ${path})
  target_link_libraries(${program} PRIVATE ${TEST_USES} ${TEST_LIBRARIES})
  _kith_watched_first(${program} ${TEST_USES})
  if(TEST_PROGRAMS)
    add_dependencies(${program} ${TEST_PROGRAMS})
  endif()
  add_test(NAME ${name}.${stem} COMMAND ${program} ${file})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  set_tests_properties(${name}.${stem} PROPERTIES TIMEOUT ${TEST_TIMEOUT} SKIP_RETURN_CODE 77 ENVIRONMENT "${KITH_TEST_ENVIRONMENT}")
endfunction()

function(_kith_test_program program)
  if(NOT TARGET kith_test_main)
    add_library(kith_test_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/one_file.cpp)
    target_link_libraries(kith_test_main PRIVATE kith_dev_flags kith_test_flags GTest::gmock)
  endif()
  add_executable(${program} $<TARGET_OBJECTS:kith_test_main>)
  target_link_libraries(${program} PRIVATE kith_flags kith_dev_flags kith_test_flags kith_together_flags GTest::gtest GTest::gmock)
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 20)
  # Within the build folder (tests/support/built.hpp), which differs between presets.
  file(RELATIVE_PATH programs ${CMAKE_BINARY_DIR} ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  file(RELATIVE_PATH plugins ${CMAKE_BINARY_DIR} ${KITH_PLUGIN_DIR})
  target_compile_definitions(${program} PRIVATE KITH_SOURCE_DIR="${PROJECT_SOURCE_DIR}" KITH_BIN_DIR="${programs}" KITH_PLUGIN_DIR="${plugins}" KITH_PYTHON="${KITH_PYTHON}")
endfunction()

# kith_command_test(run_test.py [TIMEOUT 400] [ALONE | WINDOW]): a Python test that runs the built command (tests/support/kith_command.py);
# in tests/places it is called places.run. ALONE: it watches time or processes, so nothing else runs beside it. WINDOW: it has a real
# window under its hands, and no other such test runs beside it.
function(kith_command_test source)
  cmake_parse_arguments(TEST "ALONE;WINDOW" "TIMEOUT" "" ${ARGN})
  file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  string(REGEX REPLACE "(_test)?\\.py$" "" name ${name})
  string(REPLACE "/" "." name ${name})
  add_test(NAME ${name} COMMAND ${KITH_PYTHON} -B ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} COST ${TEST_TIMEOUT} ENVIRONMENT
    "PYTHONPATH=${PROJECT_SOURCE_DIR}/tests/support:${PROJECT_SOURCE_DIR}/scripts;KITH_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};KITH_SANITIZE=${KITH_SANITIZE};${KITH_TEST_ENVIRONMENT}")
  if(TEST_ALONE)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
  if(TEST_WINDOW)
    set_tests_properties(${name} PROPERTIES RESOURCE_LOCK window)
  endif()
endfunction()

# kith_draws_by_gl(viewer.app.viewer …): tests whose process loads graphics drivers, which leave some bytes behind when they are unloaded,
# where no suppression can name them. Whatever else the sanitizers find there still counts.
function(kith_draws_by_gl)
  set_property(TEST ${ARGN} APPEND PROPERTY ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
endfunction()

# kith_fuzz(delimited USES kith::io): tests/fuzz/delimited_fuzz.cpp (LLVMFuzzerTestOneInput) and tests/fuzz/corpus/delimited/.
# With KITH_FUZZ a libFuzzer program <build>/fuzz/delimited; without, an ordinary program around the same function. Either
# way CTest replays the corpus, and a missing or empty corpus fails.
function(kith_fuzz name)
  cmake_parse_arguments(FUZZ "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  set(corpus ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  add_executable(fuzz.${name} ${name}_fuzz.cpp ${FUZZ_SOURCES})
  set_target_properties(fuzz.${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz OUTPUT_NAME ${name})
  target_link_libraries(fuzz.${name} PRIVATE kith_flags kith_dev_flags kith_sanitize kith_test_flags ${FUZZ_USES} ${FUZZ_LIBRARIES})
  target_compile_definitions(fuzz.${name} PRIVATE KITH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(KITH_FUZZ)
    target_link_options(fuzz.${name} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz.${name} COMMAND fuzz.${name} -runs=0 ${corpus})
  else()
    target_sources(fuzz.${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp)
    add_test(NAME fuzz.${name} COMMAND fuzz.${name} ${corpus})
  endif()
  set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT 120 ENVIRONMENT "${KITH_TEST_ENVIRONMENT}")
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers fuzz.${name})
endfunction()

# The target `headers`: every header compiled alone, and twice in a row. Found by globbing, unlike sources, because the
# check must not miss one; not part of the default build.
function(kith_check_headers)
  file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/engine/*.hpp ${PROJECT_SOURCE_DIR}/plugins/*.hpp ${PROJECT_SOURCE_DIR}/plugins/*.h
    ${PROJECT_SOURCE_DIR}/viewer/*.hpp ${PROJECT_SOURCE_DIR}/tests/support/*.hpp)
  set(units)
  foreach(header ${headers})
    set(languages cpp)
    if(header MATCHES "\\.h$")
      list(APPEND languages c)  # the contract is C11, and must be C++ as well
    endif()
    foreach(language ${languages})
      set(unit ${CMAKE_BINARY_DIR}/headers/${header}.${language})
      set(HEADER ${header})
      file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"@HEADER@\"\n#include \"@HEADER@\"\n" @ONLY)
      list(APPEND units ${unit})
    endforeach()
  endforeach()
  add_library(headers OBJECT EXCLUDE_FROM_ALL ${units})
  target_link_libraries(headers PRIVATE kith_flags ${ARGN})
  # What kith_test gives every test.
  target_compile_definitions(headers PRIVATE KITH_SOURCE_DIR="" KITH_BIN_DIR="" KITH_PLUGIN_DIR="")
  # No unused-function complaints: a header alone uses nothing.
  target_compile_options(headers PRIVATE -Wall -Wextra -Wpedantic -Werror -O0 -g0
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-unused-function -Wno-unused-const-variable>)
endfunction()
