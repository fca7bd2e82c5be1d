# Small things that unfold into gigabytes, for the sync scripts: bomb.py blob|delta REPO BRANCH PATH SIZE puts a commit on top of
# a bare repository's branch whose file PATH has SIZE zero bytes: as one loose object, or as a delta in a pack of its own.
import hashlib, os, struct, subprocess, sys, zlib

kind, repo, branch, path, size = sys.argv[1:5] + [int(sys.argv[5])]
CHUNK = bytes(1 << 20)


def git(*words, data=None):
    return subprocess.run(["git", "-C", repo, *words], input=data, capture_output=True, check=True).stdout.decode().strip()


def zeros(sink, n):
    while n > 0:
        sink(CHUNK[: min(n, len(CHUNK))])
        n -= len(CHUNK)


def sha_of(n):
    h = hashlib.sha1(b"blob %d\0" % n)
    zeros(h.update, n)
    return h


def loose():
    h = sha_of(size).hexdigest()
    os.makedirs(f"{repo}/objects/{h[:2]}", exist_ok=True)
    z = zlib.compressobj(1)
    with open(f"{repo}/objects/{h[:2]}/{h[2:]}", "wb") as f:
        f.write(z.compress(b"blob %d\0" % size))
        zeros(lambda b: f.write(z.compress(b)), size)
        f.write(z.flush())
    return h


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def header(type_, n):
    out, n, first = b"", n, (n & 15) | type_ << 4
    rest = n >> 4
    while rest:
        out += bytes([first | 128])
        first, rest = rest & 127, rest >> 7
    return out + bytes([first])


def delta():  # a base of 16 MB less one, copied again and again: a few kilobytes stand for SIZE
    base = 0xFFFFFF
    ops, left = b"", size
    while left > 0:
        n = min(left, base)
        ops += bytes([0x80 | 0x70]) + struct.pack("<I", n)[:3]
        left -= n
    body = varint(base) + varint(size) + ops
    pack = b"PACK" + struct.pack(">II", 2, 2) + header(3, base) + zlib.compress(bytes(base), 1)
    pack += header(7, len(body)) + sha_of(base).digest() + zlib.compress(body, 1)
    pack += hashlib.sha1(pack).digest()
    git("index-pack", "--stdin", data=pack)
    return sha_of(size).hexdigest()


blob = loose() if kind == "blob" else delta()
tree, parts = blob, path.split("/")
for i, name in enumerate(reversed(parts)):
    line = f"{'100644 blob' if i == 0 else '040000 tree'} {tree}\t{name}\n"
    tree = git("mktree", "--missing", data=line.encode())
env = "author a <a@a> 1768700000 +0800\ncommitter a <a@a> 1768700000 +0800\n"
parent = git("rev-parse", f"refs/heads/{branch}")
text = f"tree {tree}\nparent {parent}\n{env}\nbomb\n"
commit = git("hash-object", "-t", "commit", "-w", "--stdin", data=text.encode())
git("update-ref", f"refs/heads/{branch}", commit)
