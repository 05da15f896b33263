package dev.plinth.deb.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.deb.source.SourceStanza.SourceFile;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesIndexTest {
  /** Two paragraphs of trixie's, made small. */
  private static final String INDEX =
      """
      Package: openssl
      Binary: openssl, libssl3t64
      Version: 3.5.7-1~deb13u2
      Build-Depends: debhelper-compat (= 13)
      Format: 3.0 (quilt)
      Files:
       81887cbcbcfffb723ad8f7dcfdcaef70 2707 openssl_3.5.7-1~deb13u2.dsc
      Checksums-Sha256:
       25904642004d30c5c3da4642a72a7d09f8d9eb6e5ce62dab53c0371114faf8f2 2707 openssl_3.5.7-1~deb13u2.dsc
       a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8 53153930 openssl_3.5.7.orig.tar.gz
      Package-List:\s
       libssl3t64 deb libs optional arch=any
      Extra-Source-Only: yes
      Directory: pool/main/o/openssl

      Package: openssl
      Version: 3.5.9-1~deb13u1
      Checksums-Sha256:
       593a47654ead460a3b609503733f80bef552ff0802799d3b47784faacc50809f 2707 openssl_3.5.9-1~deb13u1.dsc
      Directory: pool/main/o/openssl

      Format: 1.0
      Version: 1:0.25.0-1
      Package: golang-go.crypto
      Checksums-Sha256:
       d3d082bee3f658c31db53af625eceecf29d777c7010394bed5787ebcc98abdf2 833 golang-go.crypto_0.25.0-1.dsc
      Directory: pool/main/g/golang-go.crypto\
      """;

  private static List<SourceStanza> find(String index, SourceId... wanted) {
    return SourcesIndex.find(
        index.getBytes(StandardCharsets.UTF_8), List.of(wanted), "Sources index of test");
  }

  @Test
  void exactlyTheWantedVersionsAreRead() {
    SourceId old = new SourceId("openssl", "3.5.7-1~deb13u2");
    List<SourceStanza> found = find(INDEX, old, new SourceId("openssl", "3.5.7-1"));
    assertThat(found).hasSize(1);
    SourceStanza stanza = found.getFirst();
    assertThat(stanza.id()).isEqualTo(old);
    assertThat(stanza.extra()).isTrue();
    assertThat(stanza.files()).extracting(SourceFile::size).containsExactly(2707L, 53153930L);
    assertThat(stanza.path(stanza.files().get(1)))
        .isEqualTo("pool/main/o/openssl/openssl_3.5.7.orig.tar.gz");
    assertThat(stanza.dsc().sha256().hex()).startsWith("25904642004d");
    assertThat(find(INDEX, new SourceId("openssl", "3.5.9-1~deb13u1"))).hasSize(1);
  }

  @Test
  void theOrderOfFieldsLineEndsAndAMissingLastLineFeedDoNotMatter() {
    SourceId crypto = new SourceId("golang-go.crypto", "1:0.25.0-1");
    assertThat(find(INDEX, crypto)).hasSize(1);
    assertThat(find(INDEX.replace("\n", "\r\n"), crypto)).hasSize(1);
    assertThat(find("\n\n\n" + INDEX + "\n\n\n", crypto)).hasSize(1);
    // The version belongs to its epoch.
    assertThat(find(INDEX, new SourceId("golang-go.crypto", "0.25.0-1"))).isEmpty();
  }

  @Test
  void oneThatIsNotWantedMayBeAsBadAsItLikes() {
    String bad = "Package: other\nno colon\n\nPackage: openssl\nVersion: 9\n\n";
    assertThat(find(bad + INDEX, new SourceId("openssl", "3.5.9-1~deb13u1"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pool/main/g/golang,../../etc",
    "pool/main/g/golang,/etc/golang",
    "golang-go.crypto_0.25.0-1.dsc,../x.dsc",
    "golang-go.crypto_0.25.0-1.dsc,.x.dsc",
    "golang-go.crypto_0.25.0-1.dsc,x.tar.gz",
    " 833 , -833 ",
    "d3d082bee3f6,D3D082BEE3F6",
    "Checksums-Sha256,Checksums-Sha1",
  })
  void whatLeadsElsewhereOrCannotBeCheckedIsRefused(String part, String evil) {
    String index = INDEX.replace(part, evil);
    assertThat(index).isNotEqualTo(INDEX);
    assertThatThrownBy(() -> find(index, new SourceId("golang-go.crypto", "1:0.25.0-1")))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }
}
