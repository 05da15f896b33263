package dev.plinth.install.deb.configure;

import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.install.deb.unpack.Unpacker;
import java.nio.file.FileSystemException;

/** What comes before and after when a package replaces an older version of itself. */
final class Upgrade {
  private final Scripts scripts;
  private final Unpacker unpacker;

  Upgrade(Scripts scripts, Unpacker unpacker) {
    this.scripts = scripts;
    this.unpacker = unpacker;
  }

  void before(InstalledPackage old, InstalledPackage fresh) {
    if (old.stage().isConfigured() || old.stage() == Stage.HALF_CONFIGURED) {
      scripts.run(old, "prerm", "upgrade", fresh.version());
    }
  }

  /** The old version's last script, then its files that the new one does not have. */
  void after(InstalledPackage old, InstalledPackage fresh, Triggers.Listener listener)
      throws FileSystemException {
    scripts.run(old, "postrm", "upgrade", fresh.version());
    unpacker.removeObsolete(old, fresh, listener);
  }
}
