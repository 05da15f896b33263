package dev.plinth.deb.repository;

import dev.plinth.deb.repository.MirrorSources.Candidate;
import dev.plinth.deb.repository.ReleaseJudge.Verdict;
import dev.plinth.fetch.Mirrors;
import dev.plinth.fetch.Shown;
import dev.plinth.fetch.Small;
import dev.plinth.fetch.Small.Outcome;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a mirror for a suite: one that serves its Release under a pinned key. The Release that was
 * fetched to find out is the one that is used.
 *
 * <p>A foreign archive, a missing suite and silence only mean that an entry of the host's does not
 * count; where the command itself names the mirror, all but a missing suite are errors. What claims
 * a pinned key and does not hold is an error everywhere.
 */
final class MirrorFinder {
  private static final int MAX_RELEASE_BYTES = 32 << 20;

  private final MirrorSources sources;
  private final Small small;
  private final ReleaseJudge judge;

  MirrorFinder(MirrorSources sources, Small small, ReleaseJudge judge) {
    this.sources = sources;
    this.small = small;
    this.judge = judge;
  }

  /** The Release from the first mirror that counts. */
  SignedRelease find(Suite suite) {
    return new Search(suite).first();
  }

  /** The Release that the mirror has now. */
  SignedRelease again(SignedRelease before) {
    Search search = new Search(before.suite());
    Candidate same = new Candidate(before.root(), "before", true, true);
    @Nullable SignedRelease release = search.ask(same);
    if (release == null) {
      throw search.nothing();
    }
    return release;
  }

  /**
   * The mirror that gave {@code release}, then others that serve the suite under a pinned key as
   * well, out of date or not: what they give is compared with hashes anyway.
   */
  Mirrors mirrors(SignedRelease release) {
    return new Others(release.suite(), release.root());
  }

  /** Mirrors of a suite whose Release is known already, as with a lock. */
  Mirrors mirrors(Suite suite) {
    return new Others(suite, null);
  }

  /** Finds further mirrors only when they are needed. */
  private final class Others implements Mirrors {
    private final Search search;
    private final List<URI> roots = new ArrayList<>();
    private final List<Candidate> left;

    Others(Suite suite, @Nullable URI first) {
      this.search = new Search(suite);
      this.left = new ArrayList<>(sources.candidates(suite));
      if (first != null) {
        roots.add(first);
        left.removeIf(candidate -> candidate.root().equals(first));
      }
    }

    @Override
    public synchronized Optional<URI> get(int n) {
      while (roots.size() <= n && !left.isEmpty()) {
        Candidate candidate = left.removeFirst();
        if (search.verdict(candidate) instanceof Verdict.Believed
            || search.verdict(candidate) instanceof Verdict.Expired) {
          roots.add(candidate.root());
        }
      }
      if (roots.isEmpty()) {
        throw search.nothing();
      }
      return n < roots.size() ? Optional.of(roots.get(n)) : Optional.empty();
    }
  }

  /** One suite's way through the candidates, with the reasons for people. */
  private final class Search {
    private final Suite suite;
    private final List<String> reasons = new ArrayList<>();

    /** Hosts that gave no answer: what is only guessed to lie there is not asked for. */
    private final Set<String> silent = new HashSet<>();

    private @Nullable Candidate asked;
    private @Nullable Verdict answer;
    private @Nullable PlinthException failure;

    Search(Suite suite) {
      this.suite = suite;
    }

    SignedRelease first() {
      boolean named = false;
      for (Candidate candidate : sources.candidates(suite)) {
        if (named && !candidate.named() && failure != null) {
          throw failure;
        }
        named = candidate.named();
        @Nullable SignedRelease release = ask(candidate);
        if (release != null) {
          return release;
        }
      }
      throw failure == null ? nothing() : failure;
    }

