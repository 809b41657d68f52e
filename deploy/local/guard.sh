# Runs its arguments as a child and ends that child when standard input closes. The supervisor holds the other end of that
# pipe, so when it dies, even by `kill -9`, the kernel closes the pipe and no part outlives it. The child gets a polite TERM
# first and KILL ten seconds later. The guard ends with the child's exit code.
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  trap '' TERM INT HUP
  while read -r _; do :; done <&3
  kill -TERM "$child" 2>/dev/null
  n=0
  while kill -0 "$child" 2>/dev/null && [ "$n" -lt 100 ]; do
    sleep 0.1
    n=$((n + 1))
  done
  kill -KILL "$child" 2>/dev/null
) &
guard=$!
exec 3<&-
trap : TERM INT HUP
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" 2>/dev/null || break
done
kill -KILL "$guard" 2>/dev/null
exit "$code"
