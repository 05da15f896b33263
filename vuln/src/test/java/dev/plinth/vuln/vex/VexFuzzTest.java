package dev.plinth.vuln.vex;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Any bytes are VEX or suppressions, or are refused as bad input; what is VEX can be written. */
class VexFuzzTest {
  @FuzzTest
  void vex(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      VexDocument document = VexReader.read(data, "f");
      new VexRules(List.of(document));
      VexReader.read(VexWriter.openVex(document), "g");
      VexWriter.csaf(document);
      VexWriter.cycloneDx(document);
    } catch (PlinthException e) {
      allowed(e);
    }
    try {
      SuppressionReader.read(data, new Source("f", Path.of("/")));
    } catch (PlinthException e) {
      allowed(e);
    }
    PackageUrl.parse(text).ifPresent(url -> PackageUrl.parse(url.toString()));
  }

  private static void allowed(PlinthException e) {
    if (e.code() != ErrorCode.BAD_INPUT) {
      throw e;
    }
  }
}
