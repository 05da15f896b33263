package dev.plinth.inventory.language;

import dev.plinth.inventory.Gaps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** What a reader finds in some bytes. */
final class Finding {
  final Gaps gaps = new Gaps(100);
  final Found found = new Found(gaps);

  static Finding in(LanguageReader reader, String path, byte[] content) throws IOException {
    Finding finding = new Finding();
    reader.read(path, new ByteArrayInputStream(content), finding.found);
    return finding;
  }

  List<String> packages() {
    return found.artifacts().stream()
        .map(a -> a.pkg().type().purlType() + " " + a.pkg().name() + " " + a.pkg().version())
        .toList();
  }
}
