package dev.plinth.pipeline.verify;

import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Links in a row: after the first that is broken none is looked at any more. */
final class Chain {
  private final Progress progress;
  private final List<Link> links = new ArrayList<>();
  private boolean broken;

  Chain(Progress progress) {
    this.progress = progress;
  }

  /** Checks something, and says in words what was found. */
  @FunctionalInterface
  interface Check {
    String run() throws IOException;
  }

  void link(String name, Check check) throws IOException {
    if (broken) {
      links.add(new Link(name, Link.Outcome.NOT_CHECKED, ""));
      return;
    }
    try (Progress.Phase phase = progress.begin(name)) {
      String said = check.run();
      links.add(new Link(name, Link.Outcome.HOLDS, said));
      phase.result("holds");
    } catch (PlinthException e) {
      // A defect of the machine or of Plinth says nothing about the image.
      switch (e.code()) {
        case MACHINE, INTERNAL, USAGE -> throw e;
        default -> {
          broken = true;
          links.add(new Link(name, Link.Outcome.BROKEN, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  void absent(String name, String why) {
    links.add(
        new Link(name, broken ? Link.Outcome.NOT_CHECKED : Link.Outcome.ABSENT, broken ? "" : why));
  }

  boolean isBroken() {
    return broken;
  }

  List<Link> links() {
    return links;
  }
}
