#!/usr/bin/env python3
"""Plinth's findings beside those of trivy and grype, on the same advisories and the same subjects.

    bench/compare.py --advisories TABLE.tsv --data FOLDER [--work FOLDER] [--json FILE]

FOLDER has package lists, root file systems and databases of real images. For each subject the pairs
(package, vulnerability) are compared. A pair that only a peer has is explained where Plinth says that
the package is unknown, and why, one that a peer lacks where a rule of that peer is known; whatever
else differs is printed as OPEN, and the exit code is 1.
"""
import argparse
import datetime
import json
import lzma
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import advisories

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLINTH = ROOT / "plinth"

# Where a peer finds nothing at all, and why.
SUBJECTS = {("trivy", "list, without debian_version"): "it takes the release from debian_version, and matches nothing without it"}

# What a peer does by a rule of its own, whatever the advisories say.
RULES = {
    ("grype", "CVE-2023-45853"): "a list in its program leaves it out: the fault is in minizip, which this binary does not have; the advisory names the source",
}


def with_alpine(table, secdb, out):
    """The table and Alpine's own advisories; what never was affected ("0") is no row."""
    lines = pathlib.Path(table).read_text().rstrip("\n").split("\n")
    for release, packages in json.loads(secdb.read_text()).items():
        if not release.startswith("v"):
            continue
        for package, fixes in packages.items():
            for version, ids in fixes.items():
                if version != "0":
                    lines += ["\t".join(["alpine", release[1:], package, i.split()[0], version, ""]) for i in ids]
    out.write_text("\n".join(lines) + "\n")
    return out


def sources():
    """The source of each binary package that this host's indexes know."""
    found, name = {}, ""
    for line in subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout.splitlines():
        if line.startswith("Package: "):
            name = line[9:]
        elif line.startswith("Source: "):
            found[name] = line[8:].split()[0]
    return found


def release(root, identity, version, debian="", like=""):
    (root / "etc").mkdir(parents=True, exist_ok=True)
    text = f"ID={identity}\nNAME=\"{identity}\"\n"
    text += f"VERSION_ID=\"{version}\"\n" if version else ""
    text += f"ID_LIKE={like}\n" if like else ""
    (root / "etc/os-release").write_text(text)
    if debian:
        (root / "etc/debian_version").write_text(debian + "\n")
    if identity == "alpine":
        (root / "etc/alpine-release").write_text(version + "\n")


def deb_root(root, manifest, known, maintainer, changed=None):
    """A dpkg database of a list of packages; `changed` is one package of another vendor."""
    (root / "var/lib/dpkg").mkdir(parents=True)
    out = []
    for line in manifest.read_text().splitlines():
        name, version = line.split("\t")[:2]
        name = name.split(":")[0]
        source, upstream = known.get(name, name), re.sub(r"\+b\d+$", "", version)
        by = "Acme <packages@acme.example>" if name == changed else maintainer
        extra = f"Source: {source}{f' ({upstream})' if upstream != version else ''}\n" if source != name or upstream != version else ""
        out.append(f"Package: {name}\nStatus: install ok installed\nMaintainer: {by}\nArchitecture: amd64\n{extra}Version: {version}\nDescription: x\n")
    (root / "var/lib/dpkg/status").write_text("\n".join(out))


def subjects(data, work):
    """(name, folder) of each."""
    known = sources()
    debian, ubuntu = "Debian <d@lists.debian.org>", "Ubuntu Developers <u@lists.ubuntu.com>"

    def made(name):
        root = work / name
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        return root

    for manifest in sorted((data / "debian").glob("*.manifest")):
        name = manifest.name.removesuffix(".manifest")
        root = made(name)
        if name.startswith("ubuntu"):
            deb_root(root, manifest, known, ubuntu)
            release(root, "ubuntu", "22.04", "bookworm/sid", "debian")
        else:
            deb_root(root, manifest, known, debian)
            testing = name.startswith("trixie")
            release(root, "debian", "" if testing else "12", "trixie/sid" if testing else "12.8")
        yield name, root
    official = data / "debian/bookworm-20241202-amd64.manifest"
    for name, identity, version, marker, changed in [
        ("list, libc6 of another vendor", "debian", "12", "12.8", "libc6"),
        ("list, without debian_version", "debian", "12", "", None),
        ("list, os-release of Kali", "kali", "2024.4", "kali-rolling", None),
        ("list, trixie/sid without VERSION_ID", "debian", "", "trixie/sid", None),
        ("list, os-release of Debian 13", "debian", "13", "13.1", None),
    ]:
        root = made(name.replace(" ", "-").replace("/", "-").replace(",", ""))
        deb_root(root, official, known, debian, changed)
        release(root, identity, version, marker, "debian" if identity == "kali" else "")
        yield name, root
    for archive in sorted((data / "images").glob("alpine-minirootfs-*.tar.gz")):
        root = made(archive.name.removesuffix(".tar.gz"))
        with tarfile.open(archive) as tar:
            tar.extractall(root, filter="tar")
        yield root.name, root
    for name, database, identity, version in [
        ("alpine-base, as 3.20", data / "apk/expected/alpine-3.19.1-base/lib/apk/db/installed", "alpine", "3.20.0"),
        ("wolfi-base", data / "packages/wolfi-base.apk-installed", "wolfi", "20230201"),
    ]:
        root = made(name.replace(" ", "-").replace(",", ""))
        (root / "lib/apk/db").mkdir(parents=True)
        shutil.copy(database, root / "lib/apk/db/installed")
        release(root, identity, version)
        yield name, root
    for name, database, place, identity, version in [
        ("CentOS 7.6", "rpm/expected/centos-7.6-micro/rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", "centos", "7"),
        ("CentOS 7.6, os-release of AlmaLinux 8", "rpm/expected/centos-7.6-micro/rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", "almalinux", "8.10"),
        ("SLE 15 BCI", "packages/sle15-bci-Packages.db.xz", "var/lib/rpm/Packages.db", "sles", "15.6"),
        ("Mariner 2.0", "packages/cbl-mariner-2.0-rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", "mariner", "2.0"),
        ("Mariner 2.0, os-release of AlmaLinux 9", "packages/cbl-mariner-2.0-rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", "almalinux", "9.4"),
    ]:
        root = made(re.sub(r"[ ,]+", "-", name))
        (root / place).parent.mkdir(parents=True)
        (root / place).write_bytes(lzma.open(data / database).read())
        release(root, identity, version)
        yield name, root


