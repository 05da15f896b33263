package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import java.nio.charset.StandardCharsets;

/** Any bytes are the files of a layout, or a BAD_INPUT error; names are taken or USAGE errors. */
class LayoutFuzzTest {
  private static final Descriptor IMAGE = Descriptor.of(MediaType.INDEX, Digest.of("x"), 1);

  @FuzzTest
  void index(byte[] data) {
    try {
      LayoutIndex index = LayoutIndex.parse(data, "it");
      int unnamed = (int) index.entries().stream().filter(e -> e.name().isEmpty()).count();
      index.name("fuzz", IMAGE);
      LayoutIndex again = LayoutIndex.parse(index.toBytes(), "again");
      assertThat(again.entries()).hasSameSizeAs(index.entries());
      assertThat(again.entries()).contains(index.entries().getFirst());
      assertThat(index.entries().size()).isGreaterThanOrEqualTo(unnamed);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void version(byte[] data) {
    try {
      LayoutVersion.check(data, "it");
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void name(byte[] data) {
    try {
      String name = new String(data, StandardCharsets.UTF_8);
      assertThat(ImageName.check(name)).hasSizeBetween(1, 255).doesNotContain("..", "//", "\n");
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    }
  }
}
