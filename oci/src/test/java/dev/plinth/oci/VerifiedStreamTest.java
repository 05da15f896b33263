package dev.plinth.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class VerifiedStreamTest {
  private final byte[] text = "hello, world".getBytes(StandardCharsets.US_ASCII);

  private VerifiedStream stream(Digest digest, long size) {
    return new VerifiedStream(new ByteArrayInputStream(text), digest, size, "it");
  }

  @Test
  void theRightBytesPass() throws IOException {
    try (VerifiedStream in = stream(Digest.of(text), text.length)) {
      assertThat(in.read()).isEqualTo('h');
      assertThat(in.skip(3)).isEqualTo(3);
      assertThat(in.readNBytes(2)).isEqualTo("o,".getBytes(StandardCharsets.US_ASCII));
      in.finish();
      in.finish();
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
      assertThat(in.markSupported()).isFalse();
      assertThat(in.isRefuted()).isFalse();
    }
  }

  @Test
  void sha512IsKnown() throws IOException {
    Digest digest = new Digest("sha512", Content.hex(Content.hash("sha512").digest(text)));
    try (VerifiedStream in = VerifiedStream.of(new ByteArrayInputStream(text), digest, "it")) {
      assertThat(in.readAllBytes()).isEqualTo(text);
    }
  }

  private void refused(Digest digest, long size, String message) throws IOException {
    try (VerifiedStream in = stream(digest, size)) {
      assertThatThrownBy(in::finish)
          .isInstanceOf(PlinthException.class)
          .hasMessage(message)
          .extracting("code")
          .isEqualTo(ErrorCode.VERIFICATION);
      assertThat(in.isRefuted()).isTrue();
    }
  }

  @Test
  void otherBytesAndSizesAreRefused() throws IOException {
    Digest other = Digest.of("other");
    Digest right = Digest.of(text);
    refused(other, 12, "it does not match its digest: expected " + other + ", got " + right);
    refused(right, 11, "it has more than the 11 bytes that its descriptor says");
    refused(right, 13, "it has 12 bytes, not the 13 that its descriptor says");
  }

  @Test
  void howItIsReadDoesNotMatter() throws IOException {
    byte[] large = new byte[100_000];
    ThreadLocalRandom.current().nextBytes(large);
    try (VerifiedStream in =
        VerifiedStream.of(new ByteArrayInputStream(large), Digest.of(large), "it")) {
      byte[] buffer = new byte[777];
      int total = 0;
      for (int n = 0; n >= 0; n = in.read(buffer, 1, 700)) {
        total += n;
      }
      assertThat(total).isEqualTo(large.length);
    }
  }

  /** Content in memory, which may be other than its name says. */
  private static final class Memory implements ContentSource {
    private final Map<Digest, byte[]> blobs = new HashMap<>();

    @Override
    public String where() {
      return "memory";
    }

    @Override
    public boolean has(Digest digest) {
      return blobs.containsKey(digest);
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
      byte[] blob = blobs.get(digest);
      if (blob == null) {
        throw new NoSuchFileException(digest.toString());
      }
      return new ByteArrayInputStream(blob);
    }
  }

  @Test
  void contentIsDescribedByWhatItIs() {
    Memory memory = new Memory();
    Content content = new Content(memory);
    byte[] index = ImageIndex.of(java.util.List.of()).toDocument().bytes();
    memory.blobs.put(Digest.of(index), index);
    assertThat(content.describe(Digest.of(index), index.length).mediaType())
        .isEqualTo(MediaType.INDEX);
    byte[] manifest = InputsManifest.of(java.util.List.of()).toDocument().bytes();
    memory.blobs.put(Digest.of(manifest), manifest);
    assertThat(content.describe(Digest.of(manifest), manifest.length).mediaType())
        .isEqualTo(MediaType.MANIFEST);
    memory.blobs.put(Digest.of("x"), "x".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> content.describe(Digest.of("x"), 1))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("manifest " + Digest.of("x") + " in memory is not acceptable JSON");
  }

  @Test
  void whatIsAbsentIsSaidSo() {
    Content content = new Content(new Memory());
    assertThatThrownBy(() -> content.manifest(Descriptor.of(MediaType.MANIFEST, Digest.of("a"), 1)))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("is not there")
        .extracting("code")
        .isEqualTo(ErrorCode.NOT_FOUND);
  }
}
