package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;

/** What may name an image in a store. */
final class ImageName {
  private static final int MAX_LENGTH = 255;

  private ImageName() {}

  /**
   * Accepts the grammar of {@code org.opencontainers.image.ref.name} (OCI image-spec,
   * annotations.md): letters and digits, with {@code - . _ : @ + /} between them, {@code --} too.
   */
  static String check(String name) {
    if (!matches(name) || name.startsWith("sha256:") || name.startsWith("sha512:")) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "'" + shown(name) + "' cannot name an image",
          "use letters and digits, with one of - . _ : + / between them");
    }
    return name;
  }

  private static boolean matches(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    char before = '/';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean separator = "-._:@+/".indexOf(c) >= 0;
      if (!separator && !alphanumeric(c)) {
        return false;
      }
      boolean doubled = c == '-' && before == '-' && name.charAt(i - 2) != '-';
      if (separator && !alphanumeric(before) && !doubled) {
        return false;
      }
      before = c;
    }
    return alphanumeric(before);
  }

  private static boolean alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static String shown(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }
}
