# SPDX-License-Identifier: MIT
# SoundLocus::Options carries warnings, definitions and sanitizers; soundlocus_add_library makes the
# engine's static libraries alike.

add_library(soundlocus_options INTERFACE)
add_library(SoundLocus::Options ALIAS soundlocus_options)
target_include_directories(soundlocus_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(soundlocus_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    # GCC 12 warns of string concatenation inside libstdc++ (its bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # It takes the sources that a unity build joins for headers.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${SOUNDLOCUS_UNITY_BUILD}>>:-Wno-subobject-linkage>
    $<$<BOOL:${SOUNDLOCUS_WERROR}>:-Werror>)
target_compile_definitions(soundlocus_options INTERFACE
    SOUNDLOCUS_VERSION="${PROJECT_VERSION}"
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(SOUNDLOCUS_SANITIZE)
    target_compile_options(soundlocus_options INTERFACE
        -fsanitize=${SOUNDLOCUS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
        -O1 -g1) # lines suffice for a report, and half the time to build
    target_link_options(soundlocus_options INTERFACE -fsanitize=${SOUNDLOCUS_SANITIZE})
endif()

find_program(SOUNDLOCUS_CCACHE ccache)
if(SOUNDLOCUS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Without these two, ccache gives up on sources that use a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${SOUNDLOCUS_CCACHE}")
endif()
find_program(SOUNDLOCUS_MOLD mold)
if(SOUNDLOCUS_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# soundlocus_add_library(Name SOURCES ... [PUBLIC ...] [PRIVATE ...])
# Static library soundlocus_<name>, alias SoundLocus::<Name>.
function(soundlocus_add_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    string(TOLOWER "${name}" lower)
    add_library(soundlocus_${lower} STATIC ${arg_SOURCES})
    add_library(SoundLocus::${name} ALIAS soundlocus_${lower})
    target_link_libraries(soundlocus_${lower}
        PUBLIC SoundLocus::Options ${arg_PUBLIC}
        PRIVATE ${arg_PRIVATE})
endfunction()

# soundlocus_optimise_little(target): a third less time to compile, for what never runs long.
function(soundlocus_optimise_little target)
    # At this level GCC 12 takes what std::variant holds for uninitialized.
    target_compile_options(${target} PRIVATE
        $<$<CONFIG:Release>:-O1> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endfunction()

# soundlocus_use_torch_headers(target) compiles target with the precompiled headers of LibTorch: 8 s of
# processor time a file instead of 20.
function(soundlocus_use_torch_headers target)
    set(donor soundlocus_torch_headers)
    # GCC takes such headers only with the options that made them: -fPIC for programs, too, and without
    # the definition that tests do without. ccache finds changes of headers by -fpch-preprocess.
    set(options -fPIC -UQT_NO_CAST_FROM_ASCII $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    if(NOT TARGET ${donor})
        set(source "${PROJECT_BINARY_DIR}/torch_headers.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "")
        add_library(${donor} OBJECT "${source}")
        target_link_libraries(${donor} PRIVATE SoundLocus::Options LibTorch::torch_cpu)
        target_compile_options(${donor} PRIVATE ${options})
        target_precompile_headers(${donor} PRIVATE
            <ATen/ATen.h> <torch/nn/module.h> <torch/nn/modules/batchnorm.h> <torch/nn/modules/conv.h>
            <torch/utils.h>)
    endif()
    target_compile_options(${target} PRIVATE ${options})
    target_precompile_headers(${target} REUSE_FROM ${donor})
endfunction()
