package dev.plinth.deb.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.deb.source.SourceStanza.SourceFile;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DscFileTest {
  private static final String PLAIN =
      """
      Format: 3.0 (quilt)
      Source: zlib
      Version: 1:1.3-1
      Files:
       9049ee18716543eb1df66d45fe483b22 4 zlib_1.3.orig.tar.gz
      Checksums-Sha256:
       2d4c9dd9b3e263cc93d29c0bb0ef325c0a7126eb848a9edc9521a70f968cb89f 4 zlib_1.3.orig.tar.gz
       f544c32b2011f1a692ba4721247f592d7cc076bcdaa1f68d8d4f43fb0b4443ea 9 zlib_1.3-1.debian.tar.xz
      """;
  private static final String SIGNED =
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"
          + PLAIN.replace("Format", "- Comment: x\nFormat")
          + "\n-----BEGIN PGP SIGNATURE-----\n\niQIz: notafield\n-----END PGP SIGNATURE-----\n";

  private static final SourceFile ORIG =
      file(
          "2d4c9dd9b3e263cc93d29c0bb0ef325c0a7126eb848a9edc9521a70f968cb89f",
          4,
          "zlib_1.3.orig.tar.gz");
  private static final SourceFile DEBIAN =
      file(
          "f544c32b2011f1a692ba4721247f592d7cc076bcdaa1f68d8d4f43fb0b4443ea",
          9,
          "zlib_1.3-1.debian.tar.xz");
  private static final SourceFile DSC =
      file(
          "844205261fc12d7cb7b36c7097c4851d342391ca0b0f722a9d1e3aa3f13c92bf",
          700,
          "zlib_1.3-1.dsc");

  private static SourceFile file(String sha256, long size, String name) {
    return new SourceFile(name, size, Digest.sha256(sha256));
  }

  private static SourceStanza stanza(String version, SourceFile... files) {
    return new SourceStanza(new SourceId("zlib", version), "pool", List.of(files), false);
  }

  private static DscFile parse(String text) {
    return DscFile.parse(text.getBytes(StandardCharsets.UTF_8), "zlib_1.3-1.dsc");
  }

  @Test
  void signedOrPlainItSaysTheSame() {
    DscFile plain = parse(PLAIN);
    assertThat(plain.id()).isEqualTo(new SourceId("zlib", "1:1.3-1"));
    assertThat(plain.files()).containsExactly(ORIG, DEBIAN);
    assertThat(parse(SIGNED)).isEqualTo(plain);
    assertThat(parse(SIGNED.replace("\n", "\r\n"))).isEqualTo(plain);
    assertThatCode(() -> plain.compare(stanza("1:1.3-1", DEBIAN, DSC, ORIG), "Sources index"))
        .doesNotThrowAnyException();
  }

  @Test
  void whatDiffersFromTheIndexIsNamed() {
    DscFile dsc = parse(SIGNED);
    assertBroken(dsc, stanza("1.3-1", DSC, ORIG, DEBIAN), "is of zlib=1:1.3-1");
    assertBroken(dsc, stanza("1:1.3-1", DSC, ORIG), "do not agree on zlib_1.3-1.debian.tar.xz");
    SourceFile other = new SourceFile(ORIG.name(), 5, ORIG.sha256());
    assertBroken(dsc, stanza("1:1.3-1", DSC, other, DEBIAN), "do not agree on zlib_1.3.orig");
    SourceFile more = new SourceFile("zlib_1.3.orig.tar.gz.asc", 4, ORIG.sha256());
    assertBroken(
        dsc, stanza("1:1.3-1", DSC, ORIG, DEBIAN, more), "zlib_1.3.orig.tar.gz.asc, which");
  }

  private static void assertBroken(DscFile dsc, SourceStanza stanza, String what) {
    assertThatThrownBy(() -> dsc.compare(stanza, "Sources index of x"))
        .hasMessageContaining(what)
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
  }

  @ParameterizedTest
  @CsvSource({
    "'Format: 3.0 (quilt)',Format",
    "Checksums-Sha256,Checksums-Md5",
    "'Version:','\nVersion:'"
  })
  void whatIsNoneIsRefused(String part, String bad) {
    assertThatThrownBy(() -> parse(PLAIN.replace(part, bad)))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }
}
