package dev.plinth.oci.export;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.source.Image;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code docker save} writes and {@code docker load} reads since Docker 1.10: {@code
 * manifest.json} with a config and layers, which may be compressed with gzip. Other compressions
 * are undone, as older engines do not know them. The config's digest, which is Docker's image id,
 * stays as it is.
 */
final class DockerExport {
  private final Image image;
  private final DockerName name;
  private final List<String> files = new ArrayList<>();

  DockerExport(Image image, DockerName name) {
    this.image = image;
    this.name = name;
    ImageManifest manifest = image.manifest().value();
    List<Digest> diffIds = image.config().value().diffIds();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      files.add(isGzip(layer) ? layer.digest().hex() + ".tar.gz" : diffIds.get(i).hex() + ".tar");
    }
  }

  private static boolean isGzip(Descriptor layer) {
    return "gzip".equals(MediaType.layerSuffix(layer.mediaType()));
  }

  void write(OutputStream out) throws IOException {
    Archive archive = new Archive(out);
    archive.file("manifest.json", manifestJson());
    archive.file(configFile(), image.config().bytes());
    Set<String> written = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      if (written.add(files.get(i))) {
        writeLayer(archive, i);
      }
    }
    if (!files.isEmpty()) {
      archive.file("repositories", repositories());
    }
    archive.finish();
  }

  private void writeLayer(Archive archive, int i) throws IOException {
    Descriptor layer = image.manifest().value().layers().get(i);
    if (isGzip(layer)) {
      try (VerifiedStream in = image.openLayer(i)) {
        archive.file(files.get(i), layer.size(), in);
        in.finish();
      }
      return;
    }
    // The archive wants the size first, which only unpacking tells.
    Path temporary = Files.createTempFile("plinth-", ".tar");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      Files.deleteIfExists(temporary);
      try (VerifiedStream tar = image.openTar(i)) {
        tar.transferTo(Channels.newOutputStream(channel));
      }
      long size = channel.position();
      channel.position(0);
      archive.file(files.get(i), size, Channels.newInputStream(channel));
    }
  }

  private String configFile() {
    return image.config().digest().hex() + ".json";
  }

  private byte[] manifestJson() {
    ArrayNode list = JsonText.array();
    ObjectNode saved = list.addObject();
    saved.put("Config", configFile());
    saved.putArray("RepoTags").add(name.toString());
    ArrayNode layers = saved.putArray("Layers");
    files.forEach(layers::add);
    return JsonText.write(list);
  }

  private byte[] repositories() {
    String last = files.getLast();
    ObjectNode json = JsonText.object();
    json.putObject(name.repository()).put(name.tag(), last.substring(0, last.indexOf('.')));
    return JsonText.write(json);
  }
}
