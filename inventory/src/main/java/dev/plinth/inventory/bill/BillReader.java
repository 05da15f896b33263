package dev.plinth.inventory.bill;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.inventory.Inventory;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bills of materials: SPDX 2.2 and 2.3 as JSON or in tags and values, CycloneDX 1.2 to 1.7 as
 * JSON or XML, and syft's own JSON, compressed or not; those in JSON alone, or within an in-toto
 * statement, a DSSE envelope or a Sigstore bundle. Signatures are not looked at: a bill says what
 * it says, whoever made it.
 */
public final class BillReader {
  /** Bytes that are looked at to tell a bill from something else. */
  public static final int HEAD = 512;

  private static final DecompressionLimits LIMITS =
      new DecompressionLimits(BillJson.LONGEST, 1000, 160L << 20);
  private static final Set<String> CYCLONEDX = Set.of("1.2", "1.3", "1.4", "1.5", "1.6", "1.7");
  private static final Set<String> SPDX = Set.of("SPDX-2.2", "SPDX-2.3");
  private static final Pattern SPDX3 = Pattern.compile("spdx\\.org/rdf/v?(\\d[\\d.]{0,20})");
  private static final String HINT =
      "give SPDX 2.3 (JSON, tags and values) or CycloneDX 1.6 (JSON, XML), or the image itself";

  private final String what;
  private final BillDocument bill = new BillDocument();
  private boolean unwrapped;

  private BillReader(String what) {
    this.what = what;
  }

  /** Whether a file that begins so is text, as bills are, and archives are not. */
  public static boolean isText(byte[] head) {
    if (isUtf16(head)) {
      return true;
    }
    int at = head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb ? 3 : 0;
    while (at < head.length && (head[at] == ' ' || (head[at] >= '\t' && head[at] <= '\r'))) {
      at++;
    }
    boolean begins = at < head.length && (head[at] == '{' || head[at] == '<' || head[at] == '[');
    return begins || TagLines.begin(head);
  }

  /**
   * Reads one.
   *
   * @param subject as the user wrote it
   * @throws PlinthException {@code BAD_INPUT} where it is none that can be read
   */
  public static Inventory read(String subject, Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = Decompression.open(raw, subject, LIMITS)) {
      return read(subject, in);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          subject + " cannot be read: " + e.getMessage(),
          "check the file and its permissions",
          e);
    }
  }

  /** Reads one; {@code in} is closed. */
  static Inventory read(String subject, InputStream in) throws IOException {
    BillReader reader = new BillReader(subject);
    reader.read(in);
    return new BillInventory(reader.bill).of(subject);
  }

  private void read(InputStream in) throws IOException {
    try (InputStream all = in) {
      InputStream text = new BufferedInputStream(all, 1 << 16);
      text.mark(HEAD);
      byte[] head = text.readNBytes(HEAD);
      text.reset();
      if (TagLines.begin(head)) {
        new SpdxTagReader(bill).document(text, what);
      } else if (isXml(head)) {
        try (BillXml xml = new BillXml(text, what)) {
          new CycloneDxXmlReader(xml, bill).document();
        }
      } else {
        parse(text);
      }
    }
    if (bill.formats.size() != 1) {
      throw BillJson.bad(
          what
              + (bill.formats.isEmpty()
                  ? " is no bill of materials that is read"
                  : " mixes " + String.join(" and ", bill.formats)),
          HINT,
          null);
    }
    String format = bill.formats.iterator().next();
    boolean known =
        switch (format) {
          case "CycloneDX" -> CYCLONEDX.contains(bill.version);
          case "SPDX" -> SPDX.contains(bill.version);
          default -> true;
        };
    if (!known) {
      throw BillJson.bad(
          what + " is " + format + " of a version that is not read: '" + bill.version + "'",
          HINT,
          null);
    }
  }

  private void parse(InputStream in) throws IOException {
    try (BillJson json = new BillJson(in, what)) {
      json.document(() -> document(json));
    }
  }

  private static boolean isXml(byte[] head) {
    String text =
        new String(head, isUtf16(head) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading().startsWith("<");
  }

  /** Begins with the mark of UTF-16, as what PowerShell 5 redirects to a file does. */
  private static boolean isUtf16(byte[] head) {
    return head.length >= 2
        && ((head[0] == (byte) 0xff && head[1] == (byte) 0xfe)
            || (head[0] == (byte) 0xfe && head[1] == (byte) 0xff));
  }

  private void document(BillJson json) {
    SpdxReader spdx = new SpdxReader(json, bill);
    CycloneDxReader cyclonedx = new CycloneDxReader(json, bill);
    SyftReader syft = new SyftReader(json, bill);
    json.object(member -> {
      switch (member) {
        case "spdxVersion" -> format("SPDX", json.text());
        case "@context" -> {
          Matcher version = SPDX3.matcher(json.text());
          if (version.find()) {
            format("SPDX", version.group(1)); // to be refused by its name
          }
        }
        case "creationInfo" -> spdx.creation();
        case "documentDescribes" -> spdx.described();
        case "annotations" -> spdx.annotations();
        case "packages" -> spdx.packages();
        case "relationships" -> spdx.relationships();
        case "bomFormat" -> {
          if (json.text().equals("CycloneDX")) {
            format("CycloneDX", bill.version);
          }
        }
        case "specVersion" -> bill.version = json.text();
        case "metadata" -> cyclonedx.metadata();
        case "components" -> cyclonedx.components();
        case "compositions" -> cyclonedx.compositions();
        case "artifacts" -> syft.artifacts();
        case "artifactRelationships" -> {
          format("syft's JSON", "");
          syft.relationships();
        }
        case "distro" -> syft.distro();
        case "source" -> syft.source();
        case "sbom", "predicate", "dsseEnvelope" -> wrapped(json);
        case "payload" -> payload(json);
        default -> json.skip();
      }
    });
  }

  private void format(String name, String version) {
    bill.formats.add(name);
    if (!version.isEmpty()) {
      bill.version = version;
    }
  }

  private void wrapped(BillJson json) {
    if (json.atObject()) {
      document(json);
    } else {
      json.skip();
    }
  }

  /** Of an envelope; within another there is none. */
  private void payload(BillJson json) {
    if (unwrapped) {
      json.skip();
      return;
    }
    unwrapped = true;
    try {
      parse(new ByteArrayInputStream(json.base64()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
