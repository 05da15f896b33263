package dev.plinth.inventory;

import java.util.List;

/**
 * The visible files of a layer that belong to no package of the distribution or of a language, and
 * to no package database.
 *
 * @param layer counted from 0 at the bottom; −1 where there are none
 * @param count how many
 * @param first the first of them in the order of the layer, without a leading slash
 */
public record UnownedFiles(int layer, long count, List<String> first) {
  public UnownedFiles {
    first = List.copyOf(first);
  }
}
