#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: tests/style/translations.sh SOURCE_DIR LUPDATE
# The translations have every text of the sources, and none that is gone.
set -euo pipefail
lupdate="$2"
cd "$1"
command -v "$lupdate" >/dev/null || {
    echo "skipped: no lupdate here"
    exit 77
}
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
code=0
for file in translations/*.ts; do
    copy="$folder/$(basename "$file")"
    cp "$file" "$copy"
    options=(-no-obsolete -locations none -source-language en_GB)
    # English needs its plural forms alone.
    [ "$file" != translations/soundlocus_en.ts ] || options+=(-pluralonly -target-language en_GB)
    "$lupdate" -silent "${options[@]}" ui app -extensions cpp,h -I . -ts "$copy"
    if grep -B1 'type="unfinished"' "$copy"; then
        echo "$file: texts of the sources are missing"
        code=1
    fi
    if [ "$(grep -c '<message' "$file")" -gt "$(grep -c '<message' "$copy")" ]; then
        echo "$file: texts that the sources have no more"
        code=1
    fi
done
exit "$code"
