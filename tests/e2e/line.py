# A line between a client and a server: counted, and as slow as a satellite's where asked.
#   line.py LISTEN TARGET [rate=BITS] [delay=MS]
# Prints "up" when it listens and "UP DOWN", the bytes each way, when a connection has ended. rate: bits a second each
# way; delay: milliseconds each way.
import queue, socket, sys, threading, time

listen, target = int(sys.argv[1]), int(sys.argv[2])
options = dict(a.split("=", 1) for a in sys.argv[3:])
rate, delay = int(options.get("rate", 0)) / 8, int(options.get("delay", 0)) / 1000


def deliver(packets, to):
    """Sends each when its time has come; once that side is gone the rest is taken and lost."""
    gone = False
    while True:
        when, data = packets.get()
        time.sleep(max(0, when - time.monotonic()))
        try:
            if data and not gone:
                to.sendall(data)
            if not data:
                return to.shutdown(socket.SHUT_WR)
        except OSError:
            gone = True
        if not data:
            return


def carry(source, to, count, way):
    packets = queue.Queue(64)
    thread = threading.Thread(target=deliver, args=(packets, to), daemon=True)
    thread.start()
    free, data = 0, b"-"  # free: when the line is
    while data:
        try:
            data = source.recv(512)
        except OSError:
            data = b""
        count[way] += len(data)
        free = max(free, time.monotonic()) + (len(data) / rate if rate else 0)
        packets.put((free + delay, data))
    thread.join()


def connection(near):
    count = [0, 0]
    try:
        far = socket.create_connection(("127.0.0.1", target))
    except OSError:
        return near.close()
    for s in near, far:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    up = threading.Thread(target=carry, args=(near, far, count, 0), daemon=True)
    up.start()
    carry(far, near, count, 1)
    try:  # the server has said its last
        near.shutdown(socket.SHUT_RD)
    except OSError:
        pass
    up.join()
    near.close()
    far.close()
    print(*count, flush=True)


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", listen))
server.listen(16)
print("up", flush=True)
while True:
    threading.Thread(target=connection, args=(server.accept()[0],), daemon=True).start()
