package dev.plinth.inventory.system;

import java.util.List;

/** What {@code etc/debian_version} and os-release must agree on, in Debian itself. */
final class DebianVersion {
  private DebianVersion() {}

  /** Derivatives keep the file of the Debian that they are made of: only Debian's is compared. */
  static void check(ReleaseFields release, String debianVersion, List<String> doubts) {
    if (!release.value("ID").equals("debian") || debianVersion.isEmpty()) {
      return;
    }
    String id = release.value("VERSION_ID");
    String codename = release.value("VERSION_CODENAME");
    boolean agrees;
    if (Character.isDigit(debianVersion.charAt(0))) {
      agrees = id.isEmpty() || major(debianVersion).equals(major(id));
    } else {
      // trixie/sid: before a release; then os-release has no VERSION_ID, or the one to come.
      agrees = codename.isEmpty() || List.of(debianVersion.split("/")).contains(codename);
    }
    if (!agrees) {
      doubts.add(
          "etc/debian_version says '"
              + debianVersion
              + "', but os-release says VERSION_ID '"
              + id
              + "' and VERSION_CODENAME '"
              + codename
              + "'");
    }
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}
