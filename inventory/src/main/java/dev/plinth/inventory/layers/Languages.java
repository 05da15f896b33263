package dev.plinth.inventory.layers;

import dev.plinth.inventory.language.JavaArchives;
import dev.plinth.inventory.language.JavaRuntimes;
import dev.plinth.inventory.language.LanguageReader;
import dev.plinth.inventory.language.NodeHeaders;
import dev.plinth.inventory.language.NodePackages;
import dev.plinth.inventory.language.Programs;
import dev.plinth.inventory.language.PythonHeaders;
import dev.plinth.inventory.language.PythonPackages;
import dev.plinth.inventory.spool.SpoolFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of all ecosystems, for one layer. */
final class Languages {
  private final Programs programs;
  private final List<LanguageReader> readers;

  Languages(SpoolFolder spools) {
    programs = new Programs(spools);
    readers =
        List.of(
            new JavaArchives(spools),
            new PythonPackages(),
            new NodePackages(),
            new JavaRuntimes(),
            new PythonHeaders(),
            new NodeHeaders(),
            programs);
  }

  /** Who reads a file; null for nobody. */
  @Nullable LanguageReader reader(String path, int mode, long size) {
    for (LanguageReader reader : readers) {
      if (reader.wants(path, mode, size)) {
        return reader;
      }
    }
    return null;
  }

  Programs programs() {
    return programs;
  }
}
