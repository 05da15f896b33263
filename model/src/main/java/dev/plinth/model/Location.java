package dev.plinth.model;

/**
 * A place in a text file that a person wrote.
 *
 * @param file the name to show
 * @param line counted from 1; 0 where only the file is known
 * @param column counted from 1; 0 where only the line is known
 */
public record Location(String file, int line, int column) {
  /** The whole file. */
  public static Location of(String file) {
    return new Location(file, 0, 0);
  }

  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
  }
}
