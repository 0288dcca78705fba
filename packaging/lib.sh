# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What demo.sh, test.sh and fetch-libtorch.sh share. Sourced, never run.

source_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export HOME="${HOME:-/root}"
cache_dir="${SOUNDLOCUS_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/soundlocus}"
# A file that includes torch/torch.h takes 1.1 GB to compile: no more compilers at a time than fit.
readonly memory_per_compiler_mb=1300

# shellcheck source=packaging/versions.env
. "$source_dir/packaging/versions.env"

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

wrong_usage() {
    printf 'error: %s (see --help)\n' "$*" >&2
    exit 2
}

# The comment block at the top of the calling script, without its marks.
print_help() { sed -n '3,/^[^#]/{/^#/{s/^# \{0,1\}//;p}}' "$0"; }

step_begin() { step_started="${EPOCHREALTIME/[.,]/}"; }

# step_end TEXT: prints TEXT and the seconds since step_begin.
step_end() {
    local now="${EPOCHREALTIME/[.,]/}"
    local tenths=$(((now - step_started + 50000) / 100000))
    printf '%s (%d.%d s)\n' "$1" $((tenths / 10)) $((tenths % 10))
}

# quietly LOG COMMAND...: output goes to LOG; a failure shows its end and stops the script.
quietly() {
    local log="$1"
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        fail "'$*' failed; all of its output is in $log"
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root: run this once as root, or install sudo"
    fi
}

# missing_packages KIND...: names from debian-packages.txt of these kinds that are not installed.
missing_packages() {
    local kinds=" $* " name kind installed
    installed=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null |
        sed -n 's/ installed$//p' | tr '\n' ' ')"
    while read -r name kind; do
        case "$kinds" in *" $kind "*) ;; *) continue ;; esac
        case "$installed" in *" $name "*) continue ;; esac
        # Any pip will do, also one that no package brought.
        if [ "$name" = python3-pip ] && python3 -m pip --version >/dev/null 2>&1; then
            continue
        fi
        say "$name"
    done < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$source_dir/packaging/debian-packages.txt")
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

# install_packages KIND...: kind "lint" is left out where the distribution has no such package.
install_packages() {
    step_begin
    if ! command -v apt-get >/dev/null; then
        step_end "packages: no apt-get here; install what packaging/debian-packages.txt lists"
        return
    fi
    local needed=() optional=() required=() name
    for name in "$@"; do [ "$name" = lint ] || required+=("$name"); done
    mapfile -t needed < <(missing_packages "${required[@]}")
    case " $* " in *" lint "*) mapfile -t optional < <(missing_packages lint) ;; esac
    if [ $((${#needed[@]} + ${#optional[@]})) -eq 0 ]; then
        step_end "packages: nothing to do"
        return
    fi

    local log="$cache_dir/logs/packages.log"
    say "packages: reading the distribution's lists"
    # One broken third-party source must not stop us: the install below decides.
    mkdir -p "$cache_dir/logs"
    apt_get update >"$log" 2>&1 || say "packages: apt-get update complained, see $log"
    for name in "${optional[@]}"; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            needed+=("$name")
        else
            say "packages: this distribution has no $name, its checks will be skipped"
        fi
    done
    if [ ${#needed[@]} -eq 0 ]; then
        step_end "packages: nothing to do"
        return
    fi
    say "packages: installing ${needed[*]}"
    quietly "$log" apt_get install --no-install-recommends "${needed[@]}"
    step_end "packages: ${#needed[@]} installed"
}

# How many compilers may run at a time: cores, less where memory is short.
job_count() {
    local cores memory_mb limit
    cores="$(nproc)"
    memory_mb=$(($(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
    if read -r limit 2>/dev/null </sys/fs/cgroup/memory.max && [ "$limit" != max ]; then
        limit=$((limit / 1024 / 1024))
        [ "$limit" -ge "$memory_mb" ] || memory_mb="$limit"
    fi
    local fitting=$((memory_mb / memory_per_compiler_mb))
    [ "$fitting" -ge 1 ] || fitting=1
    [ "$fitting" -le "$cores" ] || fitting="$cores"
    say "$fitting"
}

build_preset() {
    local preset="$1" jobs log="$source_dir/build/$1/configure.log" options=()
    [ -z "${SOUNDLOCUS_TORCH_ROOT:-}" ] ||
        options+=("-DSOUNDLOCUS_TORCH_ROOT=$SOUNDLOCUS_TORCH_ROOT")
    cd "$source_dir" || exit

    step_begin
    say "configure: preset $preset in build/$preset"
    quietly "$log" cmake --preset "$preset" "${options[@]}"
    step_end "configure: done"

    step_begin
    jobs="$(job_count)"
    say "build: preset $preset, $jobs at a time"
    cmake --build --preset "$preset" --parallel "$jobs" ||
        fail "the build failed; the compiler's message is above"
    step_end "build: done"
}
