#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: keeps_its_name.sh PROGRAM: its process is called soundlocus a second after its beginning.
unset OMP_WAIT_POLICY
"$1" --check >/dev/null 2>&1 &
process=$!
waited=0
while [ "$(cat "/proc/$process/comm")" = sh ] && [ "$waited" -lt 100 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
sleep 1
name="$(cat "/proc/$process/comm")"
kill "$process"
wait "$process"
[ "$name" = soundlocus ] || {
    echo "the process is called '$name'"
    exit 1
}