class Ours:
    def __init__(self, work, feeds):
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_")}
        self.env |= {"PLINTH_STORE": str(work / "store"), "PLINTH_CACHE": str(work / "cache"), "PLINTH_CONFIG": str(work / "config")}
        # The table stands for all of Alpine's advisories, which come as one file for each repository.
        secdb = work / "secdb"
        secdb.mkdir(exist_ok=True)
        for repository in ("main", "community"):
            (secdb / f"{repository}.json").write_text(json.dumps({"distroversion": "v3.20", "reponame": repository, "packages": []}))
        subprocess.run([PLINTH, "feeds", "update", feeds / "osv.zip", secdb, "--as-of", str(datetime.date.today())], env=self.env, check=True, capture_output=True)

    def scan(self, root):
        """Pairs that are affected, and why packages are unknown, by name."""
        done = subprocess.run([PLINTH, "scan", "-o", "json", root], env=self.env, check=True, capture_output=True, text=True)
        report = json.loads(done.stdout)
        pairs = {(f["package"], f["id"]) for f in report["findings"] if f["verdict"] == "affected"}
        return pairs, {u["package"]: u["reason"] for u in report["unknown"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--advisories", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--layout", type=pathlib.Path, action="append", default=[], help="an OCI layout of one image, compared too")
    parser.add_argument("--only-layouts", action="store_true")
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    open_pairs, results = 0, {}
    with tempfile.TemporaryDirectory(prefix="plinth-compare-") as name:
        work = (options.work or pathlib.Path(name)).absolute()
        work.mkdir(exist_ok=True)
        table = with_alpine(options.advisories, options.data / "advisories/alpine-secdb-base.json", work / "table.tsv")
        feeds = advisories.make(table, work / "feeds")
        ours, peers = Ours(work, feeds), {}
        if advisories.peer("trivy"):
            peers["trivy"] = advisories.Trivy(advisories.peer("trivy"), feeds, work)
            peers["trivy"].forget()
        if advisories.peer("grype"):
            peers["grype"] = advisories.Grype(advisories.peer("grype"), feeds)
        print("| subject | Plinth | unknown | " + " | ".join(peers) + " | differences |")
        print("|---|---|---|" + "---|" * len(peers) + "---|")
        roots = [] if options.only_layouts else subjects(options.data, work / "roots")
        for subject, root in [*roots, *((f"image {layout.name}", layout.absolute()) for layout in options.layout)]:
            pairs, unknown = ours.scan(root)
            counts, words = {}, []
            for peer, program in peers.items():
                env = getattr(program, "env", None)
                command = program.image if (root / "oci-layout").exists() else program.folder
                done = subprocess.run([str(w) for w in command(root, "json")], env=env, capture_output=True, text=True)
                if done.returncode:
                    # There is nothing to compare with; what it says is shown.
                    counts[peer] = "error"
                    words.append(f"{peer} ends with an error: {done.stderr.strip().splitlines()[-1].split(': ')[-1]}")
                    continue
                theirs = program.pairs(done.stdout)
                counts[peer] = len(theirs)
                if not theirs and (peer, subject) in SUBJECTS:
                    words.append(f"{peer} finds nothing: {SUBJECTS[peer, subject]}")
                    continue
                only = theirs - pairs
                reasons = sorted({unknown[p] for p, _ in only if p in unknown})
                words += [f"{peer} has {len([1 for p, _ in only if p in unknown and unknown[p] == r])} of packages that are unknown: {r}" for r in reasons]
                rest = sorted(pair for pair in only if pair[0] not in unknown)
                missing = sorted(pair for pair in pairs - theirs if (peer, pair[1]) not in RULES)
                words += [f"{peer} lacks {p} {i}: {RULES[peer, i]}" for p, i in sorted(pairs - theirs) if (peer, i) in RULES]
                for what, found in ((f"only {peer}", rest), (f"{peer} lacks", missing)):
                    if found:
                        open_pairs += len(found)
                        words.append(f"OPEN {what}: {len(found)}, such as {' '.join(found[0])}")
            results[subject] = {"plinth": len(pairs), "unknown": len(unknown), **counts, "differences": words}
            print(f"| {subject} | {len(pairs)} | {len(unknown)} | " + " | ".join(str(c) for c in counts.values()) + f" | {'; '.join(words) or 'none'} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    return 1 if open_pairs else 0


if __name__ == "__main__":
    sys.exit(main())
