package dev.plinth.oci.layout;

import dev.plinth.oci.Descriptor;

/**
 * An image, or any other manifest, that the store has a name for.
 *
 * @param name the {@code org.opencontainers.image.ref.name}
 * @param descriptor of its index or manifest
 */
public record StoredImage(String name, Descriptor descriptor) {}
