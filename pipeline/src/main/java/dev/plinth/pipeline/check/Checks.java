package dev.plinth.pipeline.check;

import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.check.CheckResult.Outcome;
import dev.plinth.pipeline.root.AccountFiles;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.sandbox.RootDirectory;
import dev.plinth.sandbox.Sandbox;
import dev.plinth.spec.ImageTest;
import dev.plinth.spec.Spec.ImageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a spec's tests against an image's tree and, in a sandbox, against its running commands. */
public final class Checks {
  private final Tree tree;
  private final ImageSettings settings;
  private final Platform platform;
  private final Path scratch;
  private final Map<String, String> environment;

  /**
   * @param settings of the image: user, entrypoint, environment
   * @param scratch folder for the root that commands run on
   * @param environment of the host, to find its sandbox
   */
  public Checks(
      Tree tree,
      ImageSettings settings,
      Platform platform,
      Path scratch,
      Map<String, String> environment) {
    this.tree = tree;
    this.settings = settings;
    this.platform = platform;
    this.scratch = scratch;
    this.environment = environment;
  }

  /** Runs all of them, in order; a failed one does not stop the rest. */
  public List<CheckResult> run(List<ImageTest> tests) throws IOException {
    AccountFiles accounts = new AccountFiles(tree, new Origin.Generated("test"), 0);
    boolean commands =
        tests.stream()
            .anyMatch(
                t -> t instanceof ImageTest.CommandTest || t instanceof ImageTest.ServiceTest);
    Optional<String> missing = commands ? Sandbox.missing(platform, environment) : Optional.empty();
    List<CheckResult> results = new ArrayList<>();
    if (!commands || missing.isPresent()) {
      for (ImageTest test : tests) {
        results.add(one(test, accounts, Optional.empty(), missing.orElse("")));
      }
      return results;
    }
    try (RootDirectory root = RootDirectory.write(tree, scratch)) {
      Sandbox sandbox = Sandbox.over(root, platform, environment);
      Runner runner = new Runner(sandbox, settings, accounts);
      for (ImageTest test : tests) {
        results.add(one(test, accounts, Optional.of(runner), ""));
      }
    }
    return results;
  }

  private CheckResult one(
      ImageTest test, AccountFiles accounts, Optional<Runner> runner, String missing)
      throws IOException {
    long began = System.nanoTime();
    String failure;
    try {
      failure =
          switch (test) {
            case ImageTest.PathTest path -> new PathCheck(tree, accounts).check(path);
            case ImageTest.UserTest user -> PathCheck.check(user, accounts);
            case ImageTest.CommandTest command ->
                runner.isPresent() ? runner.get().check(command) : missing;
            case ImageTest.ServiceTest service ->
                runner.isPresent() ? runner.get().check(service) : missing;
          };
    } catch (PlinthException e) {
      failure = String.valueOf(e.getMessage());
    }
    boolean ran =
        runner.isPresent()
            || test instanceof ImageTest.PathTest
            || test instanceof ImageTest.UserTest;
    Outcome outcome = !ran ? Outcome.SKIPPED : failure.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
    return new CheckResult(test.name(), outcome, failure, (System.nanoTime() - began) / 1e9);
  }
}
