package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code index.json} of a layout lists (OCI image-spec, image-layout.md). Members that are not
 * understood, which other tools wrote, are kept.
 */
public final class LayoutIndex {
  /** The annotation that names an entry. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** Larger files are neither read nor written: some 30,000 entries. */
  public static final int MAX_BYTES = 8 << 20;

  /**
   * One listed manifest.
   *
   * @param name empty for what is only kept: referrers, inputs, indexes of other tools
   */
  public record Entry(Optional<String> name, Descriptor descriptor) {}

  private record Line(Entry entry, ObjectNode json) {}

  private final ObjectNode root;
  private final List<Line> lines = new ArrayList<>();

  private LayoutIndex(ObjectNode root) {
    this.root = root;
  }

  /** Lists nothing. */
  static LayoutIndex empty() {
    ObjectNode root = JsonText.object();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaType.INDEX);
    root.putArray("manifests");
    return new LayoutIndex(root);
  }

  /** Reads the bytes of an {@code index.json}; wrong ones are a {@code BAD_INPUT} error. */
  public static LayoutIndex parse(byte[] bytes, String what) {
    Members json = JsonText.readObject(bytes, what);
    if (json.has("schemaVersion") && json.size("schemaVersion") != 2) {
      throw json.problem("schemaVersion", "is not 2");
    }
    for (String foreign : List.of("config", "layers")) {
      if (json.has(foreign)) {
        throw json.problem(foreign, "does not belong in the index of a layout");
      }
    }
    LayoutIndex index = new LayoutIndex(json.node());
    for (Members line : json.objects("manifests")) {
      Descriptor descriptor = Descriptor.read(line);
      Optional<String> name = Optional.ofNullable(descriptor.annotations().get(REF_NAME));
      index.lines.add(new Line(new Entry(name, descriptor), line.node()));
    }
    return index;
  }

  /** In the order of the file. */
  public List<Entry> entries() {
    return lines.stream().map(Line::entry).toList();
  }

  /** What has a name, sorted by it. */
  List<StoredImage> named() {
    List<StoredImage> result = new ArrayList<>();
    for (Line line : lines) {
      line.entry()
          .name()
          .ifPresent(name -> result.add(new StoredImage(name, line.entry().descriptor())));
    }
    result.sort((a, b) -> a.name().compareTo(b.name()));
    return result;
  }

  /** Gives {@code name} to {@code descriptor}, taken from whatever had it. */
  void name(String name, Descriptor descriptor) {
    remove(entry -> entry.name().equals(Optional.of(name)));
    remove(unnamed(descriptor.digest()));
    TreeMap<String, String> annotations = new TreeMap<>(descriptor.annotations());
    annotations.put(REF_NAME, name);
    add(new Entry(Optional.of(name), descriptor.withAnnotations(annotations)));
  }

  /** Lists {@code descriptor} without a name, unless it is listed; whether it was not. */
  boolean keep(Descriptor descriptor) {
    Digest digest = descriptor.digest();
    boolean absent = lines.stream().noneMatch(l -> l.entry().descriptor().digest().equals(digest));
    if (absent) {
      add(descriptor);
    }
    return absent;
  }

  /** Whether something was removed. */
  boolean remove(Predicate<Entry> which) {
    return lines.removeIf(line -> which.test(line.entry()));
  }

  static Predicate<Entry> unnamed(Digest digest) {
    return entry -> entry.name().isEmpty() && entry.descriptor().digest().equals(digest);
  }

  /** The file: names first, sorted, then what has none; the same for the same entries. */
  byte[] toBytes() {
    lines.sort(
        Comparator.comparing((Line line) -> line.entry().name().isEmpty())
            .thenComparing(line -> line.entry().name().orElse(""))
            .thenComparing(line -> line.entry().descriptor().digest()));
    ArrayNode manifests = JsonText.array();
    lines.forEach(line -> manifests.add(line.json()));
    ObjectNode copy = root.deepCopy();
    copy.set("manifests", manifests);
    return JsonText.write(copy);
  }

  /** Lists {@code descriptor} without a name, beside what may be listed. */
  void add(Descriptor descriptor) {
    add(new Entry(Optional.empty(), descriptor));
  }

  private void add(Entry entry) {
    lines.add(new Line(entry, entry.descriptor().toJson()));
  }
}
