package dev.plinth.inventory.bill;

import static dev.plinth.inventory.bill.Bills.item;
import static dev.plinth.inventory.bill.Bills.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.inventory.Inventory;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML, tags and values say what the JSON of the same bill says, or where they are wrong. */
class BillFormsTest {
  @Test
  void tagsSayWhatJsonSays() {
    Inventory json = read(Bills.SPDX);
    assertThat(json.items()).hasSize(3);
    assertThat(json.gaps()).containsExactly("a file");
    assertThat(read(Bills.SPDX_TAGS)).isEqualTo(json);
    assertThat(read(Bills.SPDX_TAGS.replace("\n", "\r\n"))).isEqualTo(json);
    assertThat(read("\ufeff" + Bills.SPDX_TAGS.replaceAll("(?m)^([A-Za-z]+): ", "$1:")))
        .isEqualTo(json);
  }

  @Test
  void xmlSaysWhatJsonSays() {
    Inventory json = read(Bills.CYCLONEDX);
    assertThat(json.items()).hasSize(4);
    assertThat(json.gaps()).hasSize(2);
    assertThat(item(json, "six").owner()).contains(item(json, "python3-six").pkg());
    assertThat(read(Bills.CYCLONEDX_XML)).isEqualTo(json);
    byte[] latin =
        Bills.CYCLONEDX_XML.replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(latin)).isEqualTo(json);
    String prefixed =
        Bills.CYCLONEDX_XML
            .replaceAll("<(/?)(?=[a-zA-Z]+[\\s>/])", "<$1b:")
            .replace("xmlns=", "xmlns:b=");
    assertThat(read(prefixed)).isEqualTo(json);
  }

  /** Remarks may stand before what they are about, and name what is not there. */
  @Test
  void remarksFindTheirPackages() {
    String remark =
        "Annotator: Tool: x\nAnnotationDate: 2026-01-01T00:00:00Z\nAnnotationComment: <text>plinth:doubt:"
            + " why</text>\nAnnotationType: OTHER\nSPDXREF: SPDXRef-%s\n";
    String pkg =
        "PackageName: x\nSPDXID: SPDXRef-x\nPackageVersion: 1\nExternalRef: PACKAGE-MANAGER purl"
            + " pkg:npm/x@1\n";
    String head = "SPDXVersion: SPDX-2.3\n";
    for (String text :
        new String[] {
          head + remark.formatted("x") + pkg,
          head + pkg + remark.formatted("x"),
          head + pkg + "PackageName: y\nSPDXID: SPDXRef-y\n" + remark.formatted("x")
        }) {
      assertThat(item(read(text), "x").doubt()).as(text).isEqualTo("why");
    }
    assertThat(item(read(head + pkg + remark.formatted("z")), "x").doubt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SPDXVersion: SPDX-2.3\\n  what|a line that is neither a tag with its value nor a comment: line 2, column 3",
        "SPDXVersion: SPDX-2.3\\na b: c|nor a comment: line 2, column 1",
        "SPDXVersion: SPDX-2.3\\n#\\nPackageName:  <text>a\\nb\\n|a <text> without its end: line 3, column 15",
        "SPDXVersion: SPDX-2.3\\nX: <text>a</text>b|something behind </text>: line 2, column 18",
        "SPDXVersion: SPDX-2.3\\nX: <text>a\\n b</text> b|something behind </text>: line 3, column 10",
        "SPDXVersion: SPDX-2.3\\nPackageName: x\\nExternalRef: a b|names a category, a type and a"
            + " locator there, which it does not: line 3, column 14",
        "SPDXVersion: SPDX-2.3\\nRelationship: a|names an element, a type and an element there, which"
            + " it does not: line 2, column 15",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">\\n<components></bom>|is no XML that can be"
            + " read as a bill: line 2, column 15",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">\\n &lt; &x; </bom>|line 2, column",
        "<!DOCTYPE bom>\\n<bom/>|declares a document type, which no bill needs: line 1, column",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>x|is no XML",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>|is no bill of materials"
      })
  void mistakesAreNamedWithTheirPlace(String text, String said) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> read(text.replace("\\n", "\n")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
        .withMessageStartingWith("bill.json ")
        .withMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Entities that grow, and such that would be fetched.
        "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]><bom"
            + " xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><metadata>&b;</metadata></bom>",
        "<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><bom"
            + " xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component><name>&a;</name>"
            + "</component></components></bom>",
        "<!DOCTYPE b SYSTEM \"file:///nowhere.dtd\"><bom"
            + " xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>"
      })
  void documentTypesAreRefused(String text) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining("declares a document type");
  }

  private static final String BOM = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">";

  @Test
  void depthLengthsAndNamesAreBounded() {
    refused(BOM + "<components><component>".repeat(3000), "is nested deeper than 100 levels");
    refused(BOM + "<x a='" + "a".repeat(3 << 20) + "'/></bom>", "has something longer than 2 MiB");
    refused(BOM + "<!--" + "a".repeat(3 << 20) + "--></bom>", "has something longer than 2 MiB");
    refused(BOM + "<?a " + "a".repeat(3 << 20) + "?></bom>", "has something longer than 2 MiB");
    StringBuilder names = new StringBuilder(BOM);
    for (int i = 0; i < 10_001; i++) {
      names.append("<n").append(i).append("/>");
    }
    refused(names + "</bom>", "has more names than any bill");
    refused(
        "SPDXVersion: SPDX-2.3\nX: " + "a".repeat(2 << 20),
        "has a line of more than 1048576 bytes");
  }

  private static void refused(String text, String why) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(why)
        .withMessageMatching("bill.json " + why + ": line \\d+, column \\d+$");
  }

  /** Text of an element may be long, and is cut; so may a value of many lines. */
  @Test
  void longTextsAreCut() {
    String text = "x".repeat(3 << 20);
    String xml =
        BOM + "<components><component><name>" + text + "</name></component></components></bom>";
    assertThat(read(xml).items().getFirst().pkg().name()).hasSize(BillText.LONGEST);
    String tags = "SPDXVersion: SPDX-2.3\nPackageName: <text>" + "x\n".repeat(1 << 20) + "</text>";
    assertThat(read(tags).items().getFirst().pkg().name()).hasSize(BillText.LONGEST);
  }

  @Test
  void controlCharactersAreNotKept() {
    String tags = "SPDXVersion: SPDX-2.3\nPackageName: <text>a\u001b[31m\nb</text>\n";
    assertThat(read(tags).items().getFirst().pkg().name()).isEqualTo("a?[31m?b");
    String xml =
        BOM + "<components><component><name>a\u009bb\n&#x9b;</name></component></components></bom>";
    assertThat(read(xml).items().getFirst().pkg().name()).isEqualTo("a?b??");
  }
}
