# A proxy that cuts every connection after so many bytes from the client, for link faults.
# cut.py LISTEN TARGET BYTES: prints "up" when it listens; BYTES 0 passes everything.
import select, socket, sys

listen, target, limit = (int(a) for a in sys.argv[1:4])


def carry(near, far):
    sent = 0
    while not limit or sent < limit:
        ready, _, _ = select.select([near, far], [], [], 20)
        if not ready:
            return
        for s in ready:
            data = s.recv(256)
            if not data:
                return
            if s is near:
                sent += len(data)
            (far if s is near else near).sendall(data)


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", listen))
server.listen(8)
print("up", flush=True)
while True:
    near, _ = server.accept()
    far = socket.create_connection(("127.0.0.1", target))
    try:
        carry(near, far)
    except ConnectionError:  # the other end was quicker
        pass
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end
    near.close()
    far.close()
