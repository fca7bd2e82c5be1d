# A real sshd on loopback for the sync scripts, run by whoever runs them, with a home of its own (what a shell's start files do
# is not ours to wait for). Sourced after sync_lib.sh.
have git; have ssh-keygen
sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || { echo "skipped: no sshd here"; finish; exit; }
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then mkdir /run/sshd 2> /dev/null || { echo "skipped: no /run/sshd"; finish; exit; }; fi
port=$((20000 + RANDOM % 20000))
me=$(id -un)
mkdir -p "$work/ssh" "$work/nohome"
: > "$work/ssh/authorized_keys"
start_sshd() { # start_sshd KEYTYPE [keep]: with a new host key, or the one of before
  if [ -z "${2-}" ]; then
    rm -f "$work/ssh/host" "$work/ssh/host.pub"
    ssh-keygen -q -t "$1" -N '' -f "$work/ssh/host"
  fi
  cat > "$work/ssh/config" << END
Port $port
ListenAddress 127.0.0.1
HostKey $work/ssh/host
PidFile $work/ssh/pid
AuthorizedKeysFile $work/ssh/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
SetEnv HOME=$work/nohome
END
  "$sshd" -f "$work/ssh/config" -E "$work/ssh/log" || { cat "$work/ssh/log"; echo "skipped: sshd does not start"; finish; exit; }
  for _ in $(seq 50); do ssh-keyscan -p "$port" 127.0.0.1 > "$work/ssh/scan" 2> /dev/null; [ -s "$work/ssh/scan" ] && break; done
}
stop_sshd() { [ -f "$work/ssh/pid" ] && kill "$(cat "$work/ssh/pid")" 2> /dev/null; rm -f "$work/ssh/pid"; }
trap 'stop_sshd; rm -rf "$work"' EXIT
export HOME=$work/nohome
