#!/usr/bin/env python3
"""Plinth against mmdebstrap, side by side: whole processes, one architecture, the same mirrors.

    bench/build.py [--runs 5] [--suite bookworm] [--json FILE] [--write]

Each case runs in turn, A B C A B C, so that a machine whose speed drifts hurts all alike; what
counts is the ratio of medians. Every run is a fresh process of ./plinth with a store and a cache
in a folder of the bench's own. mmdebstrap writes an uncompressed tar; Plinth also compresses,
hashes and keeps its inputs. Before anything is measured, both must come to the same packages.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time

import speed

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLINTH = ROOT / "plinth"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
EXAMPLES = ["debian-micro", "debian-minimal", "debian-java", "debian-python", "debian-nginx", "plinth"]
PEER = "mmdebstrap --variant=minbase"
# What it took, in seconds, on the machine for which the targets in seconds were set.
SET_AT = 17.3
CHANGE = "  - netbase\n"

# What the project promises: seconds, or a share of the peer's median, or MiB.
TARGETS = {
    "build, nothing cached": ("of the peer", 0.2),
    "build, packages cached, lock present": ("s", 1.5),
    "build, one package of the lock changed": ("s", 1.0),
    "build, nothing changed": ("s", 0.4),
    "--version": ("s", 0.1),
    "--help": ("s", 0.15),
}
MOST_MEMORY = 400


def run(command, env=None):
    """Wall seconds and the largest process's peak memory in MiB; a failing command ends the bench."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            out.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{out.read().decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def sources(suite, folder):
    """A sources.list of the host's Debian mirrors for the wanted suite, for mmdebstrap."""
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Identifier: Packages"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    sites = list(dict.fromkeys(line.split()[0] for line in text.splitlines() if line.split()[1].split("-")[0] in ("bookworm", "trixie", "sid")))
    main = next(site for site in sites if not site.rstrip("/").endswith("security"))
    security = [site for site in sites if site.rstrip("/").endswith("security")]
    lines = [f"deb {main} {suite} main", f"deb {main} {suite}-updates main"]
    lines += [f"deb {site} {suite}-security main" for site in security]
    path = folder / "sources.list"
    path.write_text("\n".join(lines) + "\n")
    return path


