#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: packaging/demo.sh [--cuda] [--headless] [--checkpoint FILE] [--out DIR] [VIDEO...]
#
# Installs what is missing, builds a release and shows where the sound comes from in VIDEO:
# an overlay video and a contact sheet in DIR.
#
#   --checkpoint FILE   weights to use, for instance the authors' ssltie .pth.tar
#   --out DIR           folder for the results (default: soundlocus-out); older results are replaced
#   --cuda              install the CUDA libraries too (2.0 GB; by itself where there is a GPU)
#   --headless          no window: write files only (today the only way)
#   --help              this text
#
# Without FILE it takes the synthetic weights of ../shared/golden, without VIDEO a clip of
# ../shared/data, where that folder is there.

set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

shared_dir="$(dirname "$source_dir")/shared"
synthetic_weights="$shared_dir/golden/checkpoints/ssltie_epoch33.pth.tar.xz"
sample_clip="$shared_dir/data/videos/vggss/6zlMP_kQ_-w_000030.mp4"

fetch_options=()
[ ! -e /dev/nvidia0 ] || fetch_options=(--cuda)
checkpoint=""
out="$PWD/soundlocus-out"
videos=()
while [ $# -gt 0 ]; do
    case "$1" in
    --cuda) fetch_options=(--cuda) ;;
    --headless) ;;
    --checkpoint | --out)
        [ $# -ge 2 ] || wrong_usage "$1 needs a value"
        if [ "$1" = --out ]; then out="$2"; else checkpoint="$2"; fi
        shift
        ;;
    -h | --help)
        print_help
        exit 0
        ;;
    --)
        shift
        videos+=("$@")
        break
        ;;
    -*) wrong_usage "unknown option '$1'" ;;
    *) videos+=("$1") ;;
    esac
    shift
done

# Say at once what is missing, before minutes of building.
if [ -z "$checkpoint" ] && [ ! -e "$synthetic_weights" ]; then
    fail "no weights: give a checkpoint, packaging/demo.sh --checkpoint FILE VIDEO"
fi
if [ ${#videos[@]} -eq 0 ]; then
    [ -e "$sample_clip" ] || fail "no video: give one, packaging/demo.sh --checkpoint FILE VIDEO"
    videos=("$sample_clip")
fi
for file in ${checkpoint:+"$checkpoint"} "${videos[@]}"; do
    [ -e "$file" ] || fail "$file: no such file"
done

# Relative names are those of the caller's folder; the build changes folder.
absolute() { case "$1" in /*) say "$1" ;; *) say "$PWD/$1" ;; esac; }
out="$(absolute "$out")"
[ -z "$checkpoint" ] || checkpoint="$(absolute "$checkpoint")"
for index in "${!videos[@]}"; do videos[index]="$(absolute "${videos[index]}")"; done

install_packages build
"$source_dir/packaging/fetch-libtorch.sh" "${fetch_options[@]}"
build_preset release

if [ -z "$checkpoint" ]; then
    checkpoint="$cache_dir/demo/$(basename "$synthetic_weights" .xz)"
    step_begin
    if [ ! -e "$checkpoint" ]; then
        mkdir -p "$cache_dir/demo"
        xz -dc "$synthetic_weights" >"$checkpoint.part"
        mv "$checkpoint.part" "$checkpoint"
    fi
    step_end "weights: synthetic ones in $checkpoint"
    say "weights: no training stands behind them: the pictures show that the program works," \
        "not where the sound is"
fi

step_begin
say "localize: ${videos[*]}"
"$source_dir/build/release/bin/soundlocus-cli" localize --overwrite \
    --checkpoint "$checkpoint" --out "$out" -- "${videos[@]}"
step_end "localize: done, overlay video and contact sheet are in $out"
