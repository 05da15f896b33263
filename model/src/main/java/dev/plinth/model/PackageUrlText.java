package dev.plinth.model;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * The text of package URLs (package-url/purl-spec, "How to build"): what each type needs is its
 * caller's.
 */
public final class PackageUrlText {
  private static final String HEX = "0123456789ABCDEF";

  private PackageUrlText() {}

  /**
   * {@code pkg:TYPE/NAMESPACE/NAME@VERSION?KEY=VALUE&…}, all parts encoded.
   *
   * @param namespace with slashes between its parts; empty where there is none
   * @param version empty where there is none
   * @param qualifiers decoded; those with an empty value are left out
   */
  public static String of(
      String type,
      String namespace,
      String name,
      String version,
      SortedMap<String, String> qualifiers) {
    StringBuilder url = new StringBuilder("pkg:").append(type).append('/');
    for (String part : namespace.split("/")) {
      if (!part.isEmpty()) {
        encode(part, url);
        url.append('/');
      }
    }
    encode(name, url);
    if (!version.isEmpty()) {
      encode(version, url.append('@'));
    }
    char separator = '?';
    for (var qualifier : qualifiers.entrySet()) {
      if (!qualifier.getValue().isEmpty()) {
        url.append(separator).append(qualifier.getKey()).append('=');
        encode(qualifier.getValue(), url);
        separator = '&';
      }
    }
    return url.toString();
  }

  private static void encode(String text, StringBuilder to) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || "-._~:".indexOf(c) >= 0;
      if (plain) {
        to.append(c);
      } else {
        to.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}
