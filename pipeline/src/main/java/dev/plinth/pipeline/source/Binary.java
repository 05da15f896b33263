package dev.plinth.pipeline.source;

import java.util.List;

/**
 * An installed package and the sources that it is made of.
 *
 * @param needs its own source first, then those whose code was built in
 */
public record Binary(String name, String version, String architecture, List<Need> needs) {
  public Binary {
    needs = List.copyOf(needs);
  }

  /**
   * A source that the package needs.
   *
   * @param field of the package that says so: {@code Source}, {@code Built-Using}
   */
  public record Need(SourceVersion source, String field) {}

  @Override
  public String toString() {
    return name + "=" + version;
  }
}
