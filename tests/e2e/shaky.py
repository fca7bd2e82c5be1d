# A proxy over a bad line: shaky.py LISTEN TARGET FILE. Each new connection reads FILE: "pass", "cut N" (a reset after N bytes,
# both ways counted), "stall N" (nothing more moves after N bytes, until the other side goes). Prints "up" when it listens.
import socket, sys, threading

listen, target, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def order():
    try:
        words = open(path).read().split()
        return (words[0], int(words[1])) if len(words) > 1 else ("pass", 0)
    except (OSError, ValueError, IndexError):
        return ("pass", 0)


class Line:
    def __init__(self, near):
        self.what, self.left = order()
        self.near, self.far = near, socket.create_connection(("127.0.0.1", target))
        self.lock = threading.Lock()

    def end(self, reset=False):
        for s in (self.near, self.far):
            try:
                if reset:
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def carry(self, source, to):
        try:
            while data := source.recv(512):
                with self.lock:
                    self.left -= len(data)
                if self.what == "cut" and self.left <= 0:
                    return self.end(reset=True)
                if self.what != "stall" or self.left > 0:
                    to.sendall(data)
        except OSError:
            pass
        self.end()


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", listen))
server.listen(32)
print("up", flush=True)
while True:
    near, _ = server.accept()
    try:
        line = Line(near)
    except OSError:
        near.close()
        continue
    for pair in ((line.near, line.far), (line.far, line.near)):
        threading.Thread(target=line.carry, args=pair, daemon=True).start()
