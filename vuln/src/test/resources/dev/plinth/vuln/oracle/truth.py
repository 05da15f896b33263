#!/usr/bin/env python3
"""truth.py FACTS TRIPLES TRACKER ADVISORIES MINIROOTFS: what is true of each triple, one word a line.

Shares nothing with Plinth: versions are compared by dpkg, rpm and apk themselves, Debian's tracker is read by rules
written down here. FACTS: family, release, package, id, fixed (empty: none), stream. TRIPLES: family, release, package,
id, installed, stream. Family "tracker" takes its facts from TRACKER and ADVISORIES.
"""
import collections
import json
import os
import subprocess
import sys
import tarfile
import tempfile

FACTS, TRIPLES, TRACKER, ADVISORIES, MINIROOTFS = sys.argv[1:6]
CODENAMES = {"10": "buster", "11": "bullseye", "12": "bookworm", "13": "trixie"}
ORDER = {"debian": "dpkg", "ubuntu": "dpkg", "tracker": "dpkg", "almalinux": "rpm", "alpine": "apk"}
asked, known = set(), {}


def lower(order, a, b):
    asked.add((order, a, b))
    return known.get((order, a, b), False)


def table():
    facts = collections.defaultdict(list)
    with open(FACTS, encoding="utf-8") as lines:
        for line in lines:
            family, release, package, advisory, fixed, stream = line.rstrip("\n").split("\t")
            facts[family, release, package, advisory].append((fixed, stream))
    return facts


def tracker():
    own, fixes = collections.defaultdict(list), collections.defaultdict(list)
    with open(TRACKER, encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            own[record["Header"]["ID"]] = [a for a in record["Annotations"] if a["Type"] == "package"]
    with open(ADVISORIES, encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            bugs = [b for a in record["Annotations"] if a["Type"] == "xref" for b in a["Bugs"]]
            for a in record["Annotations"]:
                if a["Type"] == "package" and a.get("Release") and a["Kind"] == "fixed":
                    for bug in bugs:
                        fixes[bug, a["Release"], a["Package"]].append(a["Version"])
    return own, fixes


def by_table(facts, triple):
    family, release, package, advisory, installed, stream = triple
    bases = collections.defaultdict(list)
    for fixed, of in facts[family, release, package, advisory]:
        if of != stream:
            continue
        if not fixed:
            return "affected"
        if fixed != "0":
            base = fixed.split(".module")[0] if ".module" in fixed else fixed
            bases[base].append(lower(ORDER[family], installed, fixed))
    # Builds of one source version for several minor releases are one fix: having any of them is enough.
    return "affected" if any([all(b) for b in bases.values()]) else "safe"


def by_tracker(own, fixes, triple):
    _, release, package, cve, installed, _ = triple
    codename = CODENAMES[release]
    lines = [a for a in own[cve] if a["Package"] == package]
    here = [a for a in lines if a.get("Release") == codename]
    unstable = [a for a in lines if not a.get("Release")]
    fixed = fixes[cve, codename, package] + [a["Version"] for a in here if a["Kind"] == "fixed"]
    if fixed:
        return "affected" if any([lower("dpkg", installed, v) for v in fixed]) else "safe"
    line = here[0] if here else unstable[0] if unstable else None
    kind = line["Kind"] if line else "itp"
    if kind in ("no-dsa", "postponed", "ignored"):
        line = unstable[0] if unstable and unstable[0]["Kind"] == "fixed" else {"Kind": "unfixed"}
        kind = line["Kind"]
    if kind == "fixed":
        return "affected" if lower("dpkg", installed, line["Version"]) else "safe"
    if kind in ("unfixed", "removed", "end-of-life"):
        return "affected"
    return "unknown" if kind == "undetermined" else "safe"


def compare():
    by_order = collections.defaultdict(list)
    for order, a, b in sorted(asked - set(known)):
        by_order[order].append((a, b))
    for order, pairs in by_order.items():
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "pairs")
            with open(name, "w", encoding="utf-8") as out:
                out.writelines(f"{a} {b}\n" for a, b in pairs)
            answers = {"dpkg": dpkg, "rpm": rpm, "apk": apk}[order](name, folder)
        assert len(answers) == len(pairs), (order, len(answers), len(pairs))
        for (a, b), answer in zip(pairs, answers):
            known[order, a, b] = answer


def shell(script, *arguments):
    done = subprocess.run(["bash", "-c", script, "bash", *arguments], capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def dpkg(name, _):
    script = 'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo y; else echo n; fi; done <"$1"'
    return [line == "y" for line in shell(script, name)]


def rpm(name, _):
    lua = 'for l in io.lines("NAME") do local a, b = l:match("(%S+) (%S+)"); print(rpm.vercmp(a, b) .. " ") end'
    macro = "%{lua:" + lua.replace("NAME", name) + "}"
    out = subprocess.run(["rpm", "--eval", macro], capture_output=True, text=True, check=True).stdout
    return [word == "-1" for word in out.split()]


def apk(name, folder):
    with tarfile.open(MINIROOTFS) as tar:
        wanted = [m for m in tar if m.name.lstrip("./").startswith(("lib/l", "usr/lib/l", "sbin/apk"))]
        tar.extractall(folder, wanted, filter="data")
    script = ('cd "$2"; while read -r a b; do lib/ld-musl-x86_64.so.1 --library-path lib:usr/lib sbin/apk version -t'
              ' "$a" "$b"; done <"$1"')
    return [line == "<" for line in shell(script, name, folder)]


def main():
    facts, (own, fixes) = table(), tracker()
    with open(TRIPLES, encoding="utf-8") as lines:
        triples = [line.rstrip("\n").split("\t") for line in lines]

    def judge(triple):
        return by_tracker(own, fixes, triple) if triple[0] == "tracker" else by_table(facts, triple)

    for triple in triples:
        judge(triple)
    compare()
    for triple in triples:
        print(judge(triple))


main()
