#!/usr/bin/env python3
"""Plinth's scan against trivy and grype, side by side: whole processes, the same image and advisories.

    bench/scan.py --advisories TABLE.tsv [--runs 5] [--work FOLDER] [--fleet 100000] [--write]

The image is one layer of some 400 deb packages, 1.2 GB (bench/scan_image.py). Each case runs in
turn, A B C A B C, so that a machine whose speed drifts hurts all alike; what counts is the ratio of
medians. trivy looks at packages of the distribution only, as Plinth does beside it; grype looks at
those of languages too. A peer that is not there is left out, and what depends on it is not judged.
"""
import argparse
import concurrent.futures
import datetime
import json
import multiprocessing
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

import advisories
import scan_image
import speed
from build import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLINTH = ROOT / "plinth"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
TRIVY = "trivy, unseen image, packages of the distribution"
SEEN_BY_TRIVY = "trivy, layer seen before"
# What it took, in seconds, on the machine for which the targets in seconds were set.
SET_AT = 0.11
GRYPE = "grype, unseen image, languages too"
MATCH = "all lists against the feeds, results stored"
ONE = "one new advisory against all lists"
OWN = "scan, an image of our own never seen, signed evidence"
BILL = "scan, a bill of materials of 400 packages"
EXAMPLE = "debian-python"

# What the project promises: a share of a case's median, seconds, MiB.
TARGETS = {
    "scan, unseen, packages of the distribution": (TRIVY, 0.6, None, 250),
    "scan, unseen, languages too": (GRYPE, 0.25, None, 250),
    "scan, unseen, several gzip members, languages too": (GRYPE, 0.25, None, 250),
    "scan, layer seen before": (None, None, 0.25, None),
    OWN: (None, None, 0.25, None),
    BILL: (None, None, 0.4, None),
    MATCH: (None, None, 60.0, None),
    ONE: (None, None, 1.0, None),
}


def apart(function, *arguments):
    """Calls it in a process of its own: what a process once held counts as the peak of all that it starts."""
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


class Home:
    """A store, a cache and a database of advisories for the bench alone."""

    def __init__(self, folder):
        self.cache = folder / "cache"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_") or k == "PLINTH_HEAP"}
        self.env |= {"PLINTH_STORE": str(folder / "store"), "PLINTH_CACHE": str(self.cache), "PLINTH_CONFIG": str(folder / "config"), "PLINTH_KEY_PASSWORD": "bench"}
        self.folder = folder

    def plinth(self, *words):
        return run([PLINTH, *words], self.env)

    def own(self):
        """Builds and signs an example, where it is not there yet; the bill of the other image is written too."""
        spec = self.folder / f"{EXAMPLE}.yaml"
        if not spec.exists():
            self.plinth("key", "create")
            shutil.copytree(ROOT / "examples", self.folder / "examples", ignore=shutil.ignore_patterns("*.lock.json"))
            self.plinth("build", self.folder / "examples" / spec.name, "--skip-tests")
            spec.touch()
        bill = subprocess.run([PLINTH, "sbom", self.folder / "image" / "plain"], env=self.env, capture_output=True, check=True)
        (self.folder / "bill.json").write_bytes(bill.stdout)

    def unseen(self, *words):
        shutil.rmtree(self.cache / "inventory", ignore_errors=True)
        return self.plinth("scan", *words)


def cases_of_images(home, work, feeds):
    image = work / "image"
    cases = {}
    trivy, grype = advisories.peer("trivy"), advisories.peer("grype")
    if trivy and (feeds / "trivy").exists():
        peer = advisories.Trivy(trivy, feeds, work)

        def unseen_by_trivy():
            peer.forget()
            return run(peer.image(image / "plain"))

        cases[TRIVY] = unseen_by_trivy
    cases["scan, unseen, packages of the distribution"] = lambda: home.unseen(image / "plain", "--pkg-types", "os", "--no-hygiene")
    if trivy and (feeds / "trivy").exists():
        cases[SEEN_BY_TRIVY] = lambda: run(peer.image(image / "plain"))
    if grype and (feeds / "grype").exists():
        other = advisories.Grype(grype, feeds)
        cases[GRYPE] = lambda: run(other.image(image / "plain"), other.env)
    cases["scan, unseen, several gzip members, languages too"] = lambda: home.unseen(image / "members")
    cases["scan, unseen, languages too"] = lambda: home.unseen(image / "plain")
    cases["scan, layer seen before"] = lambda: home.plinth("scan", image / "plain")
    cases[OWN] = lambda: home.unseen(EXAMPLE)
    cases[BILL] = lambda: home.plinth("scan", work / "bill.json")
    return cases


def write_lists(table, file, count):
    """Package lists as one JSON line each: 30 % distinct, the others repeat one of them.

    Packages and versions are those that the advisories name for Debian 12 and beside them, so that
    most have findings; 60 to 400 in a list.
    """
    draw = random.Random(20261126)
    sources = sorted({package for distribution, release, package, *_ in advisories.rows(table) if (distribution, release) == ("debian", "12")})
    sources += [f"package-{i}" for i in range(2000 - len(sources))]
    system = {"id": "debian", "versionId": "12", "codename": "bookworm", "debianVersion": "12.8"}
    distinct = count * 3 // 10
    with open(file, "w", encoding="utf-8") as out:
        for i in range(distinct):
            items = []
            for source in draw.sample(sources, draw.randrange(60, 400)):
                version = f"{draw.randrange(1, 4)}.{draw.randrange(10)}-{draw.randrange(1, 4)}"
                items.append({"type": "deb", "name": source, "version": version, "source": source, "sourceVersion": version, "layer": 0})
            out.write(json.dumps({"subject": f"list-{i}", "digest": f"d{i}", "system": system, "items": items}) + "\n")
        for i in range(distinct, count):
            out.write(json.dumps({"subject": f"list-{i}", "digest": f"d{draw.randrange(distinct)}"}) + "\n")


