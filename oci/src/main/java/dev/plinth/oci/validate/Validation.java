package dev.plinth.oci.validate;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.layout.LayoutIndex;
import dev.plinth.oci.layout.LayoutVersion;
import dev.plinth.oci.source.ImageSources;
import dev.plinth.oci.validate.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks an image, an artifact or an index with all that is below: everything is there, sizes and
 * digests hold, types are known and true, there are as many layers as diffIDs, and each layer is a
 * tar archive that unpacks to its diffID. All that is wrong is found, not only the first.
 */
public final class Validation {
  private static final int MAX_NESTING = 4;

  private final Content content;
  private final boolean layers;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Digest> seen = new HashSet<>();

  private Validation(Content content, boolean layers) {
    this.content = content;
    this.layers = layers;
  }

  /** Findings of everything; none where all is well. */
  public static List<Finding> full(Content content, Descriptor root) {
    return new Validation(content, true).check(root);
  }

  /** As above, but layers are only looked for, not read. */
  public static List<Finding> fast(Content content, Descriptor root) {
    return new Validation(content, false).check(root);
  }

  /** Findings of all that the OCI image layout in {@code folder} lists. */
  public static List<Finding> layout(Path folder) {
    Validation validation = new Validation(ImageSources.blobs(folder), true);
    try {
      LayoutVersion.check(read(folder.resolve("oci-layout"), 4096), "oci-layout");
    } catch (IOException e) {
      validation.add(Kind.LAYOUT, "oci-layout", "cannot be read");
    } catch (PlinthException e) {
      validation.add(Kind.LAYOUT, "oci-layout", String.valueOf(e.getMessage()));
    }
    try {
      byte[] index = read(folder.resolve("index.json"), LayoutIndex.MAX_BYTES);
      LayoutIndex.parse(index, "index.json")
          .entries()
          .forEach(entry -> validation.visit(entry.descriptor(), 0));
    } catch (IOException e) {
      validation.add(Kind.LAYOUT, "index.json", "cannot be read");
    } catch (PlinthException e) {
      validation.add(Kind.LAYOUT, "index.json", String.valueOf(e.getMessage()));
    }
    return List.copyOf(validation.findings);
  }

  private static byte[] read(Path file, int maxBytes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > maxBytes) {
      throw new IOException(file + " is not a file of at most " + maxBytes + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes);
    }
  }

  private List<Finding> check(Descriptor root) {
    visit(root, 0);
    return List.copyOf(findings);
  }

  private void visit(Descriptor descriptor, int depth) {
    String where = descriptor.digest().toString();
    if (!seen.add(descriptor.digest())) {
      return;
    }
    if (depth > MAX_NESTING) {
      add(Kind.MALFORMED, "index " + where, "is nested too deeply");
      return;
    }
    try {
      if (MediaType.isIndex(descriptor.mediaType())) {
        index(content.index(descriptor), descriptor, depth);
      } else if (MediaType.isManifest(descriptor.mediaType())) {
        manifest(content.manifest(descriptor), descriptor);
      } else {
        add(Kind.MEDIA_TYPE, where, "has the unknown type '" + descriptor.mediaType() + "'");
        blob(descriptor, "content " + where);
      }
    } catch (PlinthException e) {
      add(e, where);
    }
  }

  private void index(Document<ImageIndex> index, Descriptor descriptor, int depth) {
    requireType(index.mediaType(), descriptor, "index " + descriptor.digest());
    index.value().manifests().forEach(child -> visit(child, depth + 1));
  }

  private void manifest(Document<ImageManifest> document, Descriptor descriptor) {
    String where = "manifest " + descriptor.digest();
    requireType(document.mediaType(), descriptor, where);
    ImageManifest manifest = document.value();
    if (!manifest.isImage()) {
      blob(manifest.config(), "config " + manifest.config().digest());
      manifest.layers().forEach(layer -> blob(layer, "layer " + layer.digest()));
      return;
    }
    List<Digest> diffIds = List.of();
    try {
      ImageConfig config = content.config(manifest.config()).value();
      diffIds = config.diffIds();
      requirePlatform(config, descriptor);
      requireCounts(config, manifest, where);
    } catch (PlinthException e) {
      add(e, "config " + manifest.config().digest());
    }
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      layer(layer, i < diffIds.size() ? diffIds.get(i) : null, i + 1);
    }
  }

  private void requireType(String actual, Descriptor descriptor, String where) {
    if (!actual.equals(descriptor.mediaType())) {
      add(
          Kind.MEDIA_TYPE,
          where,
          "says it is '" + actual + "', its descriptor '" + descriptor.mediaType() + "'");
    }
  }

  private void requirePlatform(ImageConfig config, Descriptor descriptor) {
    descriptor
        .platform()
        .filter(platform -> !platform.equals(config.platform()))
        .ifPresent(platform ->
            add(
                Kind.PLATFORM,
                "manifest " + descriptor.digest(),
                "is listed for " + platform + ", but its config says " + config.platform()));
  }

  private void requireCounts(ImageConfig config, ImageManifest manifest, String where) {
    int count = manifest.layers().size();
    if (config.diffIds().size() != count) {
      add(
          Kind.LAYERS,
          where,
          "has " + count + " layers, its config " + config.diffIds().size() + " diffIDs");
    }
    long steps = config.history().stream().filter(step -> !step.emptyLayer()).count();
    if (!config.history().isEmpty() && steps != count) {
      add(Kind.LAYERS, where, "has " + count + " layers, its config's history made " + steps);
    }
  }

  private void layer(
      Descriptor layer, @org.jspecify.annotations.Nullable Digest diffId, int number) {
    String where = "layer " + number + " " + layer.digest();
    if (!layer.urls().isEmpty() && !content.source().has(layer.digest())) {
      return; // may not be redistributed, so it lies elsewhere
    }
    String suffix = MediaType.layerSuffix(layer.mediaType());
    if (suffix == null) {
      add(Kind.MEDIA_TYPE, where, "has the unknown type '" + layer.mediaType() + "'");
    }
    if (!layers || suffix == null || diffId == null) {
      blob(layer, where);
      return;
    }
    if (!seen.add(layer.digest())) {
      return;
    }
    try {
      new LayerCheck(content, layer, suffix, diffId, where).run().forEach(findings::add);
    } catch (PlinthException e) {
      add(e, where);
    } catch (IOException e) {
      add(Kind.MALFORMED, where, "cannot be read: " + e.getMessage());
    }
  }

  /** The content alone, whatever it is. */
  private void blob(Descriptor descriptor, String where) {
    if (!content.source().has(descriptor.digest())) {
      add(Kind.MISSING, where, "is not there");
    } else if (layers) {
      try (VerifiedStream in = content.open(descriptor, where)) {
        in.finish();
      } catch (PlinthException e) {
        add(e, where);
      } catch (IOException e) {
        add(Kind.MALFORMED, where, "cannot be read: " + e.getMessage());
      }
    }
  }

  private void add(PlinthException e, String where) {
    add(kind(e), where, String.valueOf(e.getMessage()));
  }

  static Kind kind(PlinthException e) {
    return switch (e.code()) {
      case NOT_FOUND -> Kind.MISSING;
      case VERIFICATION -> Kind.DIGEST;
      default -> Kind.MALFORMED;
    };
  }

  private void add(Kind kind, String where, String message) {
    findings.add(new Finding(kind, where, message));
  }
}
