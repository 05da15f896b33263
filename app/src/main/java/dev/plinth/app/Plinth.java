package dev.plinth.app;

import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.Builds;
import dev.plinth.pipeline.Workshop;
import dev.plinth.pipeline.image.Images;

/** Plinth put together for one process. */
public final class Plinth {
  /** Part of what decides whether a build is still the same; the command line prints it. */
  public static final String VERSION = "0.1.0";

  private final Workshop workshop;

  private Plinth(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Nothing is read or fetched until something is asked. */
  public static Plinth open(Settings settings) {
    LayoutStore store = LayoutStore.at(settings.store());
    return new Plinth(
        new Workshop(
            new DebianFormat(settings, store),
            store,
            settings.cache(),
            settings.environment(),
            settings.progress(),
            settings.threads(),
            VERSION));
  }

  public Builds builds() {
    return new Builds(workshop);
  }

  public Images images() {
    return new Images(workshop);
  }
}
