package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions that programs of CPython and Node hold as text. Python's {@code PY_VERSION} stands alone
 * between NUL bytes; Node's build has the address of its own release, which ends in {@code
 * /node-vX.Y.Z.tar.gz}.
 */
final class RuntimeStrings {
  /** Longer matches do not occur: so much of a block is looked at again with the next one. */
  static final int OVERLAP = 64;

  private static final Pattern PYTHON_NAME =
      Pattern.compile("(?:python|libpython)(3\\.\\d{1,2})(?:\\.so\\.1\\.0)?");
  private static final Pattern NODE =
      Pattern.compile("/node-v(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.tar\\.gz");

  private final Pattern pattern;
  private final String name;
  private @Nullable String version;

  private RuntimeStrings(Pattern pattern, String name) {
    this.pattern = pattern;
    this.name = name;
  }

  /** What to look for in a file of this name; null for nothing. */
  static @Nullable RuntimeStrings of(String fileName) {
    Matcher python = PYTHON_NAME.matcher(fileName);
    if (python.matches()) {
      String minor = Pattern.quote(python.group(1));
      return new RuntimeStrings(
          Pattern.compile("\0(" + minor + "\\.\\d{1,3}(?:(?:a|b|rc)\\d{1,2})?\\+?)\0"), "python");
    }
    return fileName.equals("node") || fileName.equals("nodejs")
        ? new RuntimeStrings(NODE, "node")
        : null;
  }

  /** Looks at the next part of the file, which repeats {@link #OVERLAP} bytes of the one before. */
  void look(byte[] bytes, int length) {
    if (version == null) {
      // A short search for what all matches begin with would be faster, but such files are few.
      Matcher matcher = pattern.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
      if (matcher.find()) {
        version = matcher.group(1);
      }
    }
  }

  void addTo(String path, Found found) {
    if (version != null) {
      found.add(path, path, PackageType.GENERIC, name, version);
    }
  }
}
