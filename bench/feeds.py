#!/usr/bin/env python3
"""What feeds and bills of materials cost: whole processes of ./plinth, and opening the database alone.

    bench/feeds.py TABLE.tsv [--runs 5] [--write]

TABLE.tsv has a line an advisory: distribution (debian, ubuntu, almalinux), release, package, CVE, fixed version.
The bill is SPDX with 400 packages of Debian 12 and 16,000 files, as syft writes it.
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import build as common

ECOSYSTEMS = {"debian": "Debian", "ubuntu": "Ubuntu", "almalinux": "AlmaLinux"}
TARGETS = {"scan of a 400-package SBOM": 0.4, "open the database": 0.02}


def advisories(table, folder):
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    count = 0
    for line in table.read_text().splitlines()[1:]:
        distribution, release, package, cve, fixed = line.split("\t")[:5]
        found[distribution][cve].append((f"{ECOSYSTEMS[distribution]}:{release}", package, fixed))
        count += 1
    for distribution, records in found.items():
        with open(folder / f"{distribution}.jsonl", "w") as out:
            for cve, affected in records.items():
                name = cve if distribution == "almalinux" else f"{distribution.upper()}-{cve}"
                ranges = [{"package": {"ecosystem": e, "name": p}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}] + ([{"fixed": f}] if f else [])}]} for e, p, f in affected]
                out.write(json.dumps({"id": name, "upstream": [cve], "modified": "2026-01-01T00:00:00Z", "affected": ranges}) + "\n")
    return found["debian"], count


def bill(debian, path):
    fixed = {p: f for affected in debian.values() for e, p, f in affected if e == "Debian:12" and f}
    sources = sorted(fixed)
    document = {"spdxVersion": "SPDX-2.3", "creationInfo": {"creators": ["Tool: syft-1.0"]}, "packages": [], "files": [], "relationships": []}
    for number in range(400):
        source = sources[number % len(sources)]
        name = source if number < len(sources) else f"{source}-{number // len(sources)}"
        version = fixed[source] + ("~a" if number % 2 else "")
        purl = f"pkg:deb/debian/{name}@{urllib.parse.quote(version)}?arch=amd64&distro=debian-12&upstream={source}"
        document["packages"].append({"name": name, "SPDXID": f"SPDXRef-{number}", "versionInfo": version, "licenseDeclared": "MIT", "externalRefs": [{"referenceType": "purl", "referenceLocator": purl}]})
        for file in range(40):
            document["files"].append({"fileName": f"usr/share/doc/{name}/{file}", "SPDXID": f"SPDXRef-File-{number}-{file}", "checksums": [{"algorithm": "SHA256", "checksumValue": "a" * 64}]})
            document["relationships"].append({"spdxElementId": f"SPDXRef-{number}", "relationshipType": "CONTAINS", "relatedSpdxElement": f"SPDXRef-File-{number}-{file}"})
    path.write_text(json.dumps(document))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plinth-bench-") as name:
        folder = pathlib.Path(name)
        env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_")}
        env |= {"PLINTH_STORE": str(folder / "store"), "PLINTH_CACHE": str(folder / "cache"), "PLINTH_CONFIG": str(folder / "config")}
        feeds = folder / "feeds"
        feeds.mkdir()
        debian, count = advisories(options.table, feeds)
        spdx = folder / "bill.spdx.json"
        bill(debian, spdx)
        samples = collections.defaultdict(list)
        common.run([common.PLINTH, "--version"], env)
        for _ in range(options.runs):
            database = folder / "cache" / "feeds"
            subprocess.run(["rm", "-rf", database], check=True)
            samples["feeds update"].append(common.run([common.PLINTH, "feeds", "update", feeds], env))
            samples["feeds update, unchanged"].append(common.run([common.PLINTH, "feeds", "update"], env))
            samples["feeds list"].append(common.run([common.PLINTH, "feeds", "list"], env))
            samples["scan of a 400-package SBOM"].append(common.run([common.PLINTH, "scan", spdx], env))
            dist = common.ROOT / ".plinth/dist"
            java = pathlib.Path((dist / "java").read_text().strip())
            subprocess.run([java.with_name("javac"), "-d", folder / "classes", "-cp", dist / "plinth.jar", common.ROOT / "bench/OpenFeeds.java"], check=True)
            words = [java, "-XX:+UseSerialGC", f"-XX:AOTCache={dist}/scan.aot", "--enable-native-access=ALL-UNNAMED", "-cp", f"{dist}/plinth.jar:{folder}/classes", "OpenFeeds"]
            opened = subprocess.run([*words, database / "advisories.db"], check=True, capture_output=True, text=True)
            samples["open the database"].append((float(opened.stdout.split()[0]) / 1000, 0))
        size = (folder / "cache/feeds/advisories.db").stat().st_size / 2**20
        rows = ["| case | min s | median s | max s | peak MiB | target s | met |", "|---|---|---|---|---|---|---|"]
        for case, runs in samples.items():
            seconds = [s for s, _ in runs]
            median = statistics.median(seconds)
            target = TARGETS.get(case)
            met = "" if target is None else "yes" if median <= target else "no"
            memory = max(m for _, m in runs)
            rows.append(f"| {case} | {min(seconds):.4f} | {median:.4f} | {max(seconds):.4f} | {memory or '':.4} | {'' if target is None else f'≤ {target}'} | {met} |")
        text = [
            "## Feeds and bills of materials",
            "",
            f"`bench/feeds.py TABLE.tsv --runs {options.runs} --write`, {datetime.date.today()}; {common.machine()};",
            f"load average of the last 15 minutes {os.getloadavg()[2]:.1f}. {count:,} advisories in a database of {size:.1f} MiB. In the last case only the opening is",
            "timed, in a fresh process with the start-up cache; all others are whole processes.",
            "",
            *rows,
        ]
        print("\n".join(text))
        if options.write:
            write(text)


def write(lines):
    begin, end = "<!-- bench/feeds.py begins -->", "<!-- bench/feeds.py ends -->"
    old = common.DOCUMENT.read_text()
    section = "\n".join([begin, *lines, end])
    if begin in old:
        head, rest = old.split(begin, 1)
        new = head + section + rest.split(end, 1)[1]
    else:
        new = old.rstrip("\n") + "\n\n" + section + "\n"
    common.DOCUMENT.write_text(new)


if __name__ == "__main__":
    main()
