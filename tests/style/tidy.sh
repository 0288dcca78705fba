#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: tests/style/tidy.sh SOURCE_DIR BUILD_DIR plain|torch CLANG_TIDY GCC_VERSION
#
# Runs clang-tidy over the program's sources that the compile database of BUILD_DIR lists, a dozen at a
# time where it is a unity build: `plain` takes what does without LibTorch's headers (10 s each), `torch`
# the others. Sources are looked at again only when they, a header of ours that they include, .clang-tidy
# or the build's options have changed: what passed is noted in the cache folder, by content, so that any
# clone on the machine knows it.
set -euo pipefail

if [ "$1" = --one ]; then
    clang_tidy="$2" database="$3" file="$4" stamp="$5"
    if "$clang_tidy" --quiet -p "$database" --extra-arg=-Wno-unknown-warning-option "$file" 2>/dev/null
    then
        mkdir -p "$(dirname "$stamp")"
        : >"$stamp"
        exit 0
    fi
    echo "tidy: $file has findings"
    exit 1
fi

source_dir="$1" build="$2" kind="$3" clang_tidy="$4" gcc_version="$5"
cd "$source_dir"
# Other versions find other things, and version 14 cannot read the headers of newer compilers.
if ! "$clang_tidy" --version 2>/dev/null | grep -q 'version 14\.' || [ "${gcc_version%%.*}" != 12 ]; then
    echo "skipped: clang-tidy 14 with g++ 12 decides; here are '$clang_tidy' and g++ $gcc_version"
    exit 77
fi
common="$(cat .clang-tidy "$0" CMakeLists.txt packaging/cmake/* | sha256sum | cut -c1-16)"
stamps="${SOUNDLOCUS_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/soundlocus}/tidy"
# Of files as they were a month ago nobody asks.
[ ! -d "$stamps" ] || find "$stamps" -type f -mtime +30 -delete

# One line per source: kind, path, and the hashes of the file and of our headers it reaches.
# shellcheck disable=SC2016 # awk's $
keys='
    FILENAME == "-" { hash[$2] = substr($1, 1, 16); next }
    $2 ~ /^"/ { gsub(/"/, "", $2); own[$1] = own[$1] " " $2; next }
    $2 ~ /^<(torch|ATen|c10)\// { torch[$1] = 1 }
    function reach(file,    names, named, i) {
        if (file in seen || !(file in hash)) return
        seen[file] = 1
        key = key hash[file]
        if (file in torch) heavy = 1
        named = split(own[file], names, " ")
        for (i = 1; i <= named; i++) reach(names[i])
    }
    END {
        # A line of `compiled`: the path of what is compiled, and the sources of ours in it.
        while ((getline line < compiled) > 0) {
            split("", seen); key = ""; heavy = 0
            count = split(line, parts, " ")
            for (part = 2; part <= count; part++) reach(parts[part])
            print (heavy ? "torch" : "plain"), parts[1], key
        }
    }'
folders=()
for folder in app engine ui; do [ ! -d "$folder" ] || folders+=("$folder"); done
includes="$(grep -rHE '^#include' --include='*.h' --include='*.cpp' "${folders[@]}" |
    sed -E 's/:#include +/ /')"
# g++'s precompiled headers are none to clang: each source is read with the headers that it names.
database="$(mktemp -d)"
trap 'rm -rf "$database"' EXIT
sed -E 's/ -Winvalid-pch//; s/ -include [^ ]*cmake_pch\.hxx//' "$build/compile_commands.json" \
    >"$database/compile_commands.json"
while read -r file; do
    case "$file" in
    */Unity/*) sources="$(sed -n "s|^#include \"$source_dir/\(.*\)\"\$|\1|p" "$file" | tr '\n' ' ')" ;;
    *) sources="${file#"$source_dir"/}" ;;
    esac
    case "$sources" in app/*.cpp* | engine/*.cpp* | ui/*.cpp*) echo "$file $sources" ;; esac
done < <(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" | sort -u) \
    >"$database/compiled"

todo=() total=0
while read -r file_kind file key; do
    [ "$file_kind" = "$kind" ] || continue
    total=$((total + 1))
    stamp="$stamps/$(sha256sum <<<"${file##*/} $key$common" | cut -c1-64)"
    [ -e "$stamp" ] || todo+=("$clang_tidy" "$database" "$file" "$stamp")
done < <(find "${folders[@]}" \( -name '*.h' -o -name '*.cpp' \) -print0 | xargs -0 sha256sum |
    awk -v compiled="$database/compiled" "$keys" - <(printf '%s\n' "$includes") | sort)

[ "$total" -gt 0 ] || [ "$kind" = torch ] || {
    echo "tidy: $build/compile_commands.json lists no source of ours"
    exit 1
}
echo "tidy: $((${#todo[@]} / 4)) of $total $kind units to look at"
[ ${#todo[@]} -eq 0 ] ||
    printf '%s\0' "${todo[@]}" | xargs -0 -n 4 -P "$(nproc)" bash "$0" --one
