package dev.plinth.install.deb.configure;

import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.HashOrder;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.install.deb.unpack.Conffiles;
import dev.plinth.install.deb.unpack.Unpacker;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** dpkg(1): unpacks, configures, processes triggers; keeps the state and its files in step. */
public final class Dpkg {
  private final DpkgState state;
  private final Scripts scripts;
  private final DpkgFiles files;
  private final Conffiles conffiles;
  private final Unpacker unpacker;
  private final List<String> configured = new ArrayList<>();
  private boolean deferring = true;

  public Dpkg(Tree tree, DpkgState state, Scripts scripts) {
    this.state = state;
    this.scripts = scripts;
    this.files = new DpkgFiles(tree);
    this.conffiles = new Conffiles(tree);
    this.unpacker = new Unpacker(tree, state, conffiles);
  }

  /** Names of packages in the order they were configured. */
  public List<String> configured() {
    return List.copyOf(configured);
  }

  // ---- unpacking ---------------------------------------------------------------------------

  /**
   * Unpacks a package, over an older version where one is installed.
   *
   * @param extracted whether its files, configuration among them, were extracted before
   */
  public void unpack(PackageFile file, boolean extracted) {
    InstalledPackage pkg = Unpacker.open(file);
    Optional<InstalledPackage> old =
        state.find(pkg.name()).filter(known -> known.stage() != Stage.NOT_INSTALLED);
    try {
      activateListed(pkg);
      if (old.isPresent()) {
        new Upgrade(scripts, unpacker).before(old.get(), pkg);
      }
      state.add(pkg);
      pkg.stage(Stage.HALF_INSTALLED);
      old.ifPresent(known -> pkg.configuredVersion(known.configuredVersion()));
      pkg.info("templates").ifPresent(text -> scripts.load(pkg, text));
      if (old.isPresent()) {
        scripts.run(pkg, "preinst", "upgrade", old.get().version(), pkg.version());
      } else {
        scripts.run(pkg, "preinst", "install");
      }
      incorporate();
      unpacker.unpack(file, pkg, extracted, listener(Optional.of(pkg)));
      if (old.isPresent()) {
        new Upgrade(scripts, unpacker).after(old.get(), pkg, listener(Optional.of(pkg)));
        files.forgetInfo(old.get(), pkg);
      }
      state.triggers().register(pkg);
      files.writeInfo(pkg);
    } catch (FileSystemException e) {
      throw failed(pkg, e);
    }
    pkg.stage(Stage.UNPACKED);
  }

  private static PlinthException failed(InstalledPackage pkg, FileSystemException e) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        pkg.pkg() + " cannot be installed: " + e.getMessage(),
        "exclude one of the packages that disagree about this path",
        e);
  }

  // ---- configuring -------------------------------------------------------------------------

  /** Configures packages that are unpacked; triggers are left for later. */
  public void configure(Collection<String> names) {
    deferring = false;
    queue().run(names);
    deferring = true;
  }

  /** Configures packages, and then processes all triggers that came up. */
  public void configureWithTriggers(Collection<String> names) {
    queue().run(names);
    for (Optional<String> next = state.triggers().nextDeferred();
        next.isPresent();
        next = state.triggers().nextDeferred()) {
      state.find(next.get()).ifPresent(this::process);
    }
  }

  /** Configures what is not configured, and processes all open triggers. */
  public void configurePending() {
    List<String> names = new ArrayList<>();
    for (InstalledPackage pkg : HashOrder.packages(state.all())) {
      boolean open = !pkg.pendingTriggers().isEmpty();
      if (open || pkg.stage() == Stage.UNPACKED || pkg.stage() == Stage.HALF_CONFIGURED) {
        names.add(pkg.name());
      }
    }
    configureWithTriggers(names);
  }

  private ConfigureQueue queue() {
    return new ConfigureQueue(
        state,
        new ConfigureQueue.Worker() {
          @Override
          public void configure(InstalledPackage pkg) {
            Dpkg.this.configure(pkg);
          }

          @Override
          public void process(InstalledPackage pkg) {
            Dpkg.this.process(pkg);
          }
        });
  }

  private void configure(InstalledPackage pkg) {
    activateListed(pkg);
    try {
      conffiles.settle(pkg);
    } catch (FileSystemException e) {
      throw failed(pkg, e);
    }
    pkg.stage(Stage.HALF_CONFIGURED);
    configured.add(pkg.name());
    scripts.config(pkg);
    scripts.run(pkg, "postinst", "configure", pkg.configuredVersion());
    scripts.judgeRemoval(pkg);
    pkg.configuredVersion(pkg.version());
    pkg.clearPending();
    finish(pkg);
  }

  private void process(InstalledPackage pkg) {
    state.triggers().undefer(pkg.name());
    if (pkg.pendingTriggers().isEmpty()) {
      return;
    }
    String names = String.join(" ", pkg.pendingTriggers());
    pkg.stage(Stage.HALF_CONFIGURED);
    pkg.clearPending();
    stopAwaiting(pkg);
    scripts.run(pkg, "postinst", "triggered", names);
    finish(pkg);
  }

  private void finish(InstalledPackage pkg) {
    settle(pkg);
    if (pkg.pendingTriggers().isEmpty()) {
      stopAwaiting(pkg);
    }
    incorporate();
  }

  private static void settle(InstalledPackage pkg) {
    pkg.stage(
        !pkg.awaited().isEmpty()
            ? Stage.TRIGGERS_AWAITED
            : pkg.pendingTriggers().isEmpty() ? Stage.INSTALLED : Stage.TRIGGERS_PENDING);
  }

  /** Nobody waits for a package any more that has no open triggers. */
  private void stopAwaiting(InstalledPackage done) {
    for (InstalledPackage pkg : state.all()) {
      if (pkg.awaited().contains(done.name())) {
        pkg.stopAwaiting(done.name());
        if (pkg.stage() == Stage.TRIGGERS_AWAITED) {
          settle(pkg);
        }
      }
    }
  }

  // ---- triggers ----------------------------------------------------------------------------

  /** What the package's own {@code triggers} file activates. */
  private void activateListed(InstalledPackage pkg) {
    for (Triggers.Activation activation : Triggers.activations(pkg)) {
      Optional<InstalledPackage> awaiter = activation.await() ? Optional.of(pkg) : Optional.empty();
      state.triggers().activate(activation.trigger(), listener(awaiter));
    }
  }

  /** Takes up what scripts activated with dpkg-trigger. */
  private void incorporate() {
    for (Triggers.Request request : state.triggers().takeRequests()) {
      state
          .triggers()
          .activate(request.trigger(), listener(request.awaiter().flatMap(state::find)));
    }
  }

  private Triggers.Listener listener(Optional<InstalledPackage> awaiter) {
    return (interest, trigger) ->
        state
            .find(interest.packageName())
            .filter(pkg -> pkg.stage().isConfigured())
            .ifPresent(pkg -> {
              if (pkg.pend(trigger)) {
                settle(pkg);
              }
              if (deferring) {
                state.triggers().defer(pkg.name());
              }
              if (interest.await() && awaiter.isPresent()) {
                awaiter.get().await(pkg.name());
                if (awaiter.get().stage().isConfigured()) {
                  awaiter.get().stage(Stage.TRIGGERS_AWAITED);
                }
              }
            });
  }
}
