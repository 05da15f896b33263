package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.layout.LayoutStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** Small real images for tests: layers are tar archives that runtimes unpack. */
public final class Samples {
  public static final Platform AMD64 = new Platform("linux", "amd64");
  public static final Platform ARM64 = new Platform("linux", "arm64", "v8");
  public static final Instant EPOCH = Instant.parse("2024-05-06T07:08:09Z");

  private Samples() {}

  public static RuntimeConfig runtime() {
    return new RuntimeConfig(
        "65534:65534",
        new TreeSet<>(List.of("80/tcp", "53/udp")),
        List.of("PATH=/usr/bin", "LANG=C.UTF-8"),
        List.of("/bin/hello"),
        List.of("--greet", "wörld"),
        new TreeSet<>(List.of("/data")),
        "/srv",
        new TreeMap<>(Map.of("org.opencontainers.image.title", "hello")),
        "SIGQUIT",
        new TreeMap<>(Map.of("Healthcheck", "{\"Test\":[\"NONE\"]}")));
  }

  /** A tar archive with one file, in ustar form. */
  public static byte[] tar(String name, byte[] content) {
    byte[] member = member(name, content);
    return Arrays.copyOf(member, member.length + 1024);
  }

  /** A file of a tar archive: header, content, padding. */
  public static byte[] member(String name, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o\0", content.length));
    put(header, 136, String.format("%011o\0", EPOCH.getEpochSecond()));
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    byte[] tar = new byte[512 + (content.length + 511) / 512 * 512];
    System.arraycopy(header, 0, tar, 0, 512);
    System.arraycopy(content, 0, tar, 512, content.length);
    return tar;
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Puts a two-layer image for {@code platform} into {@code store}. */
  public static Descriptor image(LayoutStore store, String text, Platform platform) {
    try {
      List<Descriptor> layers = new ArrayList<>();
      List<Digest> diffs = new ArrayList<>();
      List<History> history = new ArrayList<>();
      for (String file : List.of("base.txt", "app-" + platform.architecture() + ".txt")) {
        byte[] tar = tar(file, (file + " of " + text + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] gzip = gzip(tar);
        layers.add(Descriptor.of(MediaType.LAYER_GZIP, store.add(gzip), gzip.length));
        diffs.add(Digest.of(tar));
        history.add(History.of(EPOCH, "plinth " + file));
      }
      Descriptor config =
          store.put(ImageConfig.of(platform, EPOCH, runtime(), diffs, history).toDocument());
      return store
          .put(ImageManifest.of(config, layers, new TreeMap<>()).toDocument())
          .withPlatform(platform);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an image for two platforms into {@code store} under {@code name}. */
  public static Descriptor named(LayoutStore store, String name) {
    ImageIndex index = ImageIndex.of(List.of(image(store, name, AMD64), image(store, name, ARM64)));
    Descriptor descriptor = store.put(index.toDocument());
    store.tag(name, descriptor);
    return descriptor;
  }

  /** A manifest about {@code subject}, its blobs in {@code store}. */
  public static Document<ImageManifest> referrer(
      LayoutStore store, Descriptor subject, String artifactType) {
    try {
      byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
      Descriptor config = Descriptor.of(MediaType.EMPTY, store.add(empty), empty.length);
      byte[] text = ("about " + subject.digest()).getBytes(StandardCharsets.UTF_8);
      Descriptor layer = Descriptor.of("text/plain", store.add(text), text.length);
      return new ImageManifest(
              MediaType.MANIFEST,
              Optional.of(artifactType),
              config,
              List.of(layer),
              Optional.of(subject),
              new TreeMap<>(Map.of("about", "it")))
          .toDocument();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
