package dev.plinth.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;

/**
 * Any bytes are a manifest, index or config, or a BAD_INPUT error; what is one survives writing.
 */
class CodecFuzzTest {
  @FuzzTest
  void manifest(byte[] data) {
    try {
      Document<ImageManifest> read = ImageManifest.parse(data, "it");
      assertThat(read.bytes()).isEqualTo(data);
      byte[] written = read.value().toDocument().bytes();
      assertThat(ImageManifest.parse(written, "again").value()).isEqualTo(read.value());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void index(byte[] data) {
    try {
      ImageIndex read = ImageIndex.parse(data, "it").value();
      byte[] written = read.toDocument().bytes();
      assertThat(ImageIndex.parse(written, "again").value()).isEqualTo(read);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void config(byte[] data) {
    try {
      ImageConfig read = ImageConfig.parse(data, "it").value();
      byte[] written = read.toDocument().bytes();
      assertThat(ImageConfig.parse(written, "again").value()).isEqualTo(read);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
