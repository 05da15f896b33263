package dev.plinth.rootfs.layers;

import dev.plinth.archive.GzipMember;
import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import dev.plinth.rootfs.OpenFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the members of several layers with several threads. Threads take members in order; each
 * fills its buffer, waits for its turn to add the bytes to the layer's diffID, then looks in the
 * cache or compresses. Whoever finds the next member of a blob ready writes it. A member is only
 * begun while those that wait for a slower one before them hold less than {@link #MOST_WAITING}.
 */
final class MemberRun {
  private static final long MOST_WAITING = 32 << 20;

  private record Task(LayerJob job, PartStream part, int member, int index) {}

  private final List<LayerJob> jobs;
  private final List<Task> tasks = new ArrayList<>();
  private final MemberCache cache;
  private final LayerTarget target;
  private final Progress.Phase phase;
  private int nextTask;
  private long inFlight;
  private boolean failed;

  MemberRun(List<LayerJob> jobs, MemberCache cache, LayerTarget target, Progress.Phase phase) {
    this.jobs = jobs;
    this.cache = cache;
    this.target = target;
    this.phase = phase;
    for (LayerJob job : jobs) {
      int index = 0;
      for (PartStream part : job.parts()) {
        for (int member = 0; member < part.members(); member++) {
          tasks.add(new Task(job, part, member, index++));
        }
      }
    }
  }

  /** Returns when all layers are in the target; on a failure no draft is left open. */
  void run(int threads) throws IOException {
    try {
      Runner.run(
          Math.min(threads, tasks.size()),
          files -> {
            boolean done = false;
            try {
              work(files);
              done = true;
            } finally {
              if (!done) {
                fail();
              }
            }
          });
    } finally {
      for (LayerJob job : jobs) {
        LayerTarget.Draft draft = job.draft;
        if (draft != null) {
          draft.close();
        }
      }
    }
  }

  private synchronized void fail() {
    failed = true;
    notifyAll();
  }

  private void work(OpenFile files) throws IOException {
    byte[] plain = new byte[PartStream.MEMBER];
    Compression compression = new Compression();
    for (Task task = take(); task != null; task = take()) {
      int size = task.part().memberSize(task.member());
      task.part().fill(task.member(), plain, files);
      if (!awaitDiff(task)) {
        return;
      }
      task.job().diff.update(plain, 0, size);
      passDiff(task);
      Digest key = task.part().key(task.member());
      Optional<byte[]> known = cache.get(key);
      byte[] member = known.isPresent() ? known.get() : compression.compress(plain, size);
      if (known.isEmpty()) {
        cache.put(key, member);
      }
      finish(task, member);
      phase.advance(size);
    }
  }

  private synchronized @Nullable Task take() throws IOException {
    try {
      while (!failed && nextTask < tasks.size() && mustWait(tasks.get(nextTask))) {
        wait();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    if (failed || nextTask == tasks.size()) {
      return null;
    }
    Task task = tasks.get(nextTask++);
    inFlight += task.part().memberSize(task.member());
    return task;
  }

  private boolean mustWait(Task task) {
    return inFlight > 0 && inFlight + task.part().memberSize(task.member()) > MOST_WAITING;
  }

  private synchronized boolean awaitDiff(Task task) throws IOException {
    try {
      while (!failed && task.job().nextDiff != task.index()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    return !failed;
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while layers were written");
  }

  private synchronized void passDiff(Task task) {
    task.job().nextDiff++;
    notifyAll();
  }

  private void finish(Task task, byte[] member) throws IOException {
    LayerJob job = task.job();
    byte @Nullable [] next;
    synchronized (this) {
      job.waiting[task.index()] = member;
      next = nextOut(job);
    }
    while (next != null) {
      write(job, next);
      synchronized (this) {
        inFlight -= sizeOf(job, job.nextOut);
        job.nextOut++;
        job.draining = false;
        next = nextOut(job);
        notifyAll();
      }
    }
  }

  /** The member to be written by the caller, who must come back; null where there is none. */
  private byte @Nullable [] nextOut(LayerJob job) {
    if (job.draining || job.nextOut == job.members() || job.waiting[job.nextOut] == null) {
      return null;
    }
    byte @Nullable [] next = job.waiting[job.nextOut];
    job.waiting[job.nextOut] = null;
    job.draining = true;
    return next;
  }

  private static int sizeOf(LayerJob job, int index) {
    int left = index;
    for (PartStream part : job.parts()) {
      if (left < part.members()) {
        return part.memberSize(left);
      }
      left -= part.members();
    }
    throw new IllegalStateException("no member " + index);
  }

  /** Only one thread at a time is here for one job. */
  private void write(LayerJob job, byte[] member) throws IOException {
    LayerTarget.Draft draft = job.draft;
    if (draft == null) {
      draft = target.begin("the layer '" + job.layer().name() + "'");
      job.draft = draft;
    }
    draft.write(member);
    job.size += member.length;
    if (job.nextOut == job.members() - 1) {
      Digest digest = draft.finish();
      job.finish(job.blob(Digest.finish(job.diff), digest, job.size));
    }
  }

  /** The compressor of one thread, made when it is needed: that takes a while. */
  private static final class Compression {
    private @Nullable GzipMember gzip;
    private byte[] target = new byte[0];

    byte[] compress(byte[] plain, int size) {
      GzipMember made = gzip;
      if (made == null) {
        made = new GzipMember();
        gzip = made;
        target = new byte[made.bound(PartStream.MEMBER)];
      }
      MemorySegment input = MemorySegment.ofArray(plain).asSlice(0, size);
      int length = made.compress(input, MemorySegment.ofArray(target));
      return Arrays.copyOf(target, length);
    }
  }
}
