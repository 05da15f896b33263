package dev.plinth.app.training;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A package in the form of deb(5). */
final class TrainingDeb {
  private static final long TIME = 1_700_000_000;
  private static final byte[] NOTHING = {};

  private final String name;
  private final String fields;
  private String maintainer = "Nobody <nobody@lists.debian.org>";
  private final TreeMap<String, byte[]> scripts = new TreeMap<>();
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final TreeMap<String, String> links = new TreeMap<>();

  /**
   * @param fields of its control file, besides its name, version and architecture; whole lines
   */
  TrainingDeb(String name, String fields) {
    this.name = name;
    this.fields = fields;
    file(
        "usr/share/doc/" + name + "/copyright",
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
        Upstream-Name: NAME

        Files: *
        Copyright: 2026 Nobody
        License: GPL-2+ or Expat

        Files: debian/*
        Copyright: 2026 Nobody Else
        License: GPL-2+

        License: GPL-2+
         On Debian systems see /usr/share/common-licenses/GPL-2.

        License: Expat
         Permission is granted.
        """
            .replace("NAME", name));
  }

  String name() {
    return name;
  }

  TrainingDeb file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  TrainingDeb file(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  TrainingDeb link(String path, String target) {
    links.put(path, target);
    return this;
  }

  TrainingDeb maintainer(String other) {
    maintainer = other;
    return this;
  }

  /** A maintainer script, or another file of the control archive. */
  TrainingDeb control(String file, String text) {
    scripts.put(file, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The control file. */
  String stanza() {
    return "Package: "
        + name
        + "\nVersion: 1:1.0-1+deb\nArchitecture: amd64\nMaintainer: "
        + maintainer
        + "\n"
        + fields
        + "Description: recorded\n A package that only the start-up cache knows.\n";
  }

  byte[] bytes() throws IOException {
    TreeMap<String, byte[]> control = new TreeMap<>(scripts);
    control.put("control", stanza().getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream ar = new ByteArrayOutputStream();
    ar.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(ar, "control.tar.xz", xz(tar(control, new TreeMap<>())));
    member(ar, "data.tar.xz", xz(tar(files, links)));
    return ar.toByteArray();
  }

  private static void member(ByteArrayOutputStream ar, String name, byte[] bytes) {
    String head =
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(name, TIME, 0, 0, "100644", bytes.length);
    ar.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    ar.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      ar.write('\n');
    }
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, new LZMA2Options(1))) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] tar(SortedMap<String, byte[]> files, SortedMap<String, String> links)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TreeSet<String> folders = new TreeSet<>();
    for (Map<String, ?> all : java.util.List.of(files, links)) {
      for (String path : all.keySet()) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
          folders.add(path.substring(0, slash));
        }
      }
    }
    try (TarWriter tar = new TarWriter(bytes)) {
      tar.add(entry(".", TarEntry.Type.DIRECTORY, 0755, NOTHING, ""));
      for (String folder : folders) {
        tar.add(entry(folder, TarEntry.Type.DIRECTORY, 0755, NOTHING, ""));
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        int mode = file.getKey().contains("bin/") || !file.getKey().contains("/") ? 0755 : 0644;
        tar.add(
            entry(file.getKey(), TarEntry.Type.FILE, mode, file.getValue(), ""),
            new ByteArrayInputStream(file.getValue()));
      }
      for (Map.Entry<String, String> link : links.entrySet()) {
        tar.add(entry(link.getKey(), TarEntry.Type.SYMLINK, 0777, NOTHING, link.getValue()));
      }
      tar.finish();
    }
    return bytes.toByteArray();
  }

  private static TarEntry entry(
      String path, TarEntry.Type type, int mode, byte[] content, String target) {
    String slash = type == TarEntry.Type.DIRECTORY ? "/" : "";
    return new TarEntry(
        (path.equals(".") ? "." : "./" + path) + slash,
        type,
        mode,
        0,
        0,
        content.length,
        TIME,
        target,
        "root",
        "root",
        0,
        0,
        new TreeMap<>(),
        0);
  }
}
