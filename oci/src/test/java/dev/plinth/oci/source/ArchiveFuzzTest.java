package dev.plinth.oci.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.Digest;
import dev.plinth.oci.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any file is an image, or an error that is somebody else's fault. */
class ArchiveFuzzTest {
  private static final String CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}";

  @FuzzTest
  void file(byte[] data) throws IOException {
    read(data);
  }

  @FuzzTest
  void dockerArchive(FuzzedDataProvider data) throws IOException {
    byte[] layer = data.consumeBytes(2000);
    String config = CONFIG.formatted(Digest.of(layer));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Samples.member("config.json", config.getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(Samples.member("layer.tar", layer));
    while (data.consumeBoolean()) {
      out.writeBytes(Samples.member(data.consumeAsciiString(90), data.consumeBytes(100)));
    }
    out.writeBytes(Samples.member("manifest.json", data.consumeRemainingAsBytes()));
    read(out.toByteArray());
  }

  @FuzzTest
  void ociArchive(FuzzedDataProvider data) throws IOException {
    byte[] config = CONFIG.formatted(Digest.of("x")).getBytes(StandardCharsets.UTF_8);
    byte[] manifest = data.consumeBytes(2000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] blob : new byte[][] {config, manifest}) {
      out.writeBytes(Samples.member("blobs/sha256/" + Digest.of(blob).hex(), blob));
    }
    String index =
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\""
            + (data.consumeBoolean()
                ? "application/vnd.oci.image.manifest.v1+json"
                : "application/vnd.oci.image.index.v1+json")
            + "\",\"digest\":\""
            + Digest.of(manifest)
            + "\",\"size\":"
            + manifest.length
            + "}]}";
    byte[] bytes = data.consumeRemainingAsBytes();
    out.writeBytes(
        Samples.member(
            "index.json", bytes.length > 0 ? bytes : index.getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(
        Samples.member(
            "oci-layout",
            "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII)));
    read(out.toByteArray());
  }

  private static void read(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".tar");
    try {
      Files.write(file, data);
      assertThat(Outcome.of(file, Optional.empty()))
          .matches("(?s)(read|BAD_INPUT|VERIFICATION|NOT_FOUND|USAGE) .*");
    } finally {
      Files.delete(file);
    }
  }
}
