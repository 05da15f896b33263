package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.model.Platform;
import dev.plinth.pipeline.image.ImageSummary;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth list}. */
@Command(
    name = "list",
    footer = {"", "Examples:", "  plinth list", "  plinth list -o json"})
final class ListCommand extends Work {
  @Override
  int run(Console console) {
    List<ImageSummary> images = Plinth.open(console.settings()).images().list();
    if (console.json()) {
      ArrayNode array = JsonMapper.shared().createArrayNode();
      for (ImageSummary image : images) {
        ObjectNode node = array.addObject();
        node.put("name", image.name());
        node.put("digest", image.digest().toString());
        image.platforms().forEach(p -> node.withArray("platforms").add(p.toString()));
        image.created().ifPresent(created -> node.put("created", created.toString()));
        node.put("compressedBytes", image.compressedBytes());
      }
      console.print(array);
      return 0;
    }
    if (images.isEmpty()) {
      console.print("the store " + console.settings().store() + " holds no images yet");
      console.print("next  plinth build examples/debian-micro.yaml");
      return 0;
    }
    Table table = new Table("image", "digest", "platforms", "created", ">compressed");
    for (ImageSummary image : images) {
      table.row(
          image.name(),
          console.digest(image.digest()),
          image.platforms().stream().map(Platform::toString).collect(Collectors.joining(" ")),
          image.created().map(created -> created.toString().substring(0, 10)).orElse("unknown"),
          Text.bytes(image.compressedBytes()));
    }
    console.out().print(table.render());
    return 0;
  }
}
