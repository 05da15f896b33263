package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * JARs and what holds JARs in one layer, spooled so that their directories can be read. Archives in
 * archives are read to a depth of {@value #DEEPEST}.
 */
public final class JavaArchives implements LanguageReader {
  static final int DEEPEST = 10;

  private static final long LARGEST = 2L << 30;
  private static final Set<String> SUFFIXES =
      Set.of("jar", "war", "ear", "rar", "sar", "par", "hpi", "jpi", "kar", "aar");

  private final SpoolFolder spools;
  private final ArchiveBudget layer = ArchiveBudget.ofLayer();

  public JavaArchives(SpoolFolder spools) {
    this.spools = spools;
  }

  @Override
  public boolean wants(String path, int mode, long size) {
    return size >= 22 && isArchive(path);
  }

  static boolean isArchive(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= name.length() - 4
        && dot > 0
        && SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    byte[] head = content.readNBytes(4);
    if (head.length < 4) {
      return;
    }
    try (Spool spool = spools.open(LARGEST)) {
      spool.write(head);
      if (!spool.take(content)) {
        found.gap(path, "was not read: it is larger than " + LARGEST + " bytes");
        return;
      }
      new JavaArchive(path, spool.size(), spools, layer, found).read(path, spool, 0);
    }
  }
}
