package dev.plinth.rootfs.layers;

import java.util.List;

/**
 * What goes into one layer.
 *
 * @param name for people and for the image's history: {@code libssl3}, {@code generated files}
 * @param packages whose files are in it, sorted
 * @param parts in the order they are written
 */
public record Layer(String name, List<String> packages, List<LayerPart> parts) {
  public Layer {
    packages = List.copyOf(packages);
    parts = List.copyOf(parts);
  }
}