class Home:
    """A store and a cache, and the spec that is built into them."""

    def __init__(self, folder, suite):
        self.folder = folder
        self.spec = folder / "minbase.yaml"
        self.lock = folder / "minbase.lock.json"
        self.text = (ROOT / "bench" / "minbase.yaml").read_text().replace("SUITE", suite)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_")}
        self.env |= {"PLINTH_STORE": str(folder / "store"), "PLINTH_CACHE": str(folder / "cache"), "PLINTH_CONFIG": str(folder / "config")}
        self.spec.write_text(self.text)

    def plinth(self, *words):
        return run([PLINTH, *words], self.env)

    def build(self):
        return self.plinth("build", self.spec, "--quiet")

    def cold(self):
        for name in ("store", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.lock.unlink(missing_ok=True)
        return self.build()

    def again(self):
        """The packages, what was unpacked and installed of them, and the lock are there; image and layers are not."""
        self.forget_image()
        return self.build()

    def prepare_states(self):
        """Two states of spec and lock that differ by one small package; both sets of packages are cached."""
        self.states = []
        for text in (self.text, self.text.replace("packages:\n", "packages:\n" + CHANGE)):
            self.spec.write_text(text)
            self.build()
            self.states.append((text, self.lock.read_bytes()))
        self.state = 1

    def change(self, with_lock):
        self.state ^= 1
        text, lock = self.states[self.state]
        self.spec.write_text(text)
        if with_lock:
            self.lock.write_bytes(lock)
        self.forget_image()
        # Nobody has installed a set of packages that is new.
        shutil.rmtree(self.folder / "cache" / "installed", ignore_errors=True)
        return self.build()

    def forget_image(self):
        """Removes the names, and every layer and note of a finished build."""
        index = self.folder / "store" / "index.json"
        blobs = self.folder / "store" / "blobs" / "sha256"
        blob = lambda entry: blobs / entry["digest"].split(":")[1]
        for entry in json.loads(index.read_text())["manifests"]:
            if blob(entry).exists():
                for member in json.loads(blob(entry).read_text()).get("manifests", []):
                    for layer in json.loads(blob(member).read_text()).get("layers", []):
                        blob(layer).unlink(missing_ok=True)
        index.write_text(json.dumps({"schemaVersion": 2, "manifests": []}))
        shutil.rmtree(self.folder / "cache" / "images", ignore_errors=True)


def same_packages(lock, tar):
    """Ends the bench unless the lock and the tar's dpkg database name the same packages and versions."""
    ours = {(p["name"], p["version"]) for p in json.loads(lock.read_text())["architectures"]["amd64"]["packages"]}
    theirs, name = set(), ""
    with tarfile.open(tar) as archive:
        for line in archive.extractfile("./var/lib/dpkg/status").read().decode().splitlines():
            if line.startswith("Package: "):
                name = line[9:]
            elif line.startswith("Version: "):
                theirs.add((name, line[9:]))
    if ours != theirs:
        sys.exit(f"not the same packages: only ours {sorted(ours - theirs)}, only mmdebstrap's {sorted(theirs - ours)}")
    return len(ours)


def measure(options, folder):
    home = Home(folder, options.suite)
    mirror = sources(options.suite, folder)
    tar = folder / "out.tar"

    def peer():
        tar.unlink(missing_ok=True)
        return run(["mmdebstrap", "--variant=minbase", "--architectures=amd64", options.suite, tar, mirror])

    run([PLINTH, "--version"], home.env)  # builds Plinth where needed
    peer()
    home.cold()
    packages = same_packages(home.lock, tar)
    cases = {
        PEER: peer,
        "build, nothing cached": home.cold,
        "build, packages cached, lock present": home.again,
        "build, nothing changed": home.build,
    }
    samples = {}
    for _ in range(options.runs):
        for name, case in cases.items():
            samples.setdefault(name, []).append(case())
    home.prepare_states()
    for _ in range(options.runs):
        for name, with_lock in {"build, one package of the lock changed": True, "build, one package of the spec changed, mirror asked": False}.items():
            samples.setdefault(name, []).append(home.change(with_lock))
    for _ in range(4 * options.runs):
        for word in ("--version", "--help"):
            samples.setdefault(word, []).append(home.plinth(word))
    return packages, samples


def largest_example(folder):
    """Peak memory of building every example, all architectures, nothing cached at first."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_")}
    env |= {"PLINTH_STORE": str(folder / "store"), "PLINTH_CACHE": str(folder / "cache"), "PLINTH_CONFIG": str(folder / "config")}
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("*.lock.json"))
    peaks = {}
    for name in EXAMPLES:
        peaks[name] = run([PLINTH, "build", folder / "examples" / f"{name}.yaml", "--skip-tests", "--quiet"], env)[1]
    return peaks


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1024 / 1024
    java = (ROOT / ".plinth" / "dist" / "java").read_text().split()[0]
    version = subprocess.run([java, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    peer = subprocess.run(["mmdebstrap", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{len(os.sched_getaffinity(0))} processors ({model}), {memory:.0f} GiB, Linux {platform.release().split('-')[0]}, {version}, {peer}"


def table(samples):
    base = statistics.median(seconds for seconds, _ in samples[PEER])
    lines = ["| case | min s | median s | max s | of the peer | peak MiB | target | met |", "|---|---|---|---|---|---|---|---|"]
    results = {}
    for name, rows in samples.items():
        seconds = sorted(s for s, _ in rows)
        median = statistics.median(seconds)
        row = {"min": seconds[0], "median": median, "max": seconds[-1], "ratio": median / base, "MiB": max(m for _, m in rows)}
        results[name] = {k: round(v, 4) for k, v in row.items()}
        target, met = "", ""
        if name in TARGETS:
            unit, most = TARGETS[name]
            target = f"≤ {most} {unit}"
            met = "yes" if (row["ratio"] if unit == "of the peer" else median) <= most else "no"
        lines.append(f"| {name} | {row['min']:.3f} | {median:.3f} | {row['max']:.3f} | {row['ratio']:.3f} | {row['MiB']:.0f} | {target} | {met} |")
    return lines, results


def write(lines):
    """Puts the section in place of the one that was there, or at the end."""
    begin, end = "<!-- bench/build.py begins -->", "<!-- bench/build.py ends -->"
    old = DOCUMENT.read_text() if DOCUMENT.exists() else "# Benchmarks\n\nFigures, each with the command that repeats it.\n"
    section = "\n".join([begin, *lines, end])
    if begin in old:
        head, rest = old.split(begin, 1)
        new = head + section + rest.split(end, 1)[1]
    else:
        new = old.rstrip("\n") + "\n\n" + section + "\n"
    DOCUMENT.write_text(new)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    parser.add_argument("--skip-examples", action="store_true", help="do not measure the memory that the examples take")
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="plinth-bench-") as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        packages, samples = measure(options, folder)
        peaks = {}
        if not options.skip_examples:
            (folder / "of-examples").mkdir()
            peaks = largest_example(folder / "of-examples")
    lines, results = table(samples)
    load = os.getloadavg()[2]
    text = [
        "## A build, whole process",
        "",
        f"`bench/build.py --runs {options.runs} --write`, {datetime.date.today()}, {(time.perf_counter() - began) / 60:.0f} minutes; {machine()};",
        f"load average of the last 15 minutes {load:.1f}. The set is what `{PEER}` installs of {options.suite}, amd64: {packages} packages, the same",
        "versions on both sides (checked). Each run is a fresh process; the cases take turns.",
        "",
        *lines,
        "",
        speed.sentence(
            PEER,
            results[PEER]["median"],
            SET_AT,
            {name: row["median"] for name, row in results.items()},
            {name: most for name, (unit, most) in TARGETS.items() if unit == "s"},
        ),
    ]
    if peaks:
        largest = max(peaks, key=peaks.get)
        met = "met" if peaks[largest] <= MOST_MEMORY else "not met"
        text += ["", f"Peak memory of the examples, both architectures: {', '.join(f'{n} {m:.0f} MiB' for n, m in peaks.items())}.",
                 f"The most is {peaks[largest]:.0f} MiB ({largest}); the target of {MOST_MEMORY} MiB is {met}."]
    print("\n".join(text))
    if options.json:
        options.json.write_text(json.dumps({"cases": results, "examplesMiB": {n: round(m) for n, m in peaks.items()}}, indent=2) + "\n")
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
