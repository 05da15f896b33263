package dev.plinth.inventory.merge;

import dev.plinth.inventory.language.Artifact;
import java.util.List;

/**
 * A file that tells of packages.
 *
 * @param span as long as it is visible
 * @param packages what it tells
 */
record Listed(Span span, List<Artifact> packages) {
  Listed {
    packages = List.copyOf(packages);
  }
}
