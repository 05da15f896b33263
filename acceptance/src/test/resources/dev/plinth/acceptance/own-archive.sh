# Makes a signed archive of real packages and their sources in the folder $1: archive/ and own.asc.
# orphan has a source that the archive lacks, part 2.0 is kept only for greet, which was rebuilt.
set -eu
cd "$1"
export GNUPGHOME="$PWD/gpg" SOURCE_DATE_EPOCH=1700000000
mkdir -m 700 gpg
gpg --batch -q --passphrase '' --quick-gen-key 'Own <own@example.org>' ed25519 sign never 2>/dev/null
gpg --batch --armor --export > own.asc
# source NAME VERSION
source() {
  folder="src/$1-$2"
  mkdir -p "$folder/debian/source" archive/pool
  echo '3.0 (native)' > "$folder/debian/source/format"
  printf 'Source: %s\nMaintainer: Own <own@example.org>\nSection: misc\nPriority: optional\n\nPackage: %s\nArchitecture: any\nDescription: x\n' "$1" "$1" > "$folder/debian/control"
  printf '%s (%s) stable; urgency=low\n\n  * Made.\n\n -- Own <own@example.org>  Tue, 14 Nov 2023 22:13:20 +0000\n' "$1" "$2" > "$folder/debian/changelog"
  (cd archive/pool && dpkg-source -b "../../$folder" >/dev/null 2>&1)
}
# binary NAME VERSION [FIELD...]: its files are in root/NAME
binary() {
  name=$1 version=$2
  shift 2
  mkdir -p "root/$name/DEBIAN" "root/$name/usr/share/$name"
  { printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nMaintainer: Own <own@example.org>\nDescription: x\n' "$name" "$version"
    for field; do printf '%s\n' "$field"; done; } > "root/$name/DEBIAN/control"
  dpkg-deb --root-owner-group --build "root/$name" archive/pool >/dev/null
}
for name in base-files base-passwd; do source $name 99; done
source greet 1.0
source part 2.0
source part 2.1
mkdir -p root/base-files/usr/lib root/base-files/etc root/base-passwd/etc
printf 'ID=debian\nPRETTY_NAME="Own"\n' > root/base-files/usr/lib/os-release
printf 'root:x:0:0:root:/root:/bin/sh\n' > root/base-passwd/etc/passwd
printf 'root:x:0:\n' > root/base-passwd/etc/group
binary base-files 99
binary base-passwd 99
binary greet 1.0+b1 'Source: greet (1.0)' 'Built-Using: part (= 2.0)' 'Static-Built-Using: greet (= 1.0)'
binary orphan 3 'Source: nobody (3)' 'Built-Using: part (= 1.9)'
cd archive
mkdir -p dists/stable/main/binary-amd64 dists/stable/main/source
apt-ftparchive -q=2 packages pool > dists/stable/main/binary-amd64/Packages
apt-ftparchive -q=2 sources pool | awk '{print} /^Version: 2.0$/{print "Extra-Source-Only: yes"}' > dists/stable/main/source/Sources
gzip -n9k dists/stable/main/binary-amd64/Packages dists/stable/main/source/Sources
apt-ftparchive -q=2 -o APT::FTPArchive::Release::Codename=stable -o APT::FTPArchive::Release::Architectures=amd64 -o APT::FTPArchive::Release::Components=main release dists/stable > Release
gpg --batch -q --clearsign -o dists/stable/InRelease Release
