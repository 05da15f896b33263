package dev.plinth.oci.layout;

import dev.plinth.oci.Descriptor;
import java.util.List;

/**
 * What a reference means.
 *
 * @param descriptor of the index or manifest
 * @param names that lead to it, its own or those of an index it is in; sorted, may be empty
 */
public record Resolved(Descriptor descriptor, List<String> names) {
  public Resolved {
    names = List.copyOf(names);
  }

  /** The name with the short digest, for people: {@code debian-micro (3f2a9c01b4de)}. */
  @Override
  public String toString() {
    String digest = descriptor.digest().shortHex();
    return names.isEmpty() ? digest : String.join(", ", names) + " (" + digest + ")";
  }
}
