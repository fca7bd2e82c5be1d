# A line between a client and a server: counted, and as slow as a satellite's where asked.
#   line.py LISTEN TARGET [rate=BITS] [delay=MS]
# Prints "up" when it listens and "UP DOWN", the bytes each way, when a connection has ended. rate: bits a second each
# way; delay: milliseconds each way.
import asyncio, sys

listen, target = int(sys.argv[1]), int(sys.argv[2])
options = dict(a.split("=", 1) for a in sys.argv[3:])
rate, delay = int(options.get("rate", 0)) / 8, int(options.get("delay", 0)) / 1000


async def deliver(queue, writer):
    loop = asyncio.get_running_loop()
    while True:
        when, data = await queue.get()
        if when > loop.time():
            await asyncio.sleep(when - loop.time())
        try:
            writer.write(data)
            await writer.drain()
            if not data:
                return writer.write_eof()
        except OSError:  # that side is gone; the rest is taken and lost
            pass
        if not data:
            return


async def carry(reader, writer, count, down):
    loop = asyncio.get_running_loop()
    free = 0  # when the line is free again
    queue = asyncio.Queue(64)
    task = asyncio.create_task(deliver(queue, writer))
    data = b"-"
    while data:
        try:
            data = await reader.read(512)
        except OSError:
            data = b""
        count[down] += len(data)
        free = max(free, loop.time()) + (len(data) / rate if rate else 0)
        await queue.put((free + delay, data))
    await task


async def connection(near_reader, near_writer):
    count = [0, 0]
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(carry(near_reader, writer, count, 0), carry(reader, near_writer, count, 1))
        writer.close()
    except OSError:
        pass
    near_writer.close()
    print(*count, flush=True)


async def main():
    server = await asyncio.start_server(connection, "127.0.0.1", listen)
    print("up", flush=True)
    await server.serve_forever()


asyncio.run(main())
