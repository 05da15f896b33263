package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListCheck;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.lock.Lock;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.MediaType;
import dev.plinth.pipeline.Again;
import dev.plinth.pipeline.KeptInput;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the packages again and installs them, so that a list that lies is caught: every entry that
 * it has must come of the packages, the spec and what Plinth does with them.
 */
final class PackagesCheck implements AutoCloseable {
  private final Workshop workshop;
  private final ExecutorService executor;
  private final List<Future<Integer>> running = new ArrayList<>();

  PackagesCheck(Workshop workshop) {
    this.workshop = workshop;
    this.executor =
        Executors.newFixedThreadPool(
            workshop.threads(), Thread.ofPlatform().daemon().name("install-", 1).factory());
  }

  /**
   * Begins with one platform, whose list is signed. The platforms are independent, and most of
   * their time goes to a package or two of each.
   *
   * @param inputs that were hashed
   */
  void begin(List<Input> inputs, FileList list) throws IOException {
    for (KeptInput level : KeptInput.levels(inputs)) {
      Lock lock = level.lock(workshop.store());
      running.add(executor.submit(() -> check(level, lock, list)));
    }
  }

  /** Whether all that was begun holds. */
  String finish(List<Input> inputs) throws IOException {
    if (running.isEmpty()) {
      throw SignedEvidence.broken(
          "none of the " + inputs.size() + " inputs could be read again",
          "the image has no list of its files, or no lock: do not use it");
    }
    int entries = 0;
    for (Future<Integer> one : running) {
      entries += Finish.of(one);
    }
    return entries + " entries come of the packages, the spec and their scripts";
  }

  /** Waits for what is being installed, so that nothing is left behind. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }

  private int check(KeptInput level, Lock lock, FileList list) throws IOException {
    return level.withSpec(
        workshop,
        spec -> {
          try (Again again = new Again(workshop)) {
            String architecture = again.architecture(lock, list.platform());
            if (architecture.isEmpty()) {
              throw SignedEvidence.broken(
                  "the lock has nothing for " + list.platform(), "do not use the image");
            }
            List<ListedLayer> lower = at(list, level.depth() + 1, Integer.MAX_VALUE);
            List<List<ListedFile>> made =
                again.install(
                    spec,
                    lock,
                    architecture,
                    lower.stream().map(this::describe).toList(),
                    lower.stream().map(ListedLayer::diffId).toList());
            return compare(list.platform(), at(list, level.depth(), level.depth()), made);
          }
        });
  }

  private static List<ListedLayer> at(FileList list, int from, int to) {
    return list.layers().stream().filter(l -> l.depth() >= from && l.depth() <= to).toList();
  }

  private Descriptor describe(ListedLayer layer) {
    try {
      long size = Files.size(workshop.store().verified(layer.digest(), "layer " + layer.digest()));
      return Descriptor.of(MediaType.LAYER_GZIP, layer.digest(), size);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int compare(
      Platform platform, List<ListedLayer> listed, List<List<ListedFile>> made) {
    if (listed.size() != made.size()) {
      throw SignedEvidence.broken(
          platform
              + ": the packages make "
              + made.size()
              + " layers, the list has "
              + listed.size(),
          "the list lies, or another version of Plinth made the image");
    }
    int entries = 0;
    for (int i = 0; i < made.size(); i++) {
      List<String> found = FileListCheck.differences(listed.get(i).files(), made.get(i));
      if (!found.isEmpty()) {
        throw SignedEvidence.broken(
            platform
                + ", layer "
                + listed.get(i).name()
                + ": what the packages make is not what the list says: "
                + String.join("; ", found),
            "the list lies, or another version of Plinth made the image");
      }
      String wrong = origins(listed.get(i).files(), made.get(i));
      if (!wrong.isEmpty()) {
        throw SignedEvidence.broken(
            platform + ", layer " + listed.get(i).name() + ": " + wrong, "the list lies");
      }
      entries += made.get(i).size();
    }
    return entries;
  }

  private static String origins(List<ListedFile> listed, List<ListedFile> made) {
    for (int i = 0; i < made.size(); i++) {
      if (!listed.get(i).from().equals(made.get(i).from())) {
        return made.get(i).path()
            + " comes from "
            + made.get(i).from()
            + ", the list says "
            + listed.get(i).from();
      }
    }
    return "";
  }
}