def fleet(home, work, table, count, runs):
    lists, stored = work / "lists.jsonl", work / "images.lists"
    samples = {}
    if not stored.exists():
        apart(write_lists, table, lists, count)
        samples["lists read and kept"] = [home.plinth("fleet", "add", stored, lists)]
        lists.unlink()
    name = next(p for d, r, p, *_ in advisories.rows(table) if (d, r) == ("debian", "12"))
    new = work / "new.json"
    new.write_text(json.dumps({"schema_version": "1.7.0", "id": "CVE-2026-99999", "modified": "2026-11-26T00:00:00Z", "affected": [
        {"package": {"ecosystem": "Debian:12", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.5-1"}]}]}]}))
    for _ in range(runs):
        samples.setdefault(MATCH, []).append(home.plinth("fleet", "match", stored, "--to", work / "results.jsonl"))
        samples.setdefault(ONE, []).append(home.plinth("fleet", "affected", stored, new))
    words = subprocess.run([PLINTH, "fleet", "match", stored, "--to", work / "results.jsonl"], env=home.env, capture_output=True, text=True, check=True)
    return samples, words.stdout.strip().replace("\n", "; ")


def table_of(samples):
    lines = ["| case | min s | median s | max s | peak MiB | target | reached | met |", "|---|---|---|---|---|---|---|---|"]
    medians = {name: statistics.median(s for s, _ in rows) for name, rows in samples.items()}
    for name, rows in samples.items():
        seconds, peak = sorted(s for s, _ in rows), max(m for _, m in rows)
        target, reached, met = [], [], []
        peer, share, most, memory = TARGETS.get(name, (None, None, None, None))
        if peer:
            target.append(f"≤ {share} of {peer.split(',')[0]}")
            reached.append(f"{medians[name] / medians[peer]:.3f}" if peer in medians else "the peer is missing")
            met.append(peer in medians and medians[name] / medians[peer] <= share)
        if most:
            target.append(f"≤ {most} s")
            reached.append(f"{medians[name]:.3f} s")
            met.append(medians[name] <= most)
        if memory:
            target.append(f"≤ {memory} MB")
            reached.append(f"{peak * 1.048576:.0f} MB")
            met.append(peak * 1.048576 <= memory)
        word = "" if not met else "yes" if all(met) else "no"
        lines.append(f"| {name} | {seconds[0]:.3f} | {medians[name]:.3f} | {seconds[-1]:.3f} | {peak:.0f} | {', '.join(target)} | {', '.join(reached)} | {word} |")
    return lines


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1024 / 1024
    return f"{len(os.sched_getaffinity(0))} processors ({model}), {memory:.0f} GiB, Linux {platform.release().split('-')[0]}"


def write(lines):
    """Puts the section in place of the one that was there, or at the end."""
    begin, end = "<!-- bench/scan.py begins -->", "<!-- bench/scan.py ends -->"
    old = DOCUMENT.read_text()
    section = "\n".join([begin, *lines, end])
    if begin in old:
        head, rest = old.split(begin, 1)
        new = head + section + rest.split(end, 1)[1]
    else:
        new = old.rstrip("\n") + "\n\n" + section + "\n"
    DOCUMENT.write_text(new)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--advisories", type=pathlib.Path, required=True, help="the table that all databases are made of")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--fleet", type=int, default=100_000, help="how many package lists; 0 leaves them out")
    parser.add_argument("--work", type=pathlib.Path, help="keeps image and databases between runs")
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plinth-bench-") as name:
        work = (options.work or pathlib.Path(name)).absolute()
        facts = apart(scan_image.make, work / "image")
        feeds = apart(advisories.make, options.advisories, work / "feeds")
        home = Home(work)
        home.plinth("--version")  # builds Plinth where needed
        home.plinth("feeds", "update", feeds / "osv.zip", "--as-of", datetime.date.today())
        home.own()
        samples = {}
        cases = cases_of_images(home, work, feeds)
        for _ in range(options.runs):
            for case, measured in cases.items():
                samples.setdefault(case, []).append(measured())
        said = ""
        if options.fleet:
            more, said = fleet(home, work, options.advisories, options.fleet, min(options.runs, 3))
            samples |= more
    text = [
        "## A scan, whole process",
        "",
        f"`bench/scan.py --advisories TABLE --runs {options.runs} --write`, {datetime.date.today()}; {machine()};",
        f"load average of the last 15 minutes {os.getloadavg()[2]:.1f}. The image: one layer of {facts['packages']} deb packages, {facts['bytes'] / 1e9:.2f} GB unpacked;",
        f"the advisories: {sum(1 for _ in advisories.rows(options.advisories))}, the same for all. Each run is a fresh process; the cases take turns.",
        *([f"The package lists: {said}."] if said else []),
        "",
        *table_of(samples),
    ]
    if SEEN_BY_TRIVY in samples:
        medians = {name: statistics.median(s for s, _ in rows) for name, rows in samples.items()}
        seconds = {name: target[2] for name, target in TARGETS.items() if target[2]}
        text += ["", speed.sentence(SEEN_BY_TRIVY, medians[SEEN_BY_TRIVY], SET_AT, medians, seconds)]
    print("\n".join(text))
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
