package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPython's {@code include/pythonX.Y/patchlevel.h}, which defines PY_VERSION. */
public final class PythonHeaders implements LanguageReader {
  private static final int LONGEST = 64 << 10;
  private static final Pattern VERSION =
      Pattern.compile("(?m)^#define[ \\t]{1,20}PY_VERSION[ \\t]{1,20}\"([0-9][^\"\\s]{0,40})\"");

  @Override
  public boolean wants(String path, int mode, long size) {
    return path.endsWith("/patchlevel.h") && path.contains("include/python") && size <= LONGEST;
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    Matcher version = VERSION.matcher(Texts.utf8(Texts.head(content, LONGEST)));
    if (version.find()) {
      found.add(path, path, PackageType.GENERIC, "python", version.group(1));
    }
  }
}
