#!/bin/sh
# Makes the certificates of the TLS tests; needs OpenSSL 3.4 or later for their fixed dates.
# Nothing outside of these tests trusts them, and the key of their CA is not kept.
set -eu
cd "$(dirname "$0")"
key() { openssl ecparam -name prime256v1 -genkey -noout; }
key > ca.key
openssl req -x509 -new -key ca.key -sha256 -not_before 20200101000000Z -not_after 21200101000000Z -subj "/O=Plinth examples/CN=Test CA" \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" -out ca.pem
key > server.key
openssl req -new -key server.key -subj "/O=Plinth examples/CN=localhost" -out server.csr
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\n' > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -sha256 -not_before 20200101000000Z -not_after 21200101000000Z -set_serial 1 \
  -extfile server.ext -out server.crt
openssl pkcs8 -topk8 -nocrypt -in server.key > server.p8
cat server.crt server.p8 > server.pem
rm ca.key server.key server.p8 server.csr server.ext server.crt
