package dev.plinth.sbom;

/**
 * A Debian version in its parts (deb-version(7)), as scanners ask for them.
 *
 * @param epoch empty where there is none
 * @param upstream without epoch and revision
 * @param revision empty where there is none
 */
public record DebVersion(String epoch, String upstream, String revision) {
  public static DebVersion of(String version) {
    int colon = version.indexOf(':');
    String rest = version.substring(colon + 1);
    int dash = rest.lastIndexOf('-');
    return new DebVersion(
        colon < 0 ? "" : version.substring(0, colon),
        dash < 0 ? rest : rest.substring(0, dash),
        dash < 0 ? "" : rest.substring(dash + 1));
  }
}
