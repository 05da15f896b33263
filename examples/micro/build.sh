#!/bin/sh
# Builds handshake for both architectures. On Debian 12 (so that it runs there and on later ones):
#   apt install gcc libssl-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross
#   dpkg --add-architecture arm64 && apt update && apt download libssl3:arm64
#   dpkg-deb -x libssl3_*_arm64.deb arm64-root
# then: examples/micro/build.sh arm64-root
set -eu
cd "$(dirname "$0")"
mkdir -p amd64 arm64
flags="-Os -s -Wall -fno-ident -Wl,--build-id=none -Wl,-z,max-page-size=4096"
gcc $flags -o amd64/handshake handshake.c -lssl -lcrypto
lib=$1/usr/lib/aarch64-linux-gnu
aarch64-linux-gnu-gcc $flags -idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu \
  -o arm64/handshake handshake.c "$lib/libssl.so.3" "$lib/libcrypto.so.3" -Wl,--allow-shlib-undefined
