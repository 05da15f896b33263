package dev.plinth.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Advisories and bills of materials like real ones, to scan in the training run. */
public final class TrainingScan {
  private static final int PACKAGES = 400;
  private static final int ADVISORIES = 6;

  private TrainingScan() {}

  /** Writes {@code advisories.json} and two bills, {@code bill-*}. */
  public static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("advisories.json"), advisories());
    Files.writeString(folder.resolve("bill-spdx.json"), spdx());
    Files.writeString(folder.resolve("bill-cyclonedx.json"), cyclonedx());
  }

  private static String version(int n) {
    return (n % 7 == 0 ? "1:" : "") + "1." + n + (n % 5 == 0 ? "~rc1" : "") + "+dfsg-" + n % 9;
  }

  private static String advisories() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < PACKAGES * ADVISORIES; n++) {
      int about = n % PACKAGES;
      String id = "CVE-2024-" + (10_000 + n);
      String fixed = n % 3 == 0 ? "" : ",{\"fixed\":\"" + version(about + n % 3 - 1) + "\"}";
      text.append("{\"schema_version\":\"1.6.0\",\"id\":\"DEBIAN-")
          .append(id)
          .append("\",\"upstream\":[\"")
          .append(id)
          .append("\"],\"modified\":\"2024-11-25T00:00:00Z\",\"affected\":[{\"package\":")
          .append("{\"ecosystem\":\"Debian:13\",\"name\":\"source-")
          .append(about)
          .append("\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"}")
          .append(fixed)
          .append("]}]}],\"severity\":[{\"type\":\"CVSS_V3\",\"score\":")
          .append("\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\"}]}\n");
    }
    return text.toString();
  }

  private static String purl(int n) {
    return "pkg:deb/debian/package-"
        + n
        + "@"
        + version(n).replace(":", "%3A").replace("+", "%2B")
        + "?arch=amd64&distro=debian-13&upstream=source-"
        + n;
  }

  private static String spdx() {
    StringBuilder text =
        new StringBuilder(
            "{\"spdxVersion\":\"SPDX-2.3\",\"creationInfo\":{\"creators\":[\"Tool: syft-1.0\"]},"
                + "\"packages\":[");
    for (int n = 0; n < PACKAGES; n++) {
      text.append(n == 0 ? "" : ",")
          .append("{\"name\":\"package-")
          .append(n)
          .append("\",\"SPDXID\":\"SPDXRef-")
          .append(n)
          .append("\",\"versionInfo\":\"")
          .append(version(n))
          .append("\",\"originator\":\"Person: Debian QA Group (packages@qa.debian.org)\",")
          .append("\"licenseDeclared\":\"MIT\",\"externalRefs\":[{\"referenceType\":\"cpe23Type\",")
          .append("\"referenceLocator\":\"cpe:2.3:a\"},{\"referenceType\":\"purl\",")
          .append("\"referenceLocator\":\"")
          .append(purl(n))
          .append("\"}]}");
    }
    text.append("],\"files\":[");
    for (int n = 0; n < PACKAGES * 10; n++) {
      text.append(n == 0 ? "" : ",")
          .append("{\"fileName\":\"/usr/share/doc/")
          .append(n)
          .append("\"}");
    }
    text.append("],\"relationships\":[");
    for (int n = 0; n < PACKAGES * 10; n++) {
      text.append(n == 0 ? "" : ",")
          .append("{\"spdxElementId\":\"SPDXRef-1\",\"relationshipType\":\"CONTAINS\",")
          .append("\"relatedSpdxElement\":\"SPDXRef-File\"}");
    }
    return text.append("]}").toString();
  }

  private static String cyclonedx() {
    StringBuilder text =
        new StringBuilder(
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                + "{\"type\":\"operating-system\",\"name\":\"debian\",\"version\":\"13\"}");
    for (int n = 0; n < PACKAGES; n++) {
      text.append(",{\"type\":\"library\",\"name\":\"package-")
          .append(n)
          .append("\",\"version\":\"")
          .append(version(n))
          .append("\",\"purl\":\"")
          .append(purl(n))
          .append("\",\"properties\":[{\"name\":\"aquasecurity:trivy:SrcName\",\"value\":\"source-")
          .append(n)
          .append("\"}]}");
    }
    return text.append("]}").toString();
  }
}
