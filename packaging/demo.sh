#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: packaging/demo.sh [--cuda] [--headless] [--checkpoint FILE] [--out DIR] [VIDEO...]
#
# Installs what is missing, builds a release and shows where the sound comes from in VIDEO: in the
# window, which plays it with the live heat map; without a display as an overlay video and a
# contact sheet in DIR.
#
#   --checkpoint FILE   weights to use, for instance the authors' ssltie .pth.tar; default: the demo
#                       model, which knows the 66 animals and things of resources/demo
#   --out DIR           folder for the files (default: soundlocus-out); older results are replaced
#   --cuda              install the CUDA libraries too (2.0 GB; by itself where there is a GPU)
#   --headless          no window: write files only (by itself where there is no display)
#   --help              this text
#
# Without VIDEO it takes the demo scene: a frog and a crow that take turns in sounding.

set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

demo_model="$source_dir/resources/demo/model.safetensors"
demo_scene="$source_dir/resources/demo/scene/scenes/test-21-000000/scene.mp4"

fetch_options=()
[ ! -e /dev/nvidia0 ] || fetch_options=(--cuda)
checkpoint="$demo_model"
out="$PWD/soundlocus-out"
videos=()
headless=
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || headless=yes
while [ $# -gt 0 ]; do
    case "$1" in
    --cuda) fetch_options=(--cuda) ;;
    --headless) headless=yes ;;
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
[ ${#videos[@]} -gt 0 ] || videos=("$demo_scene")
for file in "$checkpoint" "${videos[@]}"; do
    [ -e "$file" ] || fail "$file: no such file"
done

# Relative names are those of the caller's folder; the build changes folder.
absolute() { case "$1" in /*) say "$1" ;; *) say "$PWD/$1" ;; esac; }
out="$(absolute "$out")"
checkpoint="$(absolute "$checkpoint")"
for index in "${!videos[@]}"; do videos[index]="$(absolute "${videos[index]}")"; done

install_packages build
"$source_dir/packaging/fetch-libtorch.sh" "${fetch_options[@]}"
build_preset release

[ "$checkpoint" != "$demo_model" ] ||
    say "weights: the demo model, trained on composed scenes of 66 animals and things; of other" \
        "sounds its map means little (resources/demo/MODEL_CARD.md)"
if [ -z "$headless" ]; then
    say "window: ${videos[*]}"
    exec "$source_dir/build/release/bin/soundlocus" --checkpoint "$checkpoint" -- "${videos[@]}"
fi
step_begin
say "localize: ${videos[*]}"
"$source_dir/build/release/bin/soundlocus-cli" localize --overwrite \
    --checkpoint "$checkpoint" --out "$out" -- "${videos[@]}"
step_end "localize: done, overlay video and contact sheet are in $out"
