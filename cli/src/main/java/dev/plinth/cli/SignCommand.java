package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.pipeline.attest.Evidence;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth sign IMAGE}. */
@Command(
    name = "sign",
    footer = {
      "",
      "Examples:",
      "  plinth sign debian-micro",
      "  plinth sign debian-micro --keyless --trusted-root root.json --signing-config config.json"
    })
final class SignCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--cosign2",
      description = "As cosign 2 wants it: tags beside the image, not bundles that refer to it.")
  boolean cosign2;

  @Mixin KeylessOptions signing = new KeylessOptions();

  @Override
  int run(Console console) throws IOException {
    Evidence evidence = Plinth.open(console.settings()).evidence();
    boolean done = true;
    if (cosign2) {
      evidence.signAsCosign2(image, signing.signing(console));
    } else {
      done = evidence.sign(image, signing.signing(console));
    }
    if (console.json()) {
      ObjectNode node = JsonMapper.shared().createObjectNode();
      node.put("image", image);
      node.put("signed", done);
      console.print(node);
      return 0;
    }
    console.print(
        done
            ? image + ": the image, its platforms and what was said of them unsigned are signed"
            : image + " is signed by this key already");
    console.print("next    plinth verify " + image);
    return 0;
  }
}
