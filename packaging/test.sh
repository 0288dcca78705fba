#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: packaging/test.sh [--slow] [--preset NAME]
#
# Installs what is missing, builds with warnings as errors and runs all tests.
#
#   --slow          also the tests marked slow
#   --preset NAME   dev (default), asan or tsan
#   --help          this text

set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

preset=dev
tests=""
while [ $# -gt 0 ]; do
    case "$1" in
    --slow) tests=-all ;;
    --preset)
        [ $# -ge 2 ] || wrong_usage "--preset needs a name"
        preset="$2"
        shift
        ;;
    -h | --help)
        print_help
        exit 0
        ;;
    *) wrong_usage "unknown option '$1'" ;;
    esac
    shift
done
case "$preset" in dev | asan | tsan) ;; *) wrong_usage "no tests for preset '$preset'" ;; esac

install_packages build test lint
"$source_dir/packaging/fetch-libtorch.sh"
build_preset "$preset"
cd "$source_dir"
if [ -z "$tests" ]; then
    slow="$(ctest --preset "$preset-all" --show-only --label-regex '^slow$' | sed -n 's/^Total Tests: //p')"
    [ "${slow:-0}" -eq 0 ] || echo "$slow slow tests left out; --slow runs them"
fi
exec ctest --preset "$preset$tests" --parallel "$(job_count)"
