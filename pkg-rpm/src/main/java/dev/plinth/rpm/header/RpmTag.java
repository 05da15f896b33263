package dev.plinth.rpm.header;

/** The tags of a header that are read here (rpm, rpmtag.h; docs/manual/tags.md). */
public enum RpmTag {
  NAME(1000),
  VERSION(1001),
  RELEASE(1002),
  EPOCH(1003),
  VENDOR(1011),
  LICENSE(1014),
  PACKAGER(1015),
  ARCH(1022),
  /** Whole paths, in packages before version 4. */
  OLDFILENAMES(1027),
  SOURCERPM(1044),
  DIRINDEXES(1116),
  BASENAMES(1117),
  DIRNAMES(1118),
  MODULARITYLABEL(5096),
  /** Signatures of the header alone. */
  DSAHEADER(267),
  RSAHEADER(268),
  /** Signatures of header and payload, of old packages. */
  SIGPGP(259),
  SIGGPG(262),
  /** Signatures as base64, one each, of packages of version 6. */
  OPENPGP(278);

  private final int number;

  RpmTag(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