    @Nullable SignedRelease ask(Candidate candidate) {
      return switch (verdict(candidate)) {
        case Verdict.Believed believed -> believed.release();
        case Verdict.Broken broken -> throw broken(candidate, broken.reason());
        case Verdict.Foreign foreign -> {
          if (candidate.named() && candidate.likely()) {
            throw broken(candidate, foreign.reason());
          }
          yield null;
        }
        case Verdict.Expired expired -> {
          failure = failure == null ? expired(candidate, expired.reason()) : failure;
          yield null;
        }
        case null -> null;
      };
    }

    /** What a candidate's answer is worth; null where it has none. Asked once. */
    @Nullable Verdict verdict(Candidate candidate) {
      if (!candidate.equals(asked)) {
        asked = candidate;
        answer = fetched(candidate);
        switch (answer) {
          case Verdict.Foreign foreign -> reasons.add(place(candidate) + ": " + foreign.reason());
          case Verdict.Expired expired -> reasons.add(place(candidate) + ": " + expired.reason());
          case Verdict.Broken broken -> reasons.add(place(candidate) + ": " + broken.reason());
          case Verdict.Believed _ -> {}
          case null -> {}
        }
      }
      return answer;
    }

    private @Nullable Verdict fetched(Candidate candidate) {
      URI root = candidate.root();
      if (!candidate.likely() && silent.contains(String.valueOf(root.getRawAuthority()))) {
        return null;
      }
      switch (get(root, "InRelease")) {
        case Outcome.Got got -> {
          return judge.inRelease(suite, root, got.bytes());
        }
        case Outcome.Failed failed -> {
          silent(candidate, failed);
          return null;
        }
        case Outcome.Missing _ -> {
          if (!candidate.likely()) {
            reasons.add(place(candidate) + ": it does not serve " + suite.suite());
            return null;
          }
        }
      }
      Outcome release = get(root, "Release");
      Outcome signature = get(root, "Release.gpg");
      if (release instanceof Outcome.Got text && signature instanceof Outcome.Got proof) {
        return judge.detached(suite, root, text.bytes(), proof.bytes());
      }
      if (release instanceof Outcome.Failed failed) {
        silent(candidate, failed);
      } else {
        String lacks = release instanceof Outcome.Got ? "it is not signed" : "it does not serve ";
        reasons.add(place(candidate) + ": " + lacks + suite.suite());
      }
      return null;
    }

    private Outcome get(URI root, String file) {
      return small.get(Mirrors.below(root, suite.folder() + file), MAX_RELEASE_BYTES);
    }

    private void silent(Candidate candidate, Outcome.Failed failed) {
      reasons.add(failed.reason());
      silent.add(String.valueOf(candidate.root().getRawAuthority()));
      if (candidate.named() && candidate.likely() && failure == null) {
        failure = failed.error("the Release of " + suite.name());
      }
    }

    private String place(Candidate candidate) {
      return Shown.uri(candidate.root()) + " (" + candidate.from() + ")";
    }

    private PlinthException broken(Candidate candidate, String reason) {
      return new PlinthException(
          ErrorCode.VERIFICATION,
          "the Release of "
              + suite.name()
              + " from "
              + place(candidate)
              + " is not genuine: "
              + reason,
          "the mirror, or something on the way, changed it: use another mirror");
    }

    private PlinthException expired(Candidate candidate, String reason) {
      return new PlinthException(
          ErrorCode.VERIFICATION,
          "the Release of "
              + suite.name()
              + " from "
              + place(candidate)
              + " is out of date: "
              + reason,
          "use a mirror that is up to date, or set allow-expired: true in the spec for it");
    }

    PlinthException nothing() {
      String why = reasons.isEmpty() ? "no mirror is known" : String.join("; ", reasons);
      return new PlinthException(
          ErrorCode.NETWORK,
          "no mirror serves " + suite.name() + " under a pinned key: " + why,
          suite.root().isPresent()
              ? "correct the repository's 'uri' or 'suite' in the spec"
              : "name one with --mirror URI, in the file 'mirrors' of Plinth's configuration folder,"
                  + " or in the host's apt sources");
    }
  }
}
