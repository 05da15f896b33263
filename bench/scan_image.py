#!/usr/bin/env python3
"""An image to scan: one layer of some 400 deb packages, 1.2 GB, of the mirror that apt uses here.

    bench/scan_image.py FOLDER

FOLDER gets `plain` and `members`, OCI layouts of one image each with the same files: the layer of
the first is one gzip member, as most builders write it; that of the second has a member for every
MiB, as parallel compressors and lazy-pulling formats write it. What is there already is kept.
"""
import concurrent.futures
import hashlib
import json
import pathlib
import subprocess
import sys
import zlib

NAMES = """base-files base-passwd bash coreutils dpkg apt openjdk-17-jre-headless gcc python3-numpy git nginx curl nodejs php-cli
vim ffmpeg imagemagick ruby less rsync""".split()
# Multi-Arch copies of a library would be one package more each; nothing here has any.
INFO = "var/lib/dpkg/info"


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def download(folder):
    """The packages and what they depend on, as apt resolves them on an empty system."""
    debs = folder / "debs"
    (debs / "partial").mkdir(parents=True, exist_ok=True)
    (folder / "status").write_text("")
    run(["apt-get", "-qq", "-y", "--download-only", "--no-install-recommends", "-o", f"Dir::State::status={folder / 'status'}",
         "-o", f"Dir::Cache::archives={debs}", "-o", "APT::Sandbox::User=root", "-o", "Debug::NoLocking=1", "install", *NAMES])
    return sorted(debs.glob("*.deb"))


def unpack(debs, root):
    """What dpkg would have: the files, the database with the lists, no configuration was run."""
    for name in ("bin", "sbin", "lib"):
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")
    (root / "usr/lib64").mkdir()
    (root / "lib64").symlink_to("usr/lib64")
    (root / INFO).mkdir(parents=True)
    paragraphs = []
    for deb in debs:
        run(["dpkg-deb", "-x", deb, root])
        fields = run(["dpkg-deb", "-f", deb], capture_output=True, text=True).stdout
        name = fields.split("Package: ", 1)[1].split("\n", 1)[0]
        paragraphs.append(fields.replace(f"Package: {name}\n", f"Package: {name}\nStatus: install ok installed\n", 1))
        same = "Multi-Arch: same" in fields
        listed = run(["dpkg-deb", "--fsys-tarfile", deb], capture_output=True).stdout
        names = run(["tar", "-t"], input=listed, capture_output=True).stdout.decode().splitlines()
        paths = ["/" + n.removeprefix("./").rstrip("/") if n != "./" else "/." for n in names]
        (root / INFO / f"{name}{':amd64' if same else ''}.list").write_text("\n".join(paths) + "\n")
    (root / "var/lib/dpkg/status").write_text("\n".join(paragraphs))


def members(tar):
    """The tar as gzip members of 1 MiB each, on all cores."""
    def member(block):
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return packer.compress(block) + packer.flush()

    with open(tar, "rb") as source, concurrent.futures.ThreadPoolExecutor() as pool:
        while blocks := [b for _ in range(64) if (b := source.read(1 << 20))]:
            yield from pool.map(member, blocks)


def one_member(tar):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    with open(tar, "rb") as source:
        while block := source.read(1 << 20):
            yield packer.compress(block)
    yield packer.flush()


def layout(folder, chunks, diff_id, what):
    """One image with one layer."""
    blobs = folder / "blobs" / "sha256"
    blobs.mkdir(parents=True)

    def blob(parts, media_type):
        digest, size = hashlib.sha256(), 0
        with open(blobs / "new", "wb") as out:
            for part in parts:
                digest.update(part)
                size += out.write(part)
        (blobs / "new").rename(blobs / digest.hexdigest())
        return {"mediaType": media_type, "digest": f"sha256:{digest.hexdigest()}", "size": size}

    def document(value, media_type):
        return blob([json.dumps(value).encode()], media_type)

    layer = blob(chunks, "application/vnd.oci.image.layer.v1.tar+gzip")
    config = document({"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [diff_id]}},
                      "application/vnd.oci.image.config.v1+json")
    manifest = document({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": [layer]},
                        "application/vnd.oci.image.manifest.v1+json")
    manifest["platform"] = {"architecture": "amd64", "os": "linux"}
    manifest["annotations"] = {"org.opencontainers.image.ref.name": what}
    (folder / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [manifest]}))
    (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')


def hash_of(tar):
    with open(tar, "rb") as source:
        return "sha256:" + hashlib.file_digest(source, "sha256").hexdigest()


def make(folder):
    """Makes what is missing; gives the number of packages and the bytes of the unpacked layer."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = folder / "facts.json"
    if not facts.exists():
        debs = download(folder)
        root, tar = folder / "root", folder / "layer.tar"
        run(["rm", "-rf", root, folder / "plain", folder / "members"])
        root.mkdir()
        unpack(debs, root)
        run(["tar", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "-cf", tar, "-C", root, "."])
        diff_id = hash_of(tar)
        layout(folder / "plain", one_member(tar), diff_id, "plain")
        layout(folder / "members", members(tar), diff_id, "members")
        facts.write_text(json.dumps({"packages": len(debs), "bytes": tar.stat().st_size, "root": str(root)}))
        run(["rm", "-rf", folder / "debs", tar])
    return json.loads(facts.read_text())


if __name__ == "__main__":
    print(make(pathlib.Path(sys.argv[1])))
