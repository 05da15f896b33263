package dev.plinth.deb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Relation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are stanzas, relations, versions, an index; or a BAD_INPUT error. */
class DebTextFuzzTest {
  private static final String STANZA =
      "Package: a\nSource: b (1:2-3)\nVersion: 1:2~rc1+x-3\nArchitecture: amd64\nEssential: yes\n"
          + "Depends: c (>= 1) | d:any [amd64 !arm64] <!nocheck>, e\nProvides: v (= 2), w\n"
          + "Filename: pool/a.deb\nSize: 12\nInstalled-Size: 3\nSHA256: "
          + "ab".repeat(32)
          + "\nDescription: x\n y\n .\n\nPackage: c\nVersion: 1\nArchitecture: all\n";

  static Stream<Arguments> seeds() {
    return Stream.of(
            STANZA, "c (>> 1.0~), d (<< 2) | e [!arm64], f:any (= 1:1-1)", "1:1.2~a-3\n1.2-3")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void stanzas(byte[] data) {
    try {
      for (Paragraph paragraph : Deb822.parse(data, "fuzz")) {
        try {
          PackageStanza.read(paragraph, "amd64", "fuzz");
        } catch (PlinthException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
        }
        PackageStanza.installed(paragraph, "amd64", "fuzz");
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void index(byte[] data) {
    try {
      PackagesIndex index = new PackagesIndex(data, "amd64", "fuzz");
      for (String name : index.names()) {
        index.versions(name).forEach(pkg -> assertThat(pkg.name()).isEqualTo(name));
        index.providers(name);
        index.firstMention(name);
        index.isProtected(name);
      }
      index.essential();
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void relations(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (Relation.Kind kind : Relation.Kind.values()) {
      try {
        for (Relation relation : DebRelations.parse(kind, text, "amd64", "fuzz")) {
          assertThat(relation.alternatives()).isNotEmpty();
        }
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      }
    }
  }

  /** Any valid versions are ordered: what is before another is never after it. */
  @MethodSource("seeds")
  @FuzzTest
  void versions(byte[] data) {
    DebVersions order = DebVersions.INSTANCE;
    List<String> valid =
        new String(data, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(order::isValid)
            .limit(6)
            .toList();
    for (String a : valid) {
      assertThat(order.compare(a, a)).isZero();
      for (String b : valid) {
        int ab = order.compare(a, b);
        assertThat(Integer.signum(order.compare(b, a))).isEqualTo(-Integer.signum(ab));
        for (String c : valid) {
          if (ab < 0 && order.compare(b, c) < 0) {
            assertThat(order.compare(a, c)).isNegative();
          }
        }
      }
    }
  }
}
