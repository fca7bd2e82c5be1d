# A line in between, counted and slow as wanted (line.py). Sourced after sshd_lib.sh; needs python3.
have python3
line_port=$((port + 1))
line_url=ssh://$me@127.0.0.1:$line_port/sm.git
line_pid=
trap 'line_end; stop_sshd; rm -rf "$work"' EXIT

# line OPTIONS…: starts one to the sshd, or another instead; $line_url goes over it. Each connection adds "UP DOWN", the
# bytes each way, to $work/line when it has ended.
line() {
  line_end
  : > "$work/line"
  python3 "$here/line.py" "$line_port" "$port" "$@" > "$work/line" & line_pid=$!
  until grep -q up "$work/line"; do kill -0 $line_pid 2> /dev/null || return 1; done
}
line_end() { [ -n "$line_pid" ] && { kill "$line_pid"; wait "$line_pid"; } 2> /dev/null; line_pid=; }
line_count() { grep -c '^[0-9]' "$work/line"; }
# line_bytes N: bytes both ways of the Nth connection, once it has ended
line_bytes() {
  until [ "$(line_count)" -ge "$1" ]; do :; done
  grep '^[0-9]' "$work/line" | sed -n "$1p" | { read -r up down; echo $((up + down)); }
}
known_over_line() { sed "p; s/:$port/:$line_port/" "$work/ssh/scan"; }
