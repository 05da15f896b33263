"""Serves a page over TLS and asks for it, with the trust of the system and with more of it."""
import ssl
import socket
import sys
import threading

folder = sys.argv[1]


def serve(listener):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/server.pem")
    while True:
        plain, _ = listener.accept()
        try:
            with context.wrap_socket(plain, server_side=True) as stream:
                stream.sendall(b"hello")
        except (ssl.SSLError, OSError):
            pass


def ask(context, port):
    with socket.create_connection(("127.0.0.1", port)) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as stream:
            return stream.recv(100).decode() + " over " + stream.version()


listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]
threading.Thread(target=serve, args=(listener,), daemon=True).start()

usual = ssl.create_default_context()
known = len(usual.get_ca_certs())
print("authorities known" if known > 100 else "too few authorities known", known)
try:
    print("unknown authority:", ask(usual, port))
except ssl.SSLCertVerificationError:
    print("unknown authority: refused")
usual.load_verify_locations(folder + "/ca.pem")
print("known authority:", ask(usual, port))
