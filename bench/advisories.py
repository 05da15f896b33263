"""The same advisories for Plinth and for its peers: one table, and the databases made of it.

A table has tab separated columns, the first line skipped: distribution, release, package (the
source's name for deb, the origin's for apk, the binary's for rpm), vulnerability, fixed version (""
for none), severity. The program `peer-feeds` writes it as trivy and grype read it.
"""
import json
import os
import pathlib
import shutil
import subprocess
import zipfile

ECOSYSTEMS = {"debian": "Debian:", "ubuntu": "Ubuntu:", "almalinux": "AlmaLinux:", "alpine": "Alpine:v", "rocky": "Rocky Linux:", "wolfi": "Wolfi"}


def peer(name):
    """The path of a peer; None where there is none."""
    folder = os.environ.get("PLINTH_PEERS", os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")) + "/plinth-peers")
    return shutil.which(name, path=os.pathsep.join([folder, os.environ["PATH"]]))


def rows(table):
    with open(table, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def osv(table, archive):
    """Writes the table as an archive of OSV records, one a vulnerability."""
    records = {}
    for distribution, release, package, vulnerability, fixed, severity in rows(table):
        events = [{"introduced": "0"}] + ([{"fixed": fixed}] if fixed else [])
        affected = {"package": {"ecosystem": ECOSYSTEMS[distribution] + release, "name": package}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
        if severity:
            affected["ecosystem_specific"] = {"severity": severity}
        records.setdefault(vulnerability, []).append(affected)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for vulnerability, affected in records.items():
            record = {"schema_version": "1.7.0", "id": vulnerability, "modified": "2026-11-20T00:00:00Z", "affected": affected}
            out.writestr(f"{vulnerability}.json", json.dumps(record))


class Trivy:
    """Looks at packages of the distribution only; its cache has nothing but the advisories at first."""

    def __init__(self, program, folder, work):
        self.program, self.database, self.cache = program, folder / "trivy", work / "trivy-cache"

    def forget(self):
        shutil.rmtree(self.cache, ignore_errors=True)
        (self.cache / "db").mkdir(parents=True)
        for file in (self.database / "db").iterdir():
            os.link(file, self.cache / "db" / file.name)

    def image(self, layout, form="table"):
        return [self.program, "image", "--quiet", "--input", layout, *self._options(form)]

    def folder(self, root, form="table"):
        return [self.program, "rootfs", "--quiet", *self._options(form), root]

    def _options(self, form):
        return ["--cache-dir", self.cache, "--skip-db-update", "--skip-java-db-update", "--offline-scan", "--skip-version-check",
                "--scanners", "vuln", "--pkg-types", "os", "--format", form]

    @staticmethod
    def pairs(text):
        """(package, vulnerability) of a report as JSON."""
        return {(v["PkgName"], v["VulnerabilityID"]) for r in json.loads(text).get("Results") or [] for v in r.get("Vulnerabilities") or []}


class Grype:
    """Catalogues packages of languages too."""

    def __init__(self, program, folder):
        self.program = program
        self.env = os.environ | {"GRYPE_DB_CACHE_DIR": str(folder / "grype"), "GRYPE_DB_AUTO_UPDATE": "false", "GRYPE_DB_VALIDATE_AGE": "false",
                                 "GRYPE_CHECK_FOR_APP_UPDATE": "false"}

    def image(self, layout, form="table"):
        return [self.program, "-q", "-o", form, f"oci-dir:{layout}"]

    def folder(self, root, form="table"):
        return [self.program, "-q", "-o", form, f"dir:{root}"]

    @staticmethod
    def pairs(text):
        return {(m["artifact"]["name"], m["vulnerability"]["id"]) for m in json.loads(text)["matches"]}


def make(table, folder):
    """Both databases and Plinth's feed in a folder; what is there already is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "osv.zip").exists():
        osv(table, folder / "osv.zip")
    maker = peer("peer-feeds")
    if maker and not (folder / "grype").exists():
        subprocess.run([maker, str(table), str(folder)], check=True)
    return pathlib.Path(folder)
