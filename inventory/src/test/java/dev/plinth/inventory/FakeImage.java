package dev.plinth.inventory;

import dev.plinth.model.Digest;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** An image in an OCI layout, of tar archives. */
public final class FakeImage implements AutoCloseable {
  private final ImageSource source;

  private FakeImage(ImageSource source) {
    this.source = source;
  }

  /** Writes the layout into {@code folder}. */
  public static FakeImage of(Path folder, byte[]... tars) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    List<String> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (byte[] tar : tars) {
      diffIds.add("\"" + Digest.of(tar) + "\"");
      layers.add(blob(blobs, "application/vnd.oci.image.layer.v1.tar+gzip", gzip(tar)));
    }
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + String.join(",", diffIds)
            + "]}}";
    String described = blob(blobs, "application/vnd.oci.image.config.v1+json", bytes(config));
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
            + described
            + ",\"layers\":["
            + String.join(",", layers)
            + "]}";
    String root = blob(blobs, "application/vnd.oci.image.manifest.v1+json", bytes(manifest));
    Files.writeString(
        folder.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + root + "]}");
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return open(folder);
  }

  public static FakeImage open(Path layout) {
    return new FakeImage(ImageSources.open(layout, Optional.empty()));
  }

  public Image image() {
    return source.only();
  }

  private static String blob(Path blobs, String type, byte[] content) throws IOException {
    Digest digest = Digest.of(content);
    Files.write(blobs.resolve(digest.hex()), content);
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":"
        + content.length
        + "}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] gzip(byte[] content) throws IOException {
    return gzip(new ByteArrayInputStream(content));
  }

  public static byte[] gzip(InputStream content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      content.transferTo(gzip);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
