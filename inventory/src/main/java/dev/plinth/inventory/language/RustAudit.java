package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What cargo-auditable writes into the section {@code .dep-v0} of a program: JSON compressed with
 * zlib, {@code {"packages": [{"name", "version", "kind", …}]}}. Packages of kind {@code build} ran
 * while it was built and are not in it.
 */
final class RustAudit {
  static final String SECTION = ".dep-v0";
  static final long LARGEST = 8 << 20;
  private static final long MOST_UNPACKED = 64 << 20;

  private RustAudit() {}

  /** Reads the bytes of the section. */
  static void read(String path, InputStream section, Found found) throws IOException {
    Inflater inflater = new Inflater();
    try (InputStream in = new Bounded(new InflaterInputStream(section, inflater));
        JsonParser json = Json.parser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (json.currentName().equals("packages") && json.nextToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            one(path, json, found);
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      found.gap(path, "has a list of Rust crates that could not be read to its end");
    } finally {
      inflater.end();
    }
  }

  private static void one(String path, JsonParser json, Found found) {
    String name = "";
    String version = "";
    String kind = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      JsonToken token = json.nextToken();
      switch (key) {
        case "name" -> name = Json.text(json, token);
        case "version" -> version = Json.text(json, token);
        case "kind" -> kind = Json.text(json, token);
        default -> json.skipChildren();
      }
    }
    if (!kind.equals("build")) {
      found.add(path, path, PackageType.CARGO, name, version);
    }
  }

  /** Ends with an error where more comes out than any such list has. */
  private static final class Bounded extends java.io.FilterInputStream {
    private long left = MOST_UNPACKED;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      left -= Math.max(0, n);
      if (left < 0) {
        throw new ZipException("it is too large");
      }
      return n;
    }
  }
}
