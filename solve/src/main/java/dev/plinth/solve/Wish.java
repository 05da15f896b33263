package dev.plinth.solve;

import java.util.List;

/**
 * One thing asked for by name.
 *
 * @param alternatives of which one must be there, in the order of preference; never empty
 */
public record Wish(List<Item> alternatives) {
  /**
   * @param name of a real or virtual package
   * @param version exactly this one; empty where any will do
   */
  public record Item(String name, String version) {
    @Override
    public String toString() {
      return version.isEmpty() ? name : name + "=" + version;
    }
  }

  public Wish {
    alternatives = List.copyOf(alternatives);
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException("a wish without a name");
    }
  }

  /** Any version of {@code name}. */
  public static Wish of(String name) {
    return of(name, "");
  }

  /** Exactly {@code version} of {@code name}; any version where it is empty. */
  public static Wish of(String name, String version) {
    return new Wish(List.of(new Item(name, version)));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Item item : alternatives) {
      text.append(text.isEmpty() ? "" : " | ").append(item);
    }
    return text.toString();
  }
}
