package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node's {@code include/node/node_version.h}, which defines its version in three numbers. */
public final class NodeHeaders implements LanguageReader {
  private static final int LONGEST = 64 << 10;

  @Override
  public boolean wants(String path, int mode, long size) {
    return path.endsWith("include/node/node_version.h") && size <= LONGEST;
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    String text = Texts.utf8(Texts.head(content, LONGEST));
    String major = number(text, "MAJOR");
    String minor = number(text, "MINOR");
    String patch = number(text, "PATCH");
    if (!major.isEmpty() && !minor.isEmpty() && !patch.isEmpty()) {
      String version = major + "." + minor + "." + patch;
      found.add(path, path, PackageType.GENERIC, "node", version);
    }
  }

  private static String number(String text, String part) {
    Matcher matcher =
        Pattern.compile("(?m)^#define[ \\t]{1,20}NODE_" + part + "_VERSION[ \\t]{1,20}(\\d{1,6})")
            .matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
