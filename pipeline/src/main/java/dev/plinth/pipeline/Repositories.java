package dev.plinth.pipeline;

import dev.plinth.lock.LockedRepository;
import dev.plinth.pkg.RepositoryIndex;
import java.util.List;

/** Verified repositories: their proof for the lock, and what is in them. */
public interface Repositories {
  /** In the order of the spec. */
  List<LockedRepository> locked();

  /** All of them as one index, for one architecture; made when it is asked for. */
  RepositoryIndex index(String architecture);
}
