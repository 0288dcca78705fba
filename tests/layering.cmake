# SPDX-License-Identifier: MIT
# Reads every #include of app, engine, ui and tests and fails on an arrow that is not in the table
# below: the libraries' headers lie within easy reach of every target, so a wrong one compiles.
#
#   cmake -DROOT=DIR [-DQT_HEADERS=DIR] [-DEXPECTED=FILE] -P tests/layering.cmake
#
# QT_HEADERS tells the Qt modules apart. With EXPECTED the violations must be the lines of that file.
#
# A header that shows a library (includes one, itself or through a header of its own folder) is
# internal: only its own folder and that folder's tests include it, unless SHOWS_TO names others.
cmake_minimum_required(VERSION 3.25)

# fmt stands in for std::format, which g++ 12 has not: everybody may use it.
# layer(FOLDER USES folders... LIBS libraries... SHOWS_TO folders...)
function(layer folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LIBS;SHOWS_TO")
    set_property(GLOBAL APPEND PROPERTY layers "${folder}")
    set_property(GLOBAL PROPERTY "uses ${folder}" "${folder}" ${arg_USES})
    set_property(GLOBAL PROPERTY "libs ${folder}" fmt ${arg_LIBS})
    set_property(GLOBAL PROPERTY "shows ${folder}" "${folder}" "tests/${folder}" ${arg_SHOWS_TO})
endfunction()

# engine_layer(...): a layer with its tests, which may besides use the support, read media and draw.
function(engine_layer folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LIBS;SHOWS_TO")
    foreach(shown IN LISTS arg_SHOWS_TO)
        list(APPEND arg_SHOWS_TO "tests/${shown}")
    endforeach()
    layer("${folder}" USES ${arg_USES} LIBS ${arg_LIBS} SHOWS_TO ${arg_SHOWS_TO})
    layer("tests/${folder}"
        USES ${arg_USES} "${folder}" tests/support engine/core engine/media engine/checkpoint engine/render
        LIBS ${arg_LIBS} json QtCore QtGui QtTest)
endfunction()

set(public_engine engine/core engine/media engine/features engine/checkpoint engine/annotation
    engine/evaluation engine/render engine/compose engine/inference engine/pipeline engine/project
    engine/assistance engine/augmentation engine/dataset engine/training_log engine/training)
# engine/render and engine/features: the values that say how a map is drawn and how a picture is fitted.
set(ui_engine engine/core engine/annotation engine/evaluation engine/render engine/features)
set(ui ui/services ui/models ui/commands ui/widgets ui/panels ui/dialogs)

engine_layer(engine/core)
engine_layer(engine/media USES engine/core LIBS ffmpeg opencv)
engine_layer(engine/features USES engine/core engine/media LIBS opencv torch)
engine_layer(engine/checkpoint USES engine/core LIBS torch zip json crypto)
engine_layer(engine/database USES engine/core LIBS sqlite SHOWS_TO engine/dataset engine/project)
engine_layer(engine/annotation USES engine/core LIBS json xml)
engine_layer(engine/render USES engine/core LIBS opencv)
engine_layer(engine/compose
    USES engine/core engine/annotation engine/media engine/render LIBS json opencv zlib)
engine_layer(engine/evaluation USES engine/core engine/annotation LIBS json opencv)
engine_layer(engine/assistance USES engine/core LIBS opencv)
engine_layer(engine/nn USES engine/core engine/checkpoint LIBS torch
    SHOWS_TO engine/inference engine/training)
engine_layer(engine/inference
    USES engine/core engine/checkpoint engine/features engine/nn LIBS torch)
engine_layer(engine/augmentation
    USES engine/core engine/annotation engine/features engine/media)
engine_layer(engine/dataset
    USES engine/core engine/database engine/annotation engine/features engine/media)
engine_layer(engine/training_log USES engine/core engine/render LIBS json opencv)
engine_layer(engine/training
    USES engine/core engine/media engine/features engine/checkpoint engine/annotation
         engine/evaluation engine/nn engine/render engine/augmentation engine/dataset
         engine/training_log
    LIBS torch json)
engine_layer(engine/pipeline
    USES engine/core engine/media engine/features engine/checkpoint engine/inference
         engine/evaluation engine/annotation engine/render
    LIBS json zip opencv)
engine_layer(engine/project USES engine/core engine/database engine/annotation LIBS sqlite json)

layer(ui/services USES ${ui_engine} LIBS QtCore QtGui)
layer(ui/models USES ${ui_engine} ui/services LIBS QtCore QtGui)
layer(ui/commands USES ${ui_engine} ui/services ui/models LIBS QtCore QtGui)
foreach(folder widgets panels dialogs)
    layer(ui/${folder} USES ${ui_engine} ${ui}
        LIBS QtCore QtGui QtWidgets QtOpenGL QtOpenGLWidgets QtMultimedia QtMultimediaWidgets)
endforeach()
layer(app/cli USES ${public_engine} LIBS cli json log)
layer(app/services USES ${public_engine} ui/services
    LIBS QtCore QtGui QtConcurrent QtMultimedia log)
layer(app USES ${public_engine} ${ui} app/services
    LIBS QtCore QtGui QtWidgets QtConcurrent QtMultimedia log)

layer(tests/support USES ${public_engine} ui/services ui/models LIBS ffmpeg json opencv QtCore QtGui QtTest QtWidgets)
set_property(GLOBAL PROPERTY "shows tests/support" tests)
# Times single steps, which no public header hands out.
layer(tests/benchmarks USES ${public_engine} engine/nn ui/services app app/services tests/support
    LIBS cli json torch QtCore QtWidgets)
foreach(folder engine/nn engine/training)
    set_property(GLOBAL APPEND PROPERTY "shows ${folder}" tests/benchmarks)
endforeach()
layer(tests USES ${public_engine} ${ui} app app/cli app/services tests/support
    LIBS json cli sqlite QtCore QtGui QtTest QtWidgets QtConcurrent QtMultimedia QtOpenGL QtOpenGLWidgets)

# library_of(OUT HEADER): the library a <header> belongs to, "std", or "" for an unknown one.
set(posix_headers arpa/.* dirent dlfcn fcntl glob link malloc poll pthread sched signal spawn sys/.* termios unistd
    immintrin malloc)
list(JOIN posix_headers "|" posix_headers)
function(library_of out header)
    set(library "")
    if(header MATCHES "^[a-z_0-9]+$" OR header MATCHES "^(${posix_headers})\\.h$")
        set(library std)
    elseif(header MATCHES "^(torch|ATen|c10|caffe2)/")
        set(library torch)
    elseif(header MATCHES "^opencv2/")
        set(library opencv)
    elseif(header MATCHES "^lib(av|sw|postproc)")
        set(library ffmpeg)
    elseif(header MATCHES "^nlohmann/")
        set(library json)
    elseif(header MATCHES "^CLI/")
        set(library cli)
    elseif(header MATCHES "^spdlog/")
        set(library log)
    elseif(header MATCHES "^fmt/")
        set(library fmt)
    elseif(header MATCHES "^pugixml")
        set(library xml)
    elseif(header MATCHES "^openssl/")
        set(library crypto)
    elseif(header STREQUAL "zlib.h")
        set(library zlib)
    elseif(header STREQUAL "zip.h")
        set(library zip)
    elseif(header STREQUAL "sqlite3.h")
        set(library sqlite)
    elseif(header MATCHES "^(Qt[A-Z][A-Za-z0-9]*)/")
        set(library "${CMAKE_MATCH_1}")
    elseif(header MATCHES "^(Q[A-Z]|q[a-z0-9]+\\.h$)")
        set(library Qt)
        if(QT_HEADERS)
            file(GLOB found RELATIVE "${QT_HEADERS}" "${QT_HEADERS}/Qt*/${header}")
            if(found MATCHES "^(Qt[A-Za-z0-9]*)/")
                set(library "${CMAKE_MATCH_1}")
            endif()
        endif()
    endif()
    set(${out} "${library}" PARENT_SCOPE)
endfunction()

# layer_of(OUT FILE): the longest folder of the table that holds the file.
function(layer_of out file)
    get_property(layers GLOBAL PROPERTY layers)
    get_filename_component(folder "${file}" DIRECTORY)
    while(folder AND NOT folder IN_LIST layers)
        get_filename_component(folder "${folder}" DIRECTORY)
    endwhile()
    set(${out} "${folder}" PARENT_SCOPE)
endfunction()

# includes_of(OUT FILE): entries <header> and "header".
function(includes_of out file)
    file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
    set(entries "")
    foreach(line IN LISTS lines)
        if(line MATCHES "include[ \t]*(<[^>]+>|\"[^\"]+\")")
            list(APPEND entries "${CMAKE_MATCH_1}")
        endif()
    endforeach()
    set(${out} "${entries}" PARENT_SCOPE)
endfunction()

# may_see_internals(OUT LAYER OTHER): whether LAYER may include internal headers of OTHER.
function(may_see_internals out layer other)
    get_property(shows GLOBAL PROPERTY "shows ${other}")
    set(answer NO)
    foreach(folder IN LISTS shows)
        if(layer STREQUAL folder OR layer MATCHES "^${folder}/")
            set(answer YES)
        endif()
    endforeach()
    set(${out} ${answer} PARENT_SCOPE)
endfunction()

# libraries_shown(OUT HEADER): third-party libraries that including HEADER brings along.
function(libraries_shown out header)
    get_property(known GLOBAL PROPERTY "shown ${header}" SET)
    if(NOT known)
        set_property(GLOBAL PROPERTY "shown ${header}" "") # ends include cycles
        set(shown "")
        layer_of(layer "${header}")
        includes_of(entries "${header}")
        foreach(entry IN LISTS entries)
            string(REGEX REPLACE "[<>\"]" "" name "${entry}")
            if(entry MATCHES "^<")
                library_of(library "${name}")
                list(APPEND shown ${library})
            elseif(EXISTS "${ROOT}/${name}")
                layer_of(other "${name}")
                may_see_internals(visible "${layer}" "${other}")
                if(visible)
                    libraries_shown(further "${name}")
                    list(APPEND shown ${further})
                endif()
            endif()
        endforeach()
        list(REMOVE_ITEM shown std)
        list(FILTER shown EXCLUDE REGEX "^Qt") # headers above the engine are made of it
        list(REMOVE_DUPLICATES shown)
        set_property(GLOBAL PROPERTY "shown ${header}" "${shown}")
    endif()
    get_property(shown GLOBAL PROPERTY "shown ${header}")
    set(${out} "${shown}" PARENT_SCOPE)
endfunction()

function(check_library file layer header)
    library_of(library "${header}")
    get_property(allowed GLOBAL PROPERTY "libs ${layer}")
    if(library STREQUAL "")
        violation("${file}: <${header}> is unknown, name its library in tests/layering.cmake")
    elseif(NOT library STREQUAL "std" AND NOT library IN_LIST allowed)
        violation("${file}: <${header}> is of ${library}, not for ${layer}")
    endif()
endfunction()

function(check_own file layer header)
    if(header MATCHES "\\.moc$|(^|/)(ui|moc)_[a-z_0-9]+\\.(h|cpp)$")
        return()
    endif()
    if(NOT EXISTS "${ROOT}/${header}")
        violation("${file}: \"${header}\" is no path from the repository root")
        return()
    endif()
    layer_of(other "${header}")
    get_property(uses GLOBAL PROPERTY "uses ${layer}")
    if(NOT other IN_LIST uses)
        violation("${file}: \"${header}\" is of ${other}, above or beside ${layer}")
        return()
    endif()
    libraries_shown(shown "${header}")
    may_see_internals(visible "${layer}" "${other}")
    if(shown AND NOT visible)
        list(JOIN shown ", " names)
        violation("${file}: \"${header}\" shows ${names} outside ${other}")
    endif()
endfunction()

macro(violation text)
    set_property(GLOBAL APPEND PROPERTY violations "${text}")
endmacro()

set(files "")
foreach(top app engine ui tests)
    file(GLOB_RECURSE found RELATIVE "${ROOT}" "${ROOT}/${top}/*.h" "${ROOT}/${top}/*.cpp")
    list(APPEND files ${found})
endforeach()
list(FILTER files EXCLUDE REGEX "^tests/data/")
list(SORT files)
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "${ROOT}: no sources found, set -DROOT= to the repository")
endif()
foreach(file IN LISTS files)
    layer_of(layer "${file}")
    if(NOT layer)
        violation("${file}: its folder is not in the table of tests/layering.cmake")
        continue()
    endif()
    includes_of(entries "${file}")
    foreach(entry IN LISTS entries)
        string(REGEX REPLACE "[<>\"]" "" name "${entry}")
        if(entry MATCHES "^<")
            check_library("${file}" "${layer}" "${name}")
        else()
            check_own("${file}" "${layer}" "${name}")
        endif()
    endforeach()
endforeach()

get_property(violations GLOBAL PROPERTY violations)
if(DEFINED EXPECTED)
    file(STRINGS "${EXPECTED}" expected)
    if(NOT violations STREQUAL expected)
        list(JOIN violations "\n  " found)
        message(FATAL_ERROR "found other violations than ${EXPECTED} lists:\n  ${found}")
    endif()
    message(STATUS "the expected violations were found in ${count} files")
elseif(violations)
    list(JOIN violations "\n  " text)
    message(FATAL_ERROR "includes against the table of tests/layering.cmake:\n  ${text}")
else()
    message(STATUS "${count} files include only what the table allows")
endif()
