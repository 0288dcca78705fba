#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: keeps_its_name.sh PROGRAM: its process is called soundlocus, for a second or to its end.
unset OMP_WAIT_POLICY
"$1" --check >/dev/null 2>&1 &
process=$!
name=
kept=0 # tenths of a second
waited=0
while [ "$kept" -lt 10 ] && [ "$waited" -lt 600 ]; do
    sleep 0.1
    now="$(cat "/proc/$process/comm" 2>/dev/null)"
    [ -n "$now" ] || break # it has ended
    name="$now"
    kept=$((kept + 1))
    [ "$name" = soundlocus ] || kept=0
    waited=$((waited + 1))
done
kill "$process" 2>/dev/null
wait "$process"
[ "$name" = soundlocus ] || {
    echo "the process is called '$name'"
    exit 1
}
