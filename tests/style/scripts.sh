#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: tests/style/scripts.sh SOURCE_DIR
# Shell scripts parse, answer --help and wrong usage, and pass shellcheck.
set -euo pipefail
cd "$1"
mapfile -t scripts < <(find packaging resources tests -name '*.sh' | sort)
for script in "${scripts[@]}"; do bash -n "$script"; done

for script in demo test fetch-libtorch; do
    bash "packaging/$script.sh" --help | grep -q "^Usage: packaging/$script.sh"
    code=0
    bash "packaging/$script.sh" --no-such-option 2>/dev/null || code=$?
    [ "$code" -eq 2 ] || { echo "packaging/$script.sh --no-such-option gave $code, not 2"; exit 1; }
done
while read -r name kind rest; do
    case "$kind" in build | test | lint) [ -z "$rest" ] && continue ;; esac
    echo "packaging/debian-packages.txt: cannot read '$name $kind $rest'"
    exit 1
done < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' packaging/debian-packages.txt)

if ! command -v shellcheck >/dev/null; then
    echo "skipped: no shellcheck here; the rest holds"
    exit 77
fi
shellcheck -x "${scripts[@]}"
echo "${#scripts[@]} scripts are right"
