package dev.plinth.oci.export;

import dev.plinth.model.Digest;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.layout.LayoutIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** An OCI image layout with one image (OCI image-spec, image-layout.md). */
final class OciExport {
  private static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);

  private final Content content;
  private final byte[] index;
  private final SortedMap<Digest, Descriptor> blobs = new TreeMap<>();

  OciExport(Content content, Descriptor image, String name) {
    this.content = content;
    TreeMap<String, String> annotations = new TreeMap<>(image.annotations());
    annotations.put(LayoutIndex.REF_NAME, name);
    this.index =
        ImageIndex.of(java.util.List.of(image.withAnnotations(annotations))).toDocument().bytes();
    collect(image);
  }

  private void collect(Descriptor descriptor) {
    if (blobs.putIfAbsent(descriptor.digest(), descriptor) != null) {
      return;
    }
    if (MediaType.isIndex(descriptor.mediaType())) {
      content.index(descriptor).value().manifests().forEach(this::collect);
    } else if (MediaType.isManifest(descriptor.mediaType())) {
      ImageManifest manifest = content.manifest(descriptor).value();
      blobs.putIfAbsent(manifest.config().digest(), manifest.config());
      for (Descriptor layer : manifest.layers()) {
        // Layers that may not be redistributed lie elsewhere.
        if (layer.urls().isEmpty() || content.source().has(layer.digest())) {
          blobs.putIfAbsent(layer.digest(), layer);
        }
      }
    }
  }

  void writeFolder(Path folder) throws IOException {
    for (Descriptor blob : blobs.values()) {
      Path parent = folder.resolve("blobs").resolve(blob.digest().algorithm());
      Files.createDirectories(parent);
      try (VerifiedStream in = content.open(blob, "blob " + blob.digest());
          OutputStream out = Files.newOutputStream(parent.resolve(blob.digest().hex()))) {
        in.transferTo(out);
      }
    }
    Files.write(folder.resolve("index.json"), index);
    Files.write(folder.resolve("oci-layout"), OCI_LAYOUT);
  }

  /** What says what it is comes first, so that a reader of the stream knows. */
  void writeArchive(OutputStream out) throws IOException {
    Archive archive = new Archive(out);
    archive.file("oci-layout", OCI_LAYOUT);
    archive.file("index.json", index);
    archive.folder("blobs");
    TreeSet<String> algorithms = new TreeSet<>();
    blobs.keySet().forEach(digest -> algorithms.add(digest.algorithm()));
    for (String algorithm : algorithms) {
      archive.folder("blobs/" + algorithm);
    }
    for (Descriptor blob : blobs.values()) {
      String name = "blobs/" + blob.digest().algorithm() + "/" + blob.digest().hex();
      try (VerifiedStream in = content.open(blob, "blob " + blob.digest())) {
        archive.file(name, blob.size(), in);
        in.finish();
      }
    }
    archive.finish();
  }
}
