#!/bin/bash
# SPDX-License-Identifier: MIT
# Fuzzes every reader of annotations with libFuzzer and the sanitizers.
#
#   tests/fuzz/run.sh [BUILD-DIR [SECONDS [TARGET]...]]
#
# SECONDS for each target (60). What breaks a reader lies as BUILD-DIR/TARGET/crash-* afterwards:
#   SOUNDLOCUS_FUZZ_FORMAT=TARGET BUILD-DIR/fuzz_reader FILE
# Needs clang++ with libFuzzer (Debian: clang-14 and libclang-rt-14-dev); without it exits with 77.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/fuzz}
seconds=${2:-60}
shift $(($# < 2 ? $# : 2))
samples=$root/tests/data/exchange

compiler=${CXX_FUZZ:-}
for name in clang++-14 clang++; do
    [ -n "$compiler" ] || compiler=$(command -v "$name" || true)
done
mkdir -p "$build"
build=$(cd "$build" && pwd)
flags=(-std=c++20 -O1 -gline-tables-only -fno-omit-frame-pointer "-I$root" '-DSOUNDLOCUS_VERSION="fuzz"' -DFMT_HEADER_ONLY
    "-fsanitize=address,undefined" -fno-sanitize-recover=undefined)
echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' > "$build/probe.cpp"
if [ -z "$compiler" ] || ! "$compiler" "${flags[@]}" -fsanitize=fuzzer "$build/probe.cpp" -o "$build/probe" 2> /dev/null; then
    echo "skipped: no clang++ with libFuzzer (clang-14, libclang-rt-14-dev)"
    exit 77
fi

# Objects that are newer than every source stay.
cd "$root"
mapfile -t sources < <(find engine/core engine/database engine/annotation engine/project -name '*.cpp' | sort)
sources+=(tests/fuzz/fuzz_reader.cpp)
newest=$(find engine/core engine/database engine/annotation engine/project tests/fuzz \
    \( -name '*.cpp' -o -name '*.h' \) -printf '%T@ %p\n' | sort -rn | sed -n '1s/^[^ ]* //p')
compile() { # SOURCE OBJECT
    "${LAUNCHER[@]}" "$compiler" "${flags[@]}" -fsanitize=fuzzer-no-link -c "$1" -o "$2"
}
LAUNCHER=()
command -v ccache > /dev/null && LAUNCHER=(ccache)
objects=()
running=0
for source in "${sources[@]}"; do
    object=$build/$(echo "$source" | tr / _).o
    objects+=("$object")
    [ "$object" -nt "$newest" ] && continue
    compile "$source" "$object" &
    running=$((running + 1))
    if [ $running -ge "$(nproc)" ]; then
        wait -n
        running=$((running - 1))
    fi
done
while [ $running -gt 0 ]; do
    wait -n
    running=$((running - 1))
done
"$compiler" "${flags[@]}" -fsanitize=fuzzer "${objects[@]}" -o "$build/fuzz_reader" -lpugixml -lsqlite3

# TARGET: its seeds
declare -A seeds=(
    [table-tsv]=table.tsv [table-csv]=table.csv [table-jsonl]=table.jsonl [vggss]=vggss.json
    [ssltie-xml]=ssltie.xml [flickr-xml]=flickr.xml [coco]="coco.json cocovid.json"
    [cvat-video]=cvat-video.xml [cvat-images]=cvat-images.xml [voc]=voc.xml
    [ssl-boxes]=ssl-boxes.json [labelme]=labelme.json [via3]=via3.json
    [yolo]=yolo/labels/train/000012.txt [yolo-names]=yolo.yaml [soundlocus]=small.soundlocus [labels]=table.csv)
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(printf '%s\n' "${!seeds[@]}" | sort)
failed=0
for target in "${targets[@]}"; do
    mkdir -p "$build/$target/corpus"
    for seed in ${seeds[$target]}; do
        cp "$samples/$seed" "$build/$target/corpus/"
    done
    log=$build/$target/log.txt
    longest=8192
    [ "$target" = soundlocus ] && longest=65536
    if SOUNDLOCUS_FUZZ_FORMAT=$target ASAN_OPTIONS=detect_leaks=1 \
        "$build/fuzz_reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=$longest \
        -artifact_prefix="$build/$target/" "$build/$target/corpus" > "$log" 2>&1; then
        echo "$target: $(grep -o 'Done [0-9]* runs in [0-9]*' "$log" | tail -1) s"
    else
        echo "$target: broken, see $log"
        failed=1
    fi
done
exit $failed
