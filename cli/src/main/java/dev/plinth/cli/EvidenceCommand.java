package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.attest.Evidence;
import dev.plinth.pipeline.attest.EvidenceRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth evidence IMAGE [KIND]}. */
@Command(
    name = "evidence",
    footer = {
      "",
      "Examples:",
      "  plinth evidence debian-micro",
      "  plinth evidence debian-micro provenance"
    })
final class EvidenceCommand extends Work {
  @Parameters(index = "0", paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KIND",
      description = "Print this: provenance, spdx, cyclonedx, files, inventory, scripts, tests.")
  String kind = "";

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Of this platform.")
  String platform = "";

  @Override
  int run(Console console) throws IOException {
    Evidence evidence = Plinth.open(console.settings()).evidence();
    if (!kind.isEmpty()) {
      byte[] text = evidence.predicate(image, kind(), platform);
      console.print(new String(text, StandardCharsets.UTF_8));
      return 0;
    }
    evidence
        .unreadable(image)
        .forEach(broken ->
            console.remark(
                "a listed manifest cannot be read, what it said is lost: " + broken.reason()));
    List<EvidenceRow> rows = new java.util.ArrayList<>(evidence.list(image));
    rows.sort(
        java.util.Comparator.comparing((EvidenceRow row) -> !row.about().equals("index"))
            .thenComparing(EvidenceRow::about)
            .thenComparing(row -> row.piece().kind())
            .thenComparing(row -> row.piece().content().digest()));
    if (console.json()) {
      console.print(json(rows));
      return 0;
    }
    if (rows.isEmpty()) {
      console.print(image + " carries no evidence");
      console.print("next    plinth sign " + image);
      return 0;
    }
    Table table = new Table("kind", "about", "signed by", ">size", "digest");
    for (EvidenceRow row : rows) {
      Piece piece = row.piece();
      String name = piece.kind() == EvidenceKind.OTHER ? piece.type() : piece.kind().word();
      table.row(
          name,
          row.about(),
          row.signer().map(id -> id.length() > 12 ? id.substring(0, 12) : id).orElse("-"),
          Text.bytes(piece.content().size()),
          console.digest(piece.content().digest()));
    }
    console.out().print(table.render());
    console.print("next    plinth verify " + image);
    return 0;
  }

  private EvidenceKind kind() {
    return EvidenceKind.ofWord(kind)
        .filter(EvidenceKind::isStatement)
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.USAGE,
                "'" + kind + "' is no kind of evidence that can be printed",
                "choose one of "
                    + Arrays.stream(EvidenceKind.values())
                        .filter(EvidenceKind::isStatement)
                        .map(EvidenceKind::word)
                        .collect(Collectors.joining(", "))));
  }

  private static ArrayNode json(List<EvidenceRow> rows) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (EvidenceRow row : rows) {
      ObjectNode node = array.addObject();
      node.put("kind", row.piece().kind().word());
      node.put("type", row.piece().type());
      node.put("about", row.about());
      node.put("subject", row.piece().subject().toString());
      node.put("signed", row.piece().signed());
      row.signer().ifPresent(signer -> node.put("signer", signer));
      node.put("digest", row.piece().content().digest().toString());
      node.put("size", row.piece().content().size());
      node.put("referrer", row.piece().referrer().digest().toString());
    }
    return array;
  }
}
