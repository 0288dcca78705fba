#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: tests/style/format.sh SOURCE_DIR CLANG_FORMAT
# Fails on a source that .clang-format would lay out differently.
set -euo pipefail
cd "$1"
version="$("$2" --version 2>/dev/null || true)"
case "$version" in
*"version 14."*) ;;
*)
    echo "skipped: clang-format 14 decides, here is '${version:-none}'"
    exit 77
    ;;
esac
mapfile -t files < <(find app engine tests ui \( -name '*.h' -o -name '*.cpp' \) | sort)
"$2" --dry-run --Werror --style=file "${files[@]}" ||
    { echo "repair with: clang-format-14 -i FILE"; exit 1; }
echo "${#files[@]} files are laid out as .clang-format says"
