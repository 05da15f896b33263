package dev.plinth.install.deb.commands;

import java.util.Set;

/** Programs of Essential packages that are modelled: scripts use them without asking. */
final class EssentialPrograms {
  private static final Set<String> NAMES =
      Set.of(
          "dpkg",
          "dpkg-query",
          "dpkg-divert",
          "dpkg-trigger",
          "dpkg-statoverride",
          "dpkg-maintscript-helper",
          "update-alternatives",
          "deb-systemd-helper",
          "deb-systemd-invoke",
          "invoke-rc.d",
          "update-rc.d",
          "sh",
          "sed",
          "grep",
          "cat",
          "cp",
          "mv",
          "rm",
          "ln",
          "mkdir",
          "chmod",
          "chown",
          "find",
          "xargs",
          "perl",
          "awk",
          "which");

  private EssentialPrograms() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
