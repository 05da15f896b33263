package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code release} file in the home of a JDK or JRE (JEP 223; {@code KEY="value"} lines). The
 * one that jlink writes has only the version and the modules, in some releases the vendor too.
 */
public final class JavaRuntimes implements LanguageReader {
  private static final int LONGEST = 64 << 10;

  @Override
  public boolean wants(String path, int mode, long size) {
    return (path.endsWith("/release") || path.equals("release")) && size > 0 && size <= LONGEST;
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    Map<String, String> values = values(Texts.lines(Texts.head(content, LONGEST)));
    String version = values.getOrDefault("JAVA_RUNTIME_VERSION", "");
    version = version.isEmpty() ? values.getOrDefault("JAVA_VERSION", "") : version;
    // Other software has files of this name too.
    boolean java =
        values.containsKey("JAVA_VERSION")
            && (values.containsKey("OS_ARCH") || values.containsKey("MODULES"));
    if (java && !version.isEmpty()) {
      String vendor = values.getOrDefault("IMPLEMENTOR", "");
      found.add(path, path, PackageType.GENERIC, "openjdk", version, vendor, "");
    }
  }

  private static Map<String, String> values(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        values.putIfAbsent(
            line.substring(0, equals).strip(),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return values;
  }
}
