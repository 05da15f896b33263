package dev.plinth.oci.export;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;

/**
 * A name and tag as Docker has them (distribution reference grammar, without registry rules).
 *
 * @param repository for example {@code team/debian-micro}
 * @param tag for example {@code latest}
 */
record DockerName(String repository, String tag) {

  /** {@code NAME} or {@code NAME:TAG}; what Docker does not take is a {@code USAGE} error. */
  static DockerName of(String name) {
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    String repository = colon < 0 ? name : name.substring(0, colon);
    String tag = colon < 0 ? "latest" : name.substring(colon + 1);
    boolean good = !tag.isEmpty() && tag.length() <= 128 && repository.length() <= 255;
    good = good && ".-".indexOf(tag.charAt(0)) < 0;
    for (int i = 0; good && i < tag.length(); i++) {
      char c = tag.charAt(i);
      good = lowerOrDigit(c) || (c >= 'A' && c <= 'Z') || "_.-".indexOf(c) >= 0;
    }
    for (String part : repository.split("/", -1)) {
      good = good && isComponent(part);
    }
    if (!good) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "Docker takes no image with the name '" + name + "'",
          "give another: small letters and digits with . _ - between them, then : and a tag");
    }
    return new DockerName(repository, tag);
  }

  /** Letters and digits, between them one dot, one or two underscores, or hyphens. */
  private static boolean isComponent(String part) {
    int run = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (lowerOrDigit(c)) {
        run = 0;
      } else if ("._-".indexOf(c) < 0 || i == 0 || i == part.length() - 1) {
        return false;
      } else {
        run++;
        boolean same = run == 1 || part.charAt(i - 1) == c;
        if (!same || (c == '.' && run > 1) || (c == '_' && run > 2)) {
          return false;
        }
      }
    }
    return !part.isEmpty();
  }

  private static boolean lowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
