package dev.plinth.commandspecs;

import javax.lang.model.element.Element;

/** A use of picocli's annotations that cannot be turned into a spec. */
final class UnknownAnnotation extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Element where;

  UnknownAnnotation(Element where, String message) {
    super(message);
    this.where = where;
  }

  Element where() {
    return where;
  }
}
