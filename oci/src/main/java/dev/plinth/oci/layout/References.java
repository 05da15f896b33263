package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Nearest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what a person means by a name, a digest or the first characters of one. */
final class References {
  private static final int SHORTEST = 12;
  private static final int MAX_NESTING = 4;

  private record Candidate(Descriptor descriptor, TreeSet<String> names) {}

  private final LayoutStore store;
  private final LayoutIndex index;
  private final Map<Digest, Candidate> candidates = new LinkedHashMap<>();

  References(LayoutStore store, LayoutIndex index) {
    this.store = store;
    this.index = index;
  }

  Resolved resolve(String reference) {
    Optional<Descriptor> named = named(reference);
    if (named.isPresent()) {
      return new Resolved(named.get(), List.of(reference));
    }
    int at = reference.lastIndexOf('@');
    Optional<String> name = at < 0 ? Optional.empty() : Optional.of(reference.substring(0, at));
    String prefix = reference.substring(at + 1);
    boolean tagged = prefix.startsWith("sha256:") || prefix.startsWith("sha512:");
    String algorithm = tagged ? prefix.substring(0, 6) : "";
    String hex = tagged ? prefix.substring(7) : prefix;
    if (hex.length() < SHORTEST || !isHex(hex)) {
      throw unknown(reference);
    }
    collect();
    List<Candidate> found = new ArrayList<>();
    for (Candidate candidate : candidates.values()) {
      Digest digest = candidate.descriptor().digest();
      if (digest.hex().startsWith(hex)
          && digest.algorithm().startsWith(algorithm)
          && (name.isEmpty() || candidate.names().contains(name.get()))) {
        found.add(candidate);
      }
    }
    if (found.size() > 1) {
      throw ambiguous(reference, found);
    }
    if (found.size() == 1) {
      Candidate one = found.getFirst();
      return new Resolved(one.descriptor(), List.copyOf(one.names()));
    }
    if (tagged && name.isEmpty() && hex.length() == (algorithm.equals("sha256") ? 64 : 128)) {
      Digest digest = new Digest(algorithm, hex);
      if (store.has(digest)) {
        return new Resolved(store.describe(digest), List.of());
      }
    }
    throw unknown(reference);
  }

  Optional<Descriptor> named(String name) {
    List<Descriptor> found =
        index.entries().stream()
            .filter(entry -> entry.name().equals(Optional.of(name)))
            .map(LayoutIndex.Entry::descriptor)
            .toList();
    if (found.stream().map(Descriptor::digest).distinct().count() > 1) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "'" + name + "' names several images in " + store.folder(),
          "another tool wrote that: tag one of them again, by digest");
    }
    return found.stream().findFirst();
  }

  private void collect() {
    for (LayoutIndex.Entry entry : index.entries()) {
      collect(entry.descriptor(), entry.name(), 0);
    }
  }

  private void collect(Descriptor descriptor, Optional<String> name, int depth) {
    Candidate candidate =
        candidates.computeIfAbsent(
            descriptor.digest(), _ -> new Candidate(descriptor, new TreeSet<>()));
    name.ifPresent(candidate.names()::add);
    if (depth < MAX_NESTING
        && MediaType.isIndex(descriptor.mediaType())
        && store.has(descriptor.digest())) {
      for (Descriptor child : store.index(descriptor).value().manifests()) {
        collect(child, name, depth + 1);
      }
    }
  }

  private PlinthException unknown(String reference) {
    List<String> names =
        index.entries().stream().flatMap(entry -> entry.name().stream()).sorted().toList();
    List<String> near = Nearest.of(reference, names, 3);
    String hint;
    if (names.isEmpty()) {
      hint = "the store has no image yet: build one";
    } else if (!near.isEmpty()) {
      hint = "did you mean " + String.join(" or ", near) + "?";
    } else {
      hint =
          "it has "
              + String.join(", ", names.subList(0, Math.min(5, names.size())))
              + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
    }
    return new PlinthException(
        ErrorCode.NOT_FOUND,
        "there is no image '" + reference + "' in the store " + store.folder(),
        hint);
  }

  private static PlinthException ambiguous(String reference, List<Candidate> found) {
    List<String> each =
        found.stream()
            .limit(4)
            .map(c -> new Resolved(c.descriptor(), List.copyOf(c.names())).toString())
            .toList();
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "'" + reference + "' could be " + String.join(" or ", each),
        "write more characters of the digest");
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
