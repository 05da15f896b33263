package dev.plinth.oci.source;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutIndex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which of the entries of a layout is meant. */
final class ImageChoice {
  private ImageChoice() {}

  /**
   * The manifests that are meant: one, or several of different platforms that are one image.
   *
   * @param reference a name or digest; empty where the layout has one image only
   */
  static List<Descriptor> choose(
      List<LayoutIndex.Entry> entries, Optional<String> reference, String where) {
    if (reference.isPresent()) {
      return List.of(named(entries, reference.get(), where));
    }
    List<LayoutIndex.Entry> images =
        entries.stream()
            .filter(e ->
                !isEvidence(e.name().orElse(""))
                    && (MediaType.isIndex(e.descriptor().mediaType())
                        || ContentImages.isImage(e.descriptor())))
            .toList();
    if (images.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          where
              + (entries.isEmpty()
                  ? " lists no manifests"
                  : " has no image, only '" + type(entries.getFirst().descriptor()) + "'"),
          "choose a layout that has an image");
    }
    Set<Digest> digests = new LinkedHashSet<>();
    Set<Platform> platforms = new LinkedHashSet<>();
    for (LayoutIndex.Entry image : images) {
      digests.add(image.descriptor().digest());
      if (image.name().isEmpty()) {
        image.descriptor().platform().ifPresent(platforms::add);
      }
    }
    if (digests.size() == 1) {
      return List.of(images.getFirst().descriptor());
    }
    if (platforms.size() == images.size()) {
      return images.stream().map(LayoutIndex.Entry::descriptor).toList();
    }
    throw several(images, where);
  }

  private static String type(Descriptor descriptor) {
    return descriptor.artifactType().orElse(descriptor.mediaType());
  }

  /** Whether it is a tag that stands for what is about an image: {@code sha256-HEX.sig}. */
  private static boolean isEvidence(String name) {
    int at = name.indexOf("sha256-");
    int end = at + "sha256-".length() + 64;
    return at >= 0
        && end <= name.length()
        && name.substring(end - 64, end).chars().allMatch(c -> Character.digit(c, 16) >= 0)
        && (end == name.length() || name.charAt(end) == '.');
  }

  private static Descriptor named(List<LayoutIndex.Entry> entries, String reference, String where) {
    Set<String> names = new TreeSet<>();
    for (LayoutIndex.Entry entry : entries) {
      if (entry.name().equals(Optional.of(reference))
          || entry.descriptor().digest().toString().equals(reference)) {
        return entry.descriptor();
      }
      names.add(entry.name().orElse(entry.descriptor().digest().toString()));
    }
    throw new PlinthException(
        ErrorCode.NOT_FOUND,
        "there is no '" + reference + "' in " + where,
        names.isEmpty() ? "it lists nothing" : "it has " + shown(names));
  }

  private static PlinthException several(List<LayoutIndex.Entry> images, String where) {
    Set<String> names = new TreeSet<>();
    for (LayoutIndex.Entry image : images) {
      names.add(image.name().orElse(image.descriptor().digest().toString()));
    }
    return new PlinthException(
        ErrorCode.USAGE, where + " has several images", "choose one of " + shown(names));
  }

  static String shown(Set<String> names) {
    List<String> first = names.stream().limit(8).toList();
    String more = names.size() > 8 ? " and " + (names.size() - 8) + " more" : "";
    return String.join(", ", first) + more;
  }
}
