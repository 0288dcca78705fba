#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: packaging/fetch-libtorch.sh [--cuda]
#
# Unpacks the LibTorch pinned in packaging/versions.env into the cache folder
# ($SOUNDLOCUS_CACHE_DIR, else ~/.cache/soundlocus). Does nothing when it is there.
#
#   --cuda   also the full set of CUDA libraries (2.0 GB to download, 4 GB on disk)
#   --help   this text

set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

torch_root="$cache_dir/libtorch-$TORCH_VERSION"
work=""
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

# Every tag that a system with glibc 2.28 or later takes; pip expands only the oldest names.
platforms=(--platform manylinux2014_x86_64)
for minor in {28..17}; do platforms+=(--platform "manylinux_2_${minor}_x86_64"); done

# make_room MEGABYTES: the cache folder, without what killed runs left behind.
make_room() {
    local free_mb
    mkdir -p "$cache_dir"
    find "$cache_dir" -maxdepth 1 -name 'unpacking-*' -mmin +120 -exec rm -rf {} +
    free_mb="$(df --output=avail -BM "$cache_dir" | tail -n 1 | tr -dc '0-9')"
    [ "$free_mb" -ge "$1" ] ||
        fail "$cache_dir: $free_mb MB free, $1 MB needed: make room or set SOUNDLOCUS_CACHE_DIR"
}

# fetch_wheel NAME VERSION SHA256 DIR: the checked wheel in DIR/wheel, unpacked into DIR/tree.
# The tags are given because the host's Python may be another one; only x86-64 wheels are pinned.
fetch_wheel() {
    local name="$1" version="$2" sha256="$3" dir="$4" file
    rm -rf "$dir/wheel"
    quietly "$cache_dir/logs/$name.log" python3 -m pip download --quiet --no-deps --no-cache-dir \
        --disable-pip-version-check --python-version "$TORCH_PYTHON" --only-binary=:all: \
        "${platforms[@]}" --dest "$dir/wheel" "$name==$version"
    file="$(find "$dir/wheel" -name '*.whl')"
    if ! sha256sum --check --status <<<"$sha256  $file"; then
        fail "$name $version: the download is not the pinned file (SHA-256 differs); try again," \
            "and if it stays so, do not use it"
    fi
    python3 -m zipfile -e "$file" "$dir/tree"
    rm -rf "$dir/wheel"
}

# Everything in a new folder first, then one rename: a killed run leaves nothing half done.
fetch_base() {
    local name version sha256
    step_begin
    if [ -d "$torch_root" ]; then
        step_end "libtorch: $TORCH_VERSION is there"
        return
    fi
    [ "$(uname -m)" = x86_64 ] ||
        fail "LibTorch is pinned for x86-64 only: set SOUNDLOCUS_TORCH_ROOT to one for $(uname -m)"
    say "libtorch: downloading $TORCH_VERSION (545 MB) to $torch_root"
    make_room 2500
    work="$(mktemp -d "$cache_dir/unpacking-XXXXXX")"
    fetch_wheel torch "$TORCH_VERSION" "$TORCH_SHA256" "$work"
    while read -r name version sha256; do
        [ -n "$name" ] || continue
        fetch_wheel "$name" "$version" "$sha256" "$work"
    done <<<"$CUDA_BASE_WHEELS"
    # Libraries, headers and licences stay; the Python package and its tools are not used.
    find "$work/tree/torch" -mindepth 1 -maxdepth 1 ! -name lib ! -name include -exec rm -rf {} +
    rm -rf "$work/tree/functorch" "$work/tree/torchgen" "$work/tree/torch/lib/libtorch_python.so"
    chmod 755 "$work/tree"
    # Another run may have been quicker; both unpack the same.
    mv -T "$work/tree" "$torch_root" 2>/dev/null || [ -d "$torch_root/torch/lib" ]
    rm -rf "$work"
    step_end "libtorch: $TORCH_VERSION unpacked"
}

# One mark per finished wheel, so an interrupted run goes on where it stopped.
fetch_cuda() {
    local name version sha256 count=0
    step_begin
    mkdir -p "$torch_root/.installed"
    while read -r name version sha256; do
        if [ -z "$name" ] || [ -e "$torch_root/.installed/$name-$version" ]; then
            continue
        fi
        make_room 2000
        say "cuda: downloading $name $version"
        work="$(mktemp -d "$cache_dir/unpacking-XXXXXX")"
        fetch_wheel "$name" "$version" "$sha256" "$work"
        cp -rlf "$work/tree/." "$torch_root/"
        rm -rf "$work"
        touch "$torch_root/.installed/$name-$version"
        count=$((count + 1))
    done <<<"$CUDA_FULL_WHEELS"
    if [ "$count" -eq 0 ]; then
        step_end "cuda: libraries are there"
    else
        step_end "cuda: $count libraries unpacked"
    fi
}

cuda=no
while [ $# -gt 0 ]; do
    case "$1" in
    --cuda) cuda=yes ;;
    -h | --help)
        print_help
        exit 0
        ;;
    *) wrong_usage "unknown option '$1'" ;;
    esac
    shift
done

if [ -n "${SOUNDLOCUS_TORCH_ROOT:-}" ]; then
    say "libtorch: using $SOUNDLOCUS_TORCH_ROOT"
    exit 0
fi
fetch_base
[ "$cuda" = no ] || fetch_cuda
