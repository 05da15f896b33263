package dev.plinth.oci.source;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.ContentSource;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One image of what {@code docker save} writes: {@code manifest.json} names a config and layers by
 * file name. There is no manifest, so one is made of what is there; layers are checked against the
 * diffIDs of the config only, as compressed ones have no digest that could be checked.
 */
final class DockerArchive implements ContentSource {
  /** An element of manifest.json. */
  private record Saved(String config, List<String> tags, List<String> layers) {}

  private final ArchiveFile archive;
  private final Map<Digest, ArchiveFile.Region> regions = new HashMap<>();
  private final Document<ImageManifest> manifest;

  /**
   * @param manifestJson the bytes of manifest.json
   * @param reference a tag; empty where the archive has one image only
   */
  DockerArchive(ArchiveFile archive, byte[] manifestJson, Optional<String> reference)
      throws IOException {
    this.archive = archive;
    Saved saved = choose(parse(manifestJson), reference);
    Document<ImageConfig> config = config(saved.config());
    List<Digest> diffIds = config.value().diffIds();
    if (diffIds.size() != saved.layers().size()) {
      throw archive.malformed(
          "has "
              + saved.layers().size()
              + " layers for the "
              + diffIds.size()
              + " diffIDs of its config");
    }
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      layers.add(layer(saved.layers().get(i), diffIds.get(i)));
    }
    this.manifest =
        ImageManifest.of(config.descriptor(), layers, Collections.emptySortedMap()).toDocument();
  }

  /** Describes the manifest that was made. */
  Descriptor manifest() {
    return manifest.descriptor();
  }

  private List<Saved> parse(byte[] bytes) {
    String what = "manifest.json of " + archive.where();
    JsonNode list = JsonText.read(bytes, what);
    if (!list.isArray() || list.isEmpty()) {
      throw archive.malformed("has a manifest.json without images");
    }
    ObjectNode wrapper = JsonText.object();
    wrapper.set("images", list);
    List<Saved> result = new ArrayList<>();
    for (Members image : JsonText.view(wrapper, what).objects("images")) {
      // Go's decoder, for which some tools write, does not look at the case of names.
      Members lower = JsonText.view(lowerCase(image.node()), what);
      result.add(
          new Saved(
              raw(lower.text("config")),
              lower.texts("repotags"),
              lower.texts("layers").stream().map(DockerArchive::raw).toList()));
    }
    return result;
  }

  /** Names in archives are bytes, one char each. */
  private static String raw(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static ObjectNode lowerCase(ObjectNode node) {
    ObjectNode result = JsonText.object();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      result.set(member.getKey().toLowerCase(Locale.ROOT), member.getValue());
    }
    return result;
  }

  private Saved choose(List<Saved> images, Optional<String> reference) {
    if (reference.isEmpty() && images.size() == 1) {
      return images.getFirst();
    }
    Set<String> tags = new TreeSet<>();
    for (Saved image : images) {
      for (String tag : image.tags()) {
        String wanted = reference.orElse("");
        if (tag.equals(wanted) || tag.equals(wanted + ":latest")) {
          return image;
        }
        tags.add(tag);
      }
    }
    if (reference.isPresent()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "there is no '" + reference.get() + "' in " + archive.where(),
          tags.isEmpty() ? "its images have no names" : "it has " + ImageChoice.shown(tags));
    }
    throw new PlinthException(
        ErrorCode.USAGE,
        archive.where() + " has several images",
        tags.isEmpty() ? "save one of them alone" : "choose one of " + ImageChoice.shown(tags));
  }

  private Document<ImageConfig> config(String name) throws IOException {
    byte[] bytes =
        archive.read(name, ImageConfig.MAX_BYTES).orElseThrow(() -> missing("config", name));
    Document<ImageConfig> config =
        ImageConfig.parse(bytes, "config '" + ArchiveFile.shown(name) + "' of " + archive.where());
    requireNamed(name, config.digest());
    regions.put(config.digest(), archive.find(name).orElseThrow());
    return config;
  }

  /** Docker names configs by their digest; where such a name is given it must be right. */
  private void requireNamed(String name, Digest actual) {
    String stem = name.substring(name.lastIndexOf('/') + 1);
    stem = stem.endsWith(".json") ? stem.substring(0, stem.length() - 5) : stem;
    stem = stem.startsWith("sha256:") ? stem.substring(7) : stem;
    boolean digest = stem.length() == 64 && stem.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (digest && !stem.equals(actual.hex())) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          "the config '"
              + ArchiveFile.shown(name)
              + "' of "
              + archive.where()
              + " does not match its name: it hashes to "
              + actual,
          "it is damaged, or somebody changed it: get it again from where it was made");
    }
  }

  private Descriptor layer(String name, Digest diffId) throws IOException {
    ArchiveFile.Region region = archive.find(name).orElseThrow(() -> missing("layer", name));
    CompressionFormat format;
    try (InputStream in = archive.open(region)) {
      format = CompressionFormat.of(in.readNBytes(16));
    }
    String type =
        switch (format) {
          case NONE -> MediaType.LAYER;
          case GZIP -> MediaType.LAYER_GZIP;
          case ZSTD -> MediaType.LAYER_ZSTD;
          default -> MediaType.LAYER + "+" + format.name().toLowerCase(Locale.ROOT);
        };
    Digest digest = format == CompressionFormat.NONE ? diffId : digest(region);
    regions.put(digest, region);
    return Descriptor.of(type, digest, region.size());
  }

  private Digest digest(ArchiveFile.Region region) throws IOException {
    try (InputStream in = archive.open(region)) {
      return Digest.of(in);
    }
  }

  private PlinthException missing(String what, String name) {
    return archive.malformed(
        "lacks the " + what + " '" + ArchiveFile.shown(name) + "' that its manifest.json names");
  }

  @Override
  public String where() {
    return archive.where();
  }

  @Override
  public boolean has(Digest digest) {
    return digest.equals(manifest.digest()) || regions.containsKey(digest);
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    if (digest.equals(manifest.digest())) {
      return new java.io.ByteArrayInputStream(manifest.bytes());
    }
    ArchiveFile.Region region = regions.get(digest);
    if (region == null) {
      throw new NoSuchFileException(digest.toString());
    }
    return archive.open(region);
  }
}
