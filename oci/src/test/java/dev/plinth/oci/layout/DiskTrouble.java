package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Samples;
import dev.plinth.oci.export.Export;
import dev.plinth.oci.validate.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a store says and leaves behind on a small disk that runs full: {@code full|readonly DIR}.
 */
final class DiskTrouble {
  private DiskTrouble() {}

  public static void main(String[] args) throws IOException {
    Path disk = Path.of(args[1]);
    LayoutStore store = LayoutStore.at(disk.resolve("store"));
    if (args[0].equals("readonly")) {
      said("list " + store.list().size());
      attempt("tag", () -> store.tag("again", store.resolve("first").descriptor()));
      return;
    }
    Descriptor image = Samples.named(store, "first");
    byte[] large = new byte[8 << 20];
    attempt("add", () -> store.add(new ByteArrayInputStream(large), Digest.of(large), "large"));
    attempt("bytes", () -> store.add(large));
    attempt(
        "writer",
        () -> {
          try (BlobWriter writer = store.writer("a layer")) {
            for (int i = 0; i < 1000; i++) {
              writer.write(large, 0, 100_000);
            }
            writer.finish();
          }
        });
    try (Stream<Path> left = Files.list(disk.resolve("store/.plinth/tmp"))) {
      said("left behind " + left.count());
    }
    fill(disk.resolve("filler"));
    attempt("tag", () -> store.tag("second", image));
    attempt("export", () -> Export.of(store, store.resolve("first")).ociArchive(disk.resolve("x")));
    said("export there " + Files.exists(disk.resolve("x")));
    Files.delete(disk.resolve("filler"));
    said("names " + store.list().size());
    store.tag("second", image);
    said("names " + store.list().size());
    said("findings " + Validation.full(store.content(), image));
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      said("full");
    }
    try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
      while (true) {
        out.write(1);
      }
    } catch (IOException e) {
      said("full to the last byte");
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(String name, Attempt attempt) throws IOException {
    try {
      attempt.run();
      said(name + " worked");
    } catch (PlinthException e) {
      said(name + ": " + e.code() + ", " + e.getMessage() + "; " + e.hint());
    }
  }

  private static void said(String text) {
    System.out.println(text);
  }
}
