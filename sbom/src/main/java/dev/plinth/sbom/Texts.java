package dev.plinth.sbom;

import java.net.URI;
import java.net.URISyntaxException;

/** Texts of packages in the forms that bills of materials can hold. */
public final class Texts {
  private Texts() {}

  /** In one line: every run of white space and control characters is one space. */
  public static String line(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** A web address, or nothing where it is not one. */
  public static String address(String text) {
    String address = text.strip();
    if (!address.matches("(?i)(https?|ftp)://[^\\s]+")) {
      return "";
    }
    try {
      URI uri = new URI(address);
      return uri.getHost() == null ? "" : uri.toASCIIString();
    } catch (URISyntaxException _) {
      return "";
    }
  }
}
