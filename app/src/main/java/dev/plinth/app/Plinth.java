package dev.plinth.app;

import dev.plinth.model.Digest;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.Builds;
import dev.plinth.pipeline.Workshop;
import dev.plinth.pipeline.attest.Evidence;
import dev.plinth.pipeline.explain.Explanations;
import dev.plinth.pipeline.image.Images;
import dev.plinth.pipeline.licences.Licences;
import dev.plinth.pipeline.source.Sources;
import dev.plinth.pipeline.verify.ImageVerifier;
import java.time.InstantSource;

/** Plinth put together for one process. */
public final class Plinth {
  private final Workshop workshop;
  private final Settings settings;

  private Plinth(Workshop workshop, Settings settings) {
    this.workshop = workshop;
    this.settings = settings;
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
            BuildId.read(),
            InstantSource.system(),
            Who.of(settings.environment())),
        settings);
  }

  public Builds builds() {
    return new Builds(workshop);
  }

  public Evidence evidence() {
    return new Evidence(workshop);
  }

  public ImageVerifier verifier() {
    return new ImageVerifier(workshop);
  }

  public Explanations explanations() {
    return new Explanations(workshop);
  }

  public Licences licences() {
    return new Licences(workshop);
  }

  /** What {@code reference} means. */
  public Digest digest(String reference) {
    return workshop.store().resolve(reference).descriptor().digest();
  }

  public Images images() {
    return new Images(workshop);
  }

  public Sources sources() {
    LayoutStore store = workshop.store();
    return new Sources(workshop, new DebianSources(new DebianArchives(settings, store), store));
  }
}
