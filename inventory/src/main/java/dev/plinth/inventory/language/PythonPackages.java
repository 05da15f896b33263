package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Python distributions: {@code NAME.dist-info/METADATA} with its {@code RECORD} (PyPA, "Recording
 * installed projects"), {@code NAME.egg-info/PKG-INFO}, or a file {@code NAME.egg-info}
 * (distutils).
 */
public final class PythonPackages implements LanguageReader {
  private static final int LONGEST_METADATA = 256 << 10;
  private static final int LONGEST_RECORD = 16 << 20;
  private static final int LONGEST_LINE = 8192;
  private static final int MOST_LICENCES = 10;
  private static final String CLASSIFIER = "Classifier: License ::";

  @Override
  public boolean wants(String path, int mode, long size) {
    return size > 0 && (isMetadata(path) || isRecord(path));
  }

  private static boolean isMetadata(String path) {
    return path.endsWith(".dist-info/METADATA")
        || path.endsWith(".egg-info/PKG-INFO")
        || path.endsWith(".egg/EGG-INFO/PKG-INFO")
        || path.endsWith(".egg-info");
  }

  private static boolean isRecord(String path) {
    return path.endsWith(".dist-info/RECORD");
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    if (isRecord(path)) {
      record(path, Texts.head(content, LONGEST_RECORD), found);
    } else {
      metadata(path, Texts.head(content, LONGEST_METADATA), found);
    }
  }

  private static void metadata(String path, byte[] bytes, Found found) {
    List<String> lines = Texts.lines(bytes);
    HeaderFields fields = HeaderFields.parse(lines);
    String name = fields.first("Name");
    if (name.isEmpty() || fields.first("Version").isEmpty()) {
      found.gap(path, "names no package and version");
      return;
    }
    String licence = fields.first("License-Expression");
    licence = licence.isEmpty() ? fields.first("License") : licence;
    String author = fields.first("Maintainer");
    author = author.isEmpty() ? fields.first("Author") : author;
    // Some put the whole text of their licence there: no name then.
    licence = licence.length() > 120 || licence.indexOf('\n') >= 0 ? "" : licence;
    licence = licence.isEmpty() ? classified(lines) : licence;
    found.add(path, path, PackageType.PYPI, name, fields.first("Version"), author, licence);
  }

  /** The licences among the classifiers (PyPI's trove classifiers), as far as they name one. */
  private static String classified(List<String> lines) {
    return lines.stream()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith(CLASSIFIER))
        .map(line -> line.substring(line.lastIndexOf("::") + 2).strip())
        .filter(name -> !name.equals("OSI Approved"))
        .distinct()
        .limit(MOST_LICENCES)
        .collect(Collectors.joining(", "));
  }

  private static void record(String path, byte[] bytes, Found found) throws IOException {
    String home = path.substring(0, path.lastIndexOf('/'));
    String site = Texts.directory(home);
    InputStream in = Texts.stream(bytes);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int end = line.startsWith("\"") ? line.indexOf("\",", 1) : line.indexOf(',');
        if (end > 0 && end < LONGEST_LINE) {
          String file = line.startsWith("\"") ? line.substring(1, end) : line.substring(0, end);
          String whole = file.startsWith("/") ? file : site + file;
          found.claim(dev.plinth.rootfs.RawPath.normalize(whole).substring(1));
        }
      }
    }
  }
}
