package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes to a store: {@code STORE ID COUNT}. It says {@code ready}, waits for a
 * line, then makes COUNT images, each under a name of its own and all under the name {@code
 * contended}.
 */
final class StoreWriter {
  private StoreWriter() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path warm = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "warm");
    write(LayoutStore.at(warm), "warm", 3);
    System.out.println("ready");
    if (System.in.read() < 0) {
      return;
    }
    int count = Integer.parseInt(args[2]);
    if (args.length == 3) {
      write(LayoutStore.at(folder), args[1], count);
    }
    for (int i = 0; args.length > 3 && i < count; i++) {
      try (LayoutStore store = LayoutStore.at(folder)) {
        write(store, args[1] + "-" + i, 1);
      }
    }
    System.out.println("done");
  }

  static void write(LayoutStore store, String id, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = id + "-" + i;
      Descriptor image = Samples.named(store, name);
      store.tag("contended", image);
      store.referrers().attach(Samples.referrer(store, image, "application/x.test"));
      String download = "download " + name;
      Path partial = store.partial(Digest.of(download));
      Files.writeString(partial, download);
      store.adopt(partial, Digest.of(download), "the download");
      try (BlobWriter writer = store.writer("a large blob")) {
        for (int block = 0; block < 20; block++) {
          writer.write(new byte[5000]);
        }
        writer.finish();
      }
    }
  }

  /** Starts one with the class path of this test. */
  static Process start(Path store, String id, int count, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StoreWriter.class.getName(), store.toString(), id, "" + count));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Waits until it is ready. */
  static void awaitReady(Process process) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = process.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = process.getInputStream().read();
    }
    if (!line.toString().equals("ready")) {
      throw new IOException("the writer said '" + line + "'");
    }
  }

  /** Lets it begin. */
  static void go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }
}
