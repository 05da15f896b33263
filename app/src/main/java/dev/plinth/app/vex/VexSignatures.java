package dev.plinth.app.vex;

import dev.plinth.evidence.shelf.Piece;
import dev.plinth.model.ByteSearch;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.verify.FileSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Looks where VEX and signatures of it may be. Nothing here is believed. */
final class VexSignatures {
  private static final List<String> ENDINGS = List.of(".sig", ".bundle", ".sigstore.json");
  private static final String MEMBER = "\"vulnerabilities\"";
  private static final int LARGEST = 64 << 20;

  private VexSignatures() {}

  /** What lies beside a file under the names that people give to signatures. */
  static List<FileSignatures.Beside> beside(Path file) {
    List<FileSignatures.Beside> found = new ArrayList<>();
    for (String ending : ENDINGS) {
      Path one = file.resolveSibling(file.getFileName() + ending);
      if (Files.isRegularFile(one)) {
        try (InputStream in = Files.newInputStream(one)) {
          byte[] bytes = in.readNBytes(FileSignatures.MAX_BYTES + 1);
          found.add(new FileSignatures.Beside(one.toString(), bytes));
        } catch (IOException e) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              one + " cannot be read: " + e.getMessage(),
              "let it be read, or take it away",
              e);
        }
      }
    }
    return found;
  }

  /**
   * Whether a bill of materials may say something of vulnerabilities. Most say nothing, and are
   * large: so it is looked for in the bundle's base64, wherever it begins in a group of three.
   */
  static boolean isVex(LayoutStore store, Piece piece) {
    byte[] text;
    try (InputStream in = store.open(piece.content().digest())) {
      text = in.readNBytes(LARGEST);
    } catch (IOException e) {
      return false;
    }
    if (!piece.signed()) {
      return contains(text, MEMBER);
    }
    for (int before = 0; before < 3; before++) {
      byte[] padded = ("\0".repeat(before) + MEMBER).getBytes(StandardCharsets.US_ASCII);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
      // The first and last characters depend on what stands around.
      if (contains(text, base64.substring(before == 0 ? 0 : before + 1, base64.length() - 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] text, String ascii) {
    return new ByteSearch(ascii).find(text, 0) >= 0;
  }

  /** Whether the text of a statement may be VEX. */
  static boolean isVex(String payload) {
    return payload.contains(PredicateType.OPENVEX)
        || payload.contains("https://docs.oasis-open.org/csaf/")
        || (payload.contains(PredicateType.CYCLONEDX) && payload.contains(MEMBER));
  }
}
