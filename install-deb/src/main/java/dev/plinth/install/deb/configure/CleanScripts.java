package dev.plinth.install.deb.configure;

import dev.plinth.model.Digest;
import java.util.HashSet;
import java.util.Set;

/**
 * Scripts in which every command word is known whatever the tree has: the same bytes need no second
 * look. That they are known says nothing of what a run of them does.
 */
public interface CleanScripts {
  boolean contains(Digest script);

  void add(Digest script);

  /** For one installation only. */
  static CleanScripts forgetting() {
    Set<Digest> known = new HashSet<>();
    return new CleanScripts() {
      @Override
      public boolean contains(Digest script) {
        return known.contains(script);
      }

      @Override
      public void add(Digest script) {
        known.add(script);
      }
    };
  }
}
