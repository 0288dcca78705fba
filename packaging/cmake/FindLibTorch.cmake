# SPDX-License-Identifier: MIT
# LibTorch as imported targets, LibTorch::torch_cpu and LibTorch::c10 (and LibTorch::torch_cuda), from
#   -DSOUNDLOCUS_TORCH_ROOT=DIR   any unpacked LibTorch (DIR/lib, DIR/include) or torch wheel (DIR/torch/lib)
#   or the pinned wheel that packaging/fetch-libtorch.sh unpacked into the cache folder.
# The wheel's own TorchConfig.cmake fails with CMake 3.25, CUDA 13 and C++20; these targets are enough:
# LibTorch's CUDA part is opened at run time.

if(NOT SOUNDLOCUS_TORCH_ROOT)
    file(STRINGS "${PROJECT_SOURCE_DIR}/packaging/versions.env" _torch_pin REGEX "^TORCH_VERSION=")
    string(REPLACE "TORCH_VERSION=" "" _torch_pin "${_torch_pin}")
    if(DEFINED ENV{SOUNDLOCUS_CACHE_DIR})
        set(_torch_cache "$ENV{SOUNDLOCUS_CACHE_DIR}")
    elseif(DEFINED ENV{XDG_CACHE_HOME})
        set(_torch_cache "$ENV{XDG_CACHE_HOME}/soundlocus")
    else()
        set(_torch_cache "$ENV{HOME}/.cache/soundlocus")
    endif()
    set(_torch_hints "${_torch_cache}/libtorch-${_torch_pin}")
else()
    set(_torch_hints "${SOUNDLOCUS_TORCH_ROOT}")
endif()

find_path(LibTorch_INCLUDE_DIR NAMES torch/csrc/api/include/torch/torch.h
    PATHS ${_torch_hints} PATH_SUFFIXES torch/include include NO_DEFAULT_PATH)
find_library(LibTorch_CPU_LIBRARY NAMES torch_cpu
    PATHS ${_torch_hints} PATH_SUFFIXES torch/lib lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY NAMES c10
    PATHS ${_torch_hints} PATH_SUFFIXES torch/lib lib NO_DEFAULT_PATH)

if(LibTorch_INCLUDE_DIR AND EXISTS "${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h")
    set(_torch_version_file "${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h")
elseif(LibTorch_INCLUDE_DIR)
    set(_torch_version_file "${LibTorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h")
endif()
if(_torch_version_file AND EXISTS "${_torch_version_file}")
    file(STRINGS "${_torch_version_file}" _torch_defines REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
    string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*PATCH ([0-9]+).*" "\\1.\\2.\\3"
        LibTorch_VERSION "${_torch_defines}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR
    VERSION_VAR LibTorch_VERSION
    REASON_FAILURE_MESSAGE "run packaging/fetch-libtorch.sh, or set SOUNDLOCUS_TORCH_ROOT")

if(LibTorch_FOUND AND NOT TARGET LibTorch::torch_cpu)
    get_filename_component(_torch_lib_dir "${LibTorch_CPU_LIBRARY}" DIRECTORY)
    # The wheel keeps the CUDA runtime, which libtorch_cpu.so needs even without a GPU, in nvidia/.
    set(_torch_rpath_link "${_torch_lib_dir}")
    get_filename_component(_torch_site "${_torch_lib_dir}/../.." ABSOLUTE)
    if(EXISTS "${_torch_site}/nvidia/cu13/lib")
        list(APPEND _torch_rpath_link "${_torch_site}/nvidia/cu13/lib")
    endif()
    set(_torch_link_options "")
    foreach(_dir IN LISTS _torch_rpath_link)
        list(APPEND _torch_link_options "LINKER:-rpath-link,${_dir}")
    endforeach()

    add_library(LibTorch::c10 SHARED IMPORTED)
    set_target_properties(LibTorch::c10 PROPERTIES
        IMPORTED_LOCATION "${LibTorch_C10_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES
            "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
    add_library(LibTorch::torch_cpu SHARED IMPORTED)
    set_target_properties(LibTorch::torch_cpu PROPERTIES
        IMPORTED_LOCATION "${LibTorch_CPU_LIBRARY}"
        INTERFACE_LINK_LIBRARIES LibTorch::c10
        INTERFACE_LINK_OPTIONS "${_torch_link_options}")

    # OpenMP's threads are LibTorch's too: of two runtimes in a process each would have its own.
    add_library(LibTorch::openmp INTERFACE IMPORTED)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    if(EXISTS "${_torch_lib_dir}/libgomp.so.1")
        target_link_libraries(LibTorch::openmp INTERFACE "${_torch_lib_dir}/libgomp.so.1")
    else()
        target_link_libraries(LibTorch::openmp INTERFACE ${OpenMP_CXX_LIBRARIES})
    endif()

    # Its CUDA part, for what calls NCCL. The libraries that it needs itself come with the full set of
    # wheels; without them it can be linked all the same.
    set(LibTorch_SITE_DIR "${_torch_site}")
    if(EXISTS "${_torch_lib_dir}/libtorch_cuda.so")
        add_library(LibTorch::torch_cuda SHARED IMPORTED)
        set_target_properties(LibTorch::torch_cuda PROPERTIES
            IMPORTED_LOCATION "${_torch_lib_dir}/libtorch_cuda.so"
            INTERFACE_LINK_LIBRARIES "LibTorch::torch_cpu;${_torch_lib_dir}/libc10_cuda.so"
            INTERFACE_LINK_OPTIONS "LINKER:--allow-shlib-undefined")
    endif()
endif()
mark_as_advanced(LibTorch_INCLUDE_DIR LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY)
