package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.licence.LicenceFinding.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyrightFileTest {
  private static final String HEADER =
      "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n";

  private static CopyrightFile parse(String body) {
    return CopyrightFile.parse((HEADER + body).getBytes(StandardCharsets.UTF_8), "pkg");
  }

  private static String expression(String synopsis) {
    LicenceFinding finding = parse("Files: *\nLicense: " + synopsis + "\n text\n").finding();
    return finding.unknown().isEmpty() ? finding.expression().orElseThrow().toString() : "?";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GPL-2+ or Artistic and ISC | GPL-2.0-or-later OR Artistic-1.0 AND ISC",
        "GPL-2+ or Artistic, and ISC | (GPL-2.0-or-later OR Artistic-1.0) AND ISC",
        "GPL-2+ OR GPL-2+ | GPL-2.0-or-later",
        "GPL-2 with Linux-syscall-note exception | GPL-2.0-only WITH Linux-syscall-note",
        "GPL-2+ with OpenSSL exception | LicenseRef-debian-pkg-GPL-2--with-OpenSSL-exception",
        "GPL-2+ and/or MIT | ?",
        "GPL-2+, ISC | ?",
        "GPL-2+ or | ?",
        "and GPL-2+ | ?",
        "GPL-2+ with strings | ?",
        "GPL version 2 | ?",
        "(GPL-2 or ISC) | ?",
      })
  void synopsesFollowTheGrammar(String synopsis, String expected) {
    assertThat(expression(synopsis)).isEqualTo(expected);
  }

  @Test
  void everyParagraphCountsAndTheLastThatMatchesCoversAFile() {
    CopyrightFile file =
        parse(
            """
            Files: *
            Copyright: 2020 A
             2021 B
            License: GPL-2+

            Files: debian/* doc/?.txt
             src/a\\*b
            License: own-1
            Comment: nothing

            License: GPL-2+
             See /usr/share/common-licenses/GPL-2.

            License: own-1
             Do
             .
             what
            """);
    assertThat(file.finding().status()).isEqualTo(Status.KNOWN);
    assertThat(file.finding().expression())
        .hasToString("Optional[GPL-2.0-or-later AND LicenseRef-debian-pkg-own-1]");
    assertThat(file.finding().extracted())
        .containsExactly(
            new LicenceFinding.Extracted("LicenseRef-debian-pkg-own-1", "own-1", "Do\n\nwhat"));
    assertThat(file.finding().commonLicences()).containsExactly("GPL-2");
    assertThat(file.files().getFirst().copyright()).isEqualTo("2020 A\n2021 B");
    assertThat(file.covering("debian/rules").orElseThrow().declared()).isEqualTo("own-1");
    assertThat(file.covering("doc/x.txt").orElseThrow().declared()).isEqualTo("own-1");
    assertThat(file.covering("doc/xy.txt").orElseThrow().declared()).isEqualTo("GPL-2+");
    assertThat(file.covering("src/a*b").orElseThrow().declared()).isEqualTo("own-1");
    assertThat(file.covering("src/axb").orElseThrow().declared()).isEqualTo("GPL-2+");
  }

  @Test
  void whatIsNotUnderstoodKeepsItsText() {
    LicenceFinding partly =
        parse("Files: *\nLicense: ISC\n\nFiles: x\nLicense: a b\n c\n").finding();
    assertThat(partly.status()).isEqualTo(Status.PARTLY);
    assertThat(partly.expression())
        .hasToString("Optional[ISC AND LicenseRef-debian-pkg-unknown-7]");
    assertThat(partly.unknown().getFirst().line()).isEqualTo(7);
    assertThat(partly.unknown().getFirst().text()).isEqualTo("a b\nc");
    assertThat(parse("Files: *\nLicense: mine\n").finding().unknown())
        .singleElement()
        .satisfies(part -> assertThat(part.reason()).contains("without its text"));
    assertThat(parse("Files: *\nCopyright: x\n").finding().status()).isEqualTo(Status.PARTLY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "This is free software under the GPL.",
        "Format: https://example.org/other\\n\\nFiles: *\\nLicense: ISC",
        "FORMAT\\n\\nFiles: *\\nnot a field\\nLicense: ISC",
        "FORMAT\\n\\nFiles: *\\nLicense: ISC\\nLicense: GPL-2",
        "FORMAT\\n\\nLicense: ISC\\n text",
        "''",
      })
  void otherFilesAreUnknown(String text) {
    String full = text.replace("\\n", "\n").replace("FORMAT", HEADER.strip());
    CopyrightFile file = CopyrightFile.parse(full.getBytes(StandardCharsets.UTF_8), "pkg");
    assertThat(file.finding().status()).isEqualTo(Status.UNKNOWN);
    assertThat(file.finding().unknown().getFirst().text()).isEqualTo(full);
  }

  @Test
  void latin1IsReadAndTheSameNameWithAnotherTextGetsItsOwnId() {
    byte[] bytes =
        (HEADER + "Files: *\nLicense: caf\u00e9\n text\n\nFiles: b\nLicense: caf+\n two\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    LicenceFinding finding = CopyrightFile.parse(bytes, "a+b").finding();
    assertThat(finding.expression())
        .hasToString("Optional[LicenseRef-debian-a-b-caf- AND LicenseRef-debian-a-b-caf--1]");
    assertThat(finding.extracted())
        .extracting(LicenceFinding.Extracted::name)
        .containsExactly("caf\u00e9", "caf+");
  }

  @Test
  void manyParagraphsWithOneLargeTextTakeNoTime() {
    StringBuilder body = new StringBuilder("License: own\n " + "x".repeat(4 << 20) + "\n\n");
    for (int i = 0; i < 15_000; i++) {
      body.append("Files: f").append(i).append("\nLicense: own\n\n");
      if (i % 3 == 0) {
        body.append("Files: g")
            .append(i)
            .append("\nLicense: n")
            .append("+".repeat(i % 60 + 1))
            .append("\n t\n\n");
      }
    }
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(20), () -> parse(body.substring(0, body.length())));
  }

  private static final String HEAD =
      "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n";

  private static byte[] file(String paragraphs) {
    return (HEAD + paragraphs).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theSameFileOfAnotherPackageHasItsIds() {
    byte[] file =
        file("Files: *\nLicense: own or LicenseRef-debian-a-b\n text\n\nFiles: x\nLicense: (bad\n");
    String ofA = CopyrightFile.expression(file, "a").orElseThrow().toString();
    String ofLib = CopyrightFile.expression(file, "lib+a").orElseThrow().toString();
    assertThat(ofA)
        .isEqualTo(
            "(LicenseRef-debian-a-own OR LicenseRef-debian-a-LicenseRef-debian-a-b)"
                + " AND LicenseRef-debian-a-unknown-8");
    assertThat(ofLib).contains("LicenseRef-debian-lib-a-LicenseRef-debian-a-b)");
    assertThat(CopyrightFile.renamed(ofA, "a", "lib+a")).isEqualTo(ofLib);
    assertThat(CopyrightFile.renamed(ofLib, "lib+a", "a")).isEqualTo(ofA);
  }

  @Test
  void whatAFileMayHaveIsBounded() {
    StringBuilder own = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      own.append("Files: *\nLicense: own-").append(i).append("\n text\n\n");
    }
    assertThat(CopyrightFile.expression(file(own.toString()), "x")).isEmpty();
    assertThat(CopyrightFile.parse(file(own.toString()), "x").finding().remark())
        .contains("is beyond 5000 different licences");
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 100_001; i++) {
      fields.append("a").append(i % 150).append(": b\n").append(i % 150 == 149 ? "\n" : "");
    }
    assertThat(CopyrightFile.parse(file(fields.toString()), "x").finding().remark())
        .contains("is beyond 100000 fields");
  }
}
