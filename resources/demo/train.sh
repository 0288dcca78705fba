#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: resources/demo/train.sh WORK_DIR [TEST_SEED]
#
# Makes the demo model: composes its training and test pictures by recipe.json, trains, and scores
# the result beside a network that has learnt nothing. Takes less than an hour on two cores and
# 1 GB in WORK_DIR. A run that was interrupted goes on where it was.
#
#   WORK_DIR/model.safetensors   the model
#   WORK_DIR/run/                the training run with its curves
#   WORK_DIR/scores/             reports of the model and of the untrained network
#
# SOUNDLOCUS_DEVICE=cuda trains on a GPU. Needs soundlocus-cli (SOUNDLOCUS_CLI, by default
# build/release/bin/soundlocus-cli) and two packages:
# apt-get install tuxpaint-stamps-default gcompris-qt-data

set -euo pipefail
demo_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cli="${SOUNDLOCUS_CLI:-$demo_dir/../../build/release/bin/soundlocus-cli}"
case "${1:-}" in
'' | -*)
    sed -n '3,/^[^#]/{/^#/{s/^# \{0,1\}//;p}}' "$0"
    exit 2
    ;;
esac
work="$1" test_seed="${2:-90210}"
[ -x "$cli" ] || {
    echo "error: $cli: not there; build it (packaging/demo.sh does) or set SOUNDLOCUS_CLI" >&2
    exit 1
}
mkdir -p "$work"
compose=("$cli" compose --recipe "$demo_dir/recipe.json" --overwrite)
train=("$cli" train --table "$work/train/table.tsv" --preset demo --seed 1 --threads 2
    --device "${SOUNDLOCUS_DEVICE:-cpu}")

[ -e "$work/train/table.tsv" ] ||
    "${compose[@]}" --split train --count 7400 --seed 1 --out "$work/train"
"${compose[@]}" --split test --count 300 --seed "$test_seed" --off-screen --out "$work/test"

# One step at a rate of next to nothing: the network as it begins.
rm -rf "$work/untrained"
"${train[@]}" --set run.max_steps=1 --set optimizer.learning_rate=1e-12 --out "$work/untrained"

if [ -e "$work/run/config.json" ]; then
    "$cli" train --resume "$work/run"
else
    "${train[@]}" --out "$work/run"
fi
"$cli" convert "$work/run" "$work/model.safetensors" --half --overwrite

for name in untrained model; do
    checkpoint="$work/$name"
    [ "$name" = untrained ] || checkpoint="$work/model.safetensors"
    echo "$name:"
    "$cli" evaluate -q --table "$work/test/table.tsv" --off-screen "$work/test/off_screen.tsv" \
        --checkpoint "$checkpoint" --out "$work/scores/$name"
done
