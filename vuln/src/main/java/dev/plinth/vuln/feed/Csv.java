package dev.plinth.vuln.feed;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads comma-separated values (RFC 4180), line by line and within bounds. */
public final class Csv implements AutoCloseable {
  private static final int MAX_CELL = 1 << 20;
  private static final int MAX_CELLS = 1000;

  private final Reader reader;
  private final String file;

  /**
   * @param in UTF-8; closed with this
   * @param file names it in errors
   */
  public Csv(InputStream in, String file) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.file = file;
  }

  /** The next line's cells; empty at the end. */
  public Optional<List<String>> next() {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int c = read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0 && (quoted || c != '\n'); c = read()) {
      if (c == '"') {
        // A doubled quote closes and opens again: what is between them is a quote.
        quoted = !quoted;
        if (quoted && !cell.isEmpty()) {
          cell.append('"');
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c != '\r' || quoted) {
        cell.append((char) c);
      }
      if (cell.length() > MAX_CELL || cells.size() > MAX_CELLS) {
        throw bad("has a line that is too long", null);
      }
    }
    cells.add(cell.toString());
    return Optional.of(cells);
  }

  private int read() {
    try {
      return reader.read();
    } catch (IOException e) {
      throw bad("cannot be read", e);
    }
  }

  private PlinthException bad(String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        file + " " + problem,
        "get the file again from where it is published",
        cause);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw bad("cannot be read", e);
    }
  }
}
