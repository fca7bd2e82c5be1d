# A small https server over `git http-backend`, with one token: https.py PORT ROOT CERT KEY TOKEN; MODE "portal" as a
# sixth word answers every request with a sign-in page, as captive portals do.
import base64, http.server, os, ssl, subprocess, sys

port, root, cert, key, token = int(sys.argv[1]), *sys.argv[2:6]
portal = len(sys.argv) > 6


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, code, headers, body):
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        length = self.headers.get("Content-Length")
        if length:
            body = self.rfile.read(int(length))
        elif self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = b""
        if portal:
            return self.answer(200, [("Content-Type", "text/html")], b"<html>please sign in</html>")
        want = "Basic " + base64.b64encode(("git:" + token).encode()).decode()
        if self.headers.get("Authorization") != want:
            return self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")
        path, _, query = self.path.partition("?")
        env = dict(os.environ, GIT_PROJECT_ROOT=root, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
                   REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""), REMOTE_USER="git",
                   CONTENT_LENGTH=str(len(body)), GIT_CONFIG_COUNT="2", GIT_CONFIG_KEY_0="http.receivepack",
                   GIT_CONFIG_VALUE_0="true", GIT_CONFIG_KEY_1="safe.directory", GIT_CONFIG_VALUE_1="*")
        out = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True).stdout
        head, _, rest = out.partition(b"\r\n\r\n")
        headers = [tuple(h.decode().split(": ", 1)) for h in head.split(b"\r\n") if b": " in h]
        status = next((int(v.split()[0]) for n, v in headers if n == "Status"), 200)
        self.answer(status, [(n, v) for n, v in headers if n not in ("Status", "Content-Length")], rest)

    do_GET = do_POST = serve


server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
print("up", flush=True)
server.serve_forever()
