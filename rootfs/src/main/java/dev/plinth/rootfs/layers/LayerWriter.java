package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes layers as gzip-compressed tar: a sequence of gzip members, each of at most {@link
 * PartStream#MEMBER} bytes of one part, so that what did not change is not compressed again. The
 * bytes depend on the layers alone, not on the number of threads nor on what the cache holds.
 *
 * <p>Needs about 5 MB for each thread and at most 32 MB for members that are waiting.
 */
public final class LayerWriter {
  private static final int MOST_THREADS = 8;

  private final MemberCache cache;
  private final LayerTarget target;
  private final int threads;

  /**
   * @param threads that compress; more than 8 are not used
   */
  public LayerWriter(MemberCache cache, LayerTarget target, int threads) {
    this.cache = cache;
    this.target = target;
    this.threads = Math.clamp(threads, 1, MOST_THREADS);
  }

  /** Writes all layers into the target; the result is in their order. */
  public List<LayerBlob> write(List<Layer> layers, Progress.Phase phase) throws IOException {
    List<LayerJob> jobs = jobs(layers);
    List<LayerBlob> result = new ArrayList<>(layers.size());
    List<Runner.Step> checks = new ArrayList<>();
    for (LayerJob job : jobs) {
      phase.expect(job.unpacked());
      checks.add(_ -> {
        if (findWritten(job)) {
          phase.advance(job.unpacked());
        }
      });
    }
    Runner.run(threads, checks);
    List<LayerJob> missing = jobs.stream().filter(job -> job.result().isEmpty()).toList();
    if (!missing.isEmpty()) {
      new MemberRun(missing, cache, target, phase).run(threads);
      for (LayerJob job : missing) {
        cache.put(job.key(), describe(job.written()));
      }
    }
    jobs.forEach(job -> result.add(job.written()));
    return result;
  }

  /** Computes keys in parallel: contents may have to be read for it. */
  private List<LayerJob> jobs(List<Layer> layers) throws IOException {
    List<PartStream[]> streams = new ArrayList<>();
    List<Runner.Step> steps = new ArrayList<>();
    for (Layer layer : layers) {
      int count = layer.parts().size();
      PartStream[] parts = new PartStream[count + 1];
      parts[count] = PartStream.end();
      streams.add(parts);
      for (int i = 0; i < count; i++) {
        int part = i;
        steps.add(_ -> parts[part] = new PartStream(layer.parts().get(part)));
      }
    }
    Runner.run(threads, steps);
    List<LayerJob> jobs = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      jobs.add(new LayerJob(layers.get(i), List.of(streams.get(i))));
    }
    return jobs;
  }

  /**
   * Whether the same layer was written before and its blob is still there and whole, or can be put
   * together again from members that are: then none of its contents is read.
   */
  private boolean findWritten(LayerJob job) throws IOException {
    Optional<LayerBlob> known = cache.get(job.key()).flatMap(bytes -> parse(job, bytes));
    if (known.isEmpty() || !(target.holds(known.get().digest()) || join(job, known.get()))) {
      return false;
    }
    job.finish(known.get());
    return true;
  }

  private boolean join(LayerJob job, LayerBlob known) throws IOException {
    List<Digest> members = new ArrayList<>();
    for (PartStream part : job.parts()) {
      for (int member = 0; member < part.members(); member++) {
        members.add(part.key(member));
      }
    }
    if (!members.stream().allMatch(cache::has)) {
      return false;
    }
    try (LayerTarget.Draft draft = target.begin("the layer '" + job.layer().name() + "'")) {
      for (Digest key : members) {
        Optional<byte[]> member = cache.get(key);
        if (member.isEmpty()) {
          return false;
        }
        draft.write(member.get());
      }
      return draft.finish().equals(known.digest());
    }
  }

  private static byte[] describe(LayerBlob blob) {
    return (blob.diffId() + " " + blob.digest() + " " + blob.size())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<LayerBlob> parse(LayerJob job, byte[] bytes) {
    String[] words = new String(bytes, StandardCharsets.US_ASCII).split(" ", -1);
    return words.length != 3
        ? Optional.empty()
        : Optional.of(
            job.blob(Digest.parse(words[0]), Digest.parse(words[1]), Long.parseLong(words[2])));
  }
}
