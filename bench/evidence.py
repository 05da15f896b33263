#!/usr/bin/env python3
"""What evidence costs: whole processes of ./plinth on one example, all its platforms.

    bench/evidence.py [--runs 5] [--example plinth] [--write]

The example is built once (network), and then again and again from its lock with its packages
cached; "evidence" is the phase of that name in the build's own report.
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import build as common
import speed

ROOT = common.ROOT
PLINTH = common.PLINTH
TARGETS = {"verify": 3.0, "verify --deep": 8.0, "explain PATH": 0.4, "evidence in a build": 0.5, "build, nothing changed": 0.4}


def output(words, env):
    done = subprocess.run([str(w) for w in words], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{words} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--example", default="plinth")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plinth-bench-") as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        env = {k: v for k, v in os.environ.items() if not k.startswith("PLINTH_")}
        env |= {"PLINTH_STORE": str(folder / "store"), "PLINTH_CACHE": str(folder / "cache"), "PLINTH_CONFIG": str(folder / "config"), "PLINTH_KEY_PASSWORD": "bench"}
        shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("*.lock.json"))
        spec = folder / "examples" / f"{options.example}.yaml"
        build = [PLINTH, "build", spec, "--skip-tests", "--quiet", "-o", "json"]
        report = json.loads(output(build, env))
        image = report["name"]
        files = json.loads(output([PLINTH, "evidence", image, "files"], env))
        path = next(f["path"] for layer in files["layers"] for f in layer["files"] if f.get("from", "").startswith("package ") and f["type"] == "file")
        samples, phases, peer = {}, [], []
        mirror = common.sources("bookworm", folder)
        for _ in range(options.runs):
            index = folder / "store" / "index.json"
            listed = json.loads(index.read_text())["manifests"]
            index.write_text(json.dumps({"schemaVersion": 2, "manifests": [m for m in listed if m.get("annotations", {}).get("org.opencontainers.image.ref.name") not in (None, image)]}))
            shutil.rmtree(folder / "cache" / "images", ignore_errors=True)
            (folder / "out.tar").unlink(missing_ok=True)
            peer.append(common.run([*common.PEER.split(), "--architectures=amd64", "bookworm", folder / "out.tar", mirror])[0])
            phases.append(json.loads(output(build, env))["phases"]["evidence"])
            for case, words in {
                "verify": ["verify", image],
                "verify --deep": ["verify", image, "--deep"],
                "explain PATH": ["explain", image, path],
                "build, nothing changed": build[1:],
            }.items():
                samples.setdefault(case, []).append(common.run([PLINTH, *words], env))
        rows = ["| case | min s | median s | max s | peak MiB | target s | met |", "|---|---|---|---|---|---|---|"]
        rows.append(row("evidence in a build", phases, ""))
        for case, runs in samples.items():
            rows.append(row(case, [s for s, _ in runs], f"{max(m for _, m in runs):.0f}"))
        count = sum(len(layer["files"]) for layer in files["layers"])
        size = sum(p["unpackedBytes"] for p in report["platforms"]) / 2**20
        text = [
            "## Evidence, whole process",
            "",
            f"`bench/evidence.py --runs {options.runs} --example {options.example} --write`, {datetime.date.today()}; {common.machine()};",
            f"load average of the last 15 minutes {os.getloadavg()[2]:.1f}. The image `{image}`: {len(report['platforms'])} platforms, {size:.0f} MiB unpacked,",
            f"{count} entries on one platform. Signed by a key in a file; opening the key is not part of the phase where it is done beside the build.",
            "",
            *rows,
            "",
            speed.sentence(
                common.PEER,
                statistics.median(peer),
                common.SET_AT,
                {case: statistics.median(s for s, _ in runs) for case, runs in samples.items()} | {"evidence in a build": statistics.median(phases)},
                TARGETS,
            ),
        ]
        print("\n".join(text))
        if options.write:
            write(text)


def row(case, seconds, memory):
    median = statistics.median(seconds)
    target = TARGETS.get(case)
    return f"| {case} | {min(seconds):.3f} | {median:.3f} | {max(seconds):.3f} | {memory} | {'' if target is None else f'≤ {target}'} | {'' if target is None else 'yes' if median <= target else 'no'} |"


def write(lines):
    begin, end = "<!-- bench/evidence.py begins -->", "<!-- bench/evidence.py ends -->"
    document = common.DOCUMENT
    old = document.read_text() if document.exists() else "# Benchmarks\n\nFigures, each with the command that repeats it.\n"
    section = "\n".join([begin, *lines, end])
    if begin in old:
        head, rest = old.split(begin, 1)
        new = head + section + rest.split(end, 1)[1]
    else:
        new = old.rstrip("\n") + "\n\n" + section + "\n"
    document.write_text(new)


if __name__ == "__main__":
    main()
