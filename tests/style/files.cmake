# SPDX-License-Identifier: MIT
# Marks that every file of ours bears.   cmake -DROOT=DIR -P tests/style/files.cmake
cmake_minimum_required(VERSION 3.25)

set(faults "")
set(files "")
foreach(top app engine ui tests packaging translations)
    file(GLOB_RECURSE found RELATIVE "${ROOT}" "${ROOT}/${top}/*.h" "${ROOT}/${top}/*.cpp"
        "${ROOT}/${top}/*.sh" "${ROOT}/${top}/*.cmake" "${ROOT}/${top}/CMakeLists.txt")
    list(APPEND files ${found})
endforeach()
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "${ROOT}: no files found, set -DROOT= to the repository")
endif()

foreach(file IN LISTS files)
    file(READ "${ROOT}/${file}" text)
    if(NOT text MATCHES "^(#![^\n]*\n)?(//|#) SPDX-License-Identifier: MIT\n")
        list(APPEND faults "${file}: does not begin with the SPDX line")
    endif()
    if(file MATCHES "\\.h$" AND NOT text MATCHES "\n#pragma once\n")
        list(APPEND faults "${file}: has no #pragma once")
    endif()
    if(text MATCHES "[ \t]\n")
        list(APPEND faults "${file}: has blanks at the end of a line")
    endif()
    if(text MATCHES "\t" AND NOT file MATCHES "\\.sh$")
        list(APPEND faults "${file}: has tabs")
    endif()
    # Written apart here, so that this file does not find itself.
    if(text MATCHES "TO[D]O|FIX[M]E")
        list(APPEND faults "${file}: leaves work for later")
    endif()
endforeach()

# The top level is fixed.
file(GLOB top RELATIVE "${ROOT}" "${ROOT}/*")
list(FILTER top EXCLUDE REGEX "^(\\.|build|out$|soundlocus-out$|CMakeLists\\.txt\\.user)")
list(REMOVE_ITEM top CMakeLists.txt CMakePresets.json README.md LICENSE app engine ui resources
    translations tests packaging)
foreach(name IN LISTS top)
    list(APPEND faults "${name}: not one of the folders of the top level")
endforeach()

if(faults)
    list(JOIN faults "\n  " text)
    message(FATAL_ERROR "style:\n  ${text}")
endif()
message(STATUS "${count} files bear the marks")
