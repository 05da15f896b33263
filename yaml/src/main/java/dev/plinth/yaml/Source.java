package dev.plinth.yaml;

import dev.plinth.model.Location;
import java.nio.file.Path;

/**
 * A file that nodes come from.
 *
 * @param name to show in messages
 * @param folder that holds the file: relative names in it are taken from here
 */
public record Source(String name, Path folder) {
  /** A place in the file, both numbers counted from 1. */
  public Mark mark(int line, int column) {
    return new Mark(this, line, column);
  }

  /** Where a node begins. */
  public record Mark(Source source, int line, int column) {
    public Location location() {
      return new Location(source.name(), line, column);
    }
  }
}
