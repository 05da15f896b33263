#!/usr/bin/env python3
"""Plinth against mmdebstrap, side by side: whole processes, one architecture, the same mirror.

    bench/build.py [--runs 5] [--suite bookworm] [--json FILE]

Each case runs in turn, A B A B, so that a machine whose speed drifts hurts both alike. What counts
is the ratio of medians. mmdebstrap writes an uncompressed tar; Plinth also compresses, writes the
database, and signs nothing yet.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(command, env=None, stdin=None):
    """Wall seconds and the largest process's peak memory in MiB; a failing command ends the bench."""
    began = time.perf_counter()
    with open(stdin) if stdin else open(os.devnull) as source, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, env=env, stdin=source, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        if status:
            err.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{err.read().decode()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def sources(suite, folder):
    """A sources.list of the host's Debian mirrors for the wanted suite, for mmdebstrap."""
    uris = []
    for line in subprocess.run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Identifier: Packages"],
                               capture_output=True, text=True, check=True).stdout.splitlines():
        site, _, release = line.partition(" ")
        if site not in uris and release.split("-")[0] in ("bookworm", "trixie", "sid"):
            uris.append(site)
    main = next(u for u in uris if not u.endswith("security"))
    security = next((u for u in uris if u.endswith("security")), None)
    lines = [f"deb {main} {suite} main", f"deb {main} {suite}-updates main"]
    if security:
        lines.append(f"deb {security} {suite}-security main")
    path = pathlib.Path(folder, "sources.list")
    path.write_text("\n".join(lines) + "\n")
    return path


class Plinth:
    """Plinth with a store and a cache of its own."""

    def __init__(self, folder, spec):
        self.folder, self.spec = pathlib.Path(folder), pathlib.Path(spec)
        self.lock = self.spec.with_name(self.spec.stem + ".lock.json")
        self.env = dict(os.environ, PLINTH_STORE=str(self.folder / "store"), PLINTH_CACHE=str(self.folder / "cache"))

    def forget(self, *what):
        for name in what:
            if name == "lock":
                self.lock.unlink(missing_ok=True)
            else:
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def build(self):
        return run([ROOT / "plinth", "build", self.spec, "--quiet", "-o", "json"], self.env)


def spec_file(folder, suite, extra=""):
    path = pathlib.Path(folder, "minbase.yaml")
    text = (ROOT / "bench" / "minbase.yaml").read_text().replace("SUITE", suite)
    path.write_text(text + extra)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        mirror = sources(options.suite, folder)
        spec = spec_file(folder, options.suite)
        plinth = Plinth(folder, spec)
        tar = pathlib.Path(folder, "out.tar")

        def mmdebstrap():
            tar.unlink(missing_ok=True)
            return run(["mmdebstrap", "--variant=minbase", "--architectures=amd64", options.suite, tar, mirror])

        def cold():
            plinth.forget("store", "cache", "lock")
            return plinth.build()

        def packages_cached():
            # The packages and what was unpacked from them are there, the lock too; image and layers are not.
            forget_image(plinth)
            return plinth.build()

        def one_changed():
            change_one(plinth)
            return plinth.build()

        cases = {
            "mmdebstrap minbase": mmdebstrap,
            "plinth, nothing cached": cold,
            "plinth, packages cached, lock present": packages_cached,
            "plinth, one package changed": one_changed,
            "plinth, nothing changed": plinth.build,
        }
        samples = {name: [] for name in cases}
        for turn in range(options.runs):
            for name, case in cases.items():
                samples[name].append(case())
        version = lambda *words: (lambda: run([ROOT / "plinth", *words], plinth.env))
        for name, case in {"plinth --version": version("--version"), "plinth --help": version("--help")}.items():
            samples[name] = [case() for _ in range(options.runs * 4)]
    base = statistics.median(s for s, _ in samples["mmdebstrap minbase"])
    print(f"{'case':42} {'median s':>9} {'min':>7} {'max':>7} {'MiB':>6} {'of mmdebstrap':>14}")
    for name, rows in samples.items():
        seconds = [s for s, _ in rows]
        median = statistics.median(seconds)
        memory = max(m for _, m in rows)
        results[name] = {"median": round(median, 3), "min": round(min(seconds), 3), "max": round(max(seconds), 3),
                         "MiB": round(memory), "ratio": round(median / base, 4)}
        print(f"{name:42} {median:9.3f} {min(seconds):7.3f} {max(seconds):7.3f} {memory:6.0f} {median / base:14.4f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


def forget_image(plinth):
    """Removes the tag and every layer, so that the image is put together again."""
    index = plinth.folder / "store" / "index.json"
    top = json.loads(index.read_text())
    blobs = plinth.folder / "store" / "blobs" / "sha256"
    for entry in top["manifests"]:
        manifest = json.loads((blobs / entry["digest"].split(":")[1]).read_text())
        for member in manifest.get("manifests", []):
            inner = json.loads((blobs / member["digest"].split(":")[1]).read_text())
            for layer in inner.get("layers", []):
                (blobs / layer["digest"].split(":")[1]).unlink(missing_ok=True)
    index.write_text(json.dumps({"schemaVersion": 2, "manifests": []}))


def change_one(plinth):
    """Takes one small package out of the spec or puts it back: the lock follows, the mirror is not asked."""
    text = plinth.spec.read_text()
    marker = "  - netbase\n"
    plinth.spec.write_text(text.replace(marker, "") if marker in text else text.replace("packages:\n", "packages:\n" + marker))


if __name__ == "__main__":
    main()
