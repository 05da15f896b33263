package dev.plinth.sbom;

/**
 * The distribution of an image, in the words of os-release(5).
 *
 * @param id {@code ID}: {@code debian}
 * @param versionId {@code VERSION_ID}: {@code 12}; empty where there is none (sid)
 * @param codename {@code VERSION_CODENAME}; empty where there is none
 * @param name {@code NAME}: {@code Debian GNU/Linux}, who supplies the packages
 */
public record OperatingSystem(String id, String versionId, String codename, String name) {
  /** What package URLs call it: {@code debian-12}. */
  public String distro() {
    String version = versionId.isEmpty() ? codename : versionId;
    return version.isEmpty() ? id : id + "-" + version;
  }
}
