package dev.plinth.sbom.spdx;

import dev.plinth.model.Digest;
import dev.plinth.pkg.Package;
import dev.plinth.sbom.FileGroup;

/**
 * Ids of SPDX elements (SPDX 2.3, 7.2): letters, digits, {@code .} and {@code -}. A hash keeps
 * names apart that look the same then. trivy takes the kind of a package from the id's first word,
 * and takes an element that is called File for the path of its package: so files are called Path.
 */
final class SpdxIds {
  static final String DOCUMENT = "SPDXRef-DOCUMENT";

  private static final int HASH = 16;
  private static final int LONGEST_NAME = 60;

  private SpdxIds() {}

  static String image(Digest digest) {
    return "SPDXRef-ContainerImage-" + digest.hex().substring(0, HASH);
  }

  static String system(String distro) {
    return id("OperatingSystem", distro, distro);
  }

  static String of(Package pkg) {
    return id("Package", pkg.name(), pkg.name() + "\0" + pkg.architecture() + "\0" + pkg.version());
  }

  static String source(String name, String version) {
    return id("Source", name, name + "\0" + version);
  }

  static String of(FileGroup group) {
    return id("Origin", group.origin(), group.origin());
  }

  /**
   * The id of a file.
   *
   * @param holder the id of the element that holds it
   * @param index of the file among that element's files
   */
  static String file(String holder, int index) {
    return "SPDXRef-Path-" + holder.substring(holder.length() - HASH) + "-" + index;
  }

  private static String id(String kind, String name, String identity) {
    StringBuilder id = new StringBuilder("SPDXRef-").append(kind).append('-');
    for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
      id.append(plain ? c : '-');
    }
    return id.append('-').append(hash(identity)).toString();
  }

  private static String hash(String identity) {
    return Digest.of(identity).hex().substring(0, HASH);
  }
}
