package dev.plinth.install.deb.system;

import dev.plinth.generate.LdCache;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Remembered;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the model of a command by its name; each is made only when it is called. */
public final class SystemCommands {
  private final DpkgState state;
  private final long now;
  private final LdCache libraries;
  private final Secrets secrets = new Secrets();

  /**
   * @param state which packages there are
   * @param now in seconds since 1970
   * @param known what this version of Plinth found before
   */
  public SystemCommands(DpkgState state, long now, Remembered known) {
    this.state = state;
    this.now = now;
    this.libraries = new LdCache(known);
  }

  /** Those that scripts made so far. */
  public Secrets secrets() {
    return secrets;
  }

  public @Nullable Command find(String name) {
    return switch (name) {
      case "ldconfig", "ldconfig.real" -> this::ldconfig;
      case "update-ca-certificates" -> new UpdateCaCertificates();
      case "java" -> new JavaKeyStoreCommand();
      case "keytool" -> new JavaKeyStoreCommand();
      case "perl" -> new Perl();
      case "setcap" -> new Setcap();
      case "ucf" -> new Ucf();
      case "ucfr" -> new Ucfr();
      case "ucfq" -> new Ucfq();
      case "pam-auth-update" -> new PamAuthUpdate();
      case "date" -> new Date(now);
      case "getcap" -> new GetCap();
      case "update-locale" -> new UpdateLocale();
      case "pam_getenv" -> new PamGetenv();
      case "sysctl" -> Outside::sysctl;
      case "make-ssl-cert" -> Outside::certificate;
      case "mknod" -> Outside::node;
      case "hostname" -> Outside::hostname;
      case "fc-cache", "gtk-update-icon-cache" -> Outside::cache;
      // Whether the kernel below has AppArmor is known to whoever runs the image.
      case "aa-enabled", "aa-status", "apparmor_parser" -> _ -> 1;
      // It looks at what the packages brought, and finds nothing wrong.
      case "named-checkconf" -> _ -> 0;
      case "systemd-hwdb" -> Outside::hardware;
      case "git" -> new GitLfs();
      case "chronyd" -> PrintedSettings.ofChrony();
      case "update-mime-database" -> new MimeTypes(state);
      case "update-catalog" -> new SgmlCatalogs();
      case "update-xmlcatalog" -> new XmlCatalogs();
      case "squid" -> PrintedSettings.ofSquid();
      case "helpztags" -> Outside::helpTags;
      case "run-parts" -> Paper::hooks;
      case "~" -> SystemCommands::home;
      case "locale" -> Paper::locale;
      case "mandb" -> Outside::manuals;
      case "mariadb-install-db", "mysql_install_db" -> Outside::database;
      case "mariadbd", "mysqld", "mariadb-upgrade", "testparm" -> SystemCommands::onlyOnUpgrades;
      case "tar" -> new Tar();
      case "gzip", "gunzip", "zcat" -> new Gzip();
      case "df" -> Outside::df;
      case "mountpoint" -> FileSystems::mountpoint;
      case "ss" -> new Sockets();
      case "apt-config" -> new AptConfig();
      case "stat" -> FileSystems::stat;
      // True in every chroot and container: no restart of anything makes sense.
      case "ischroot" -> _ -> 0;
      // What asks for running processes and mounted file systems finds none.
      case "pidof", "pgrep", "ps", "pkill", "killall", "fuser", "lsof" -> _ -> 1;
      case "vgcfgbackup", "dmsetup", "ip" -> _ -> 1;
      case "who", "w", "logger", "restorecon" -> _ -> 0;
      case "dbus-uuidgen" -> Outside::identity;
      case "systemd-machine-id-setup" -> SystemCommands::machineId;
      default -> {
        boolean compiles = Python.isCompiler(name) || Python.isNamed(name);
        Command clean = Python.isCleaner(name) ? _ -> 0 : secrets.find(name);
        yield compiles ? new Python() : clean;
      }
    };
  }

  /** A program that is called by its path, and stands in no folder of commands. */
  public @Nullable Command findPath(String path) {
    return switch (path) {
      case ConvertUsrmerge.PROGRAM -> new ConvertUsrmerge();
      case ConvertEtcShells.PROGRAM -> new ConvertEtcShells();
      default -> {
        if (PixbufLoaders.isPath(path)) {
          yield new PixbufLoaders(state);
        }
        yield GlibTools.isPath(path) ? new GlibTools() : null;
      }
    };
  }

  private int ldconfig(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("-v", "--verbose", "-i"), Set.of("-r"));
    if (!options.value("-r").orElse("/").equals("/") || !options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "this call");
    }
    try {
      if (libraries.update(call.tree(), state.architecture(), call.origin())) {
        call.note(new Invocation.Note.Did(LdCache.PATH));
        // Its auxiliary cache would lie here; it holds inode numbers.
        call.tree().mkdirs("/var/cache", call.origin());
        if (!call.tree().isDirectory("/var/cache/ldconfig")) {
          call.tree()
              .put(
                  "/var/cache/ldconfig",
                  new Node.Directory(Attributes.generated(0700, call.origin())));
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("ldconfig: " + FileAccess.reason(e));
    }
    return 0;
  }

  /**
   * A tilde alone is the home directory, which no shell can run (libnewt has one behind its end).
   */
  private static int home(Invocation call) throws NotUnderstood {
    call.complain("sh: " + call.arguments().getFirst() + ": Permission denied\n");
    return 126;
  }

  /** What scripts run in branches that a fresh installation does not take. */
  private static int onlyOnUpgrades(Invocation call) throws NotUnderstood {
    call.tree();
    throw new NotUnderstood("the program '" + call.arguments().getFirst() + "' is not modelled");
  }

  /** Empty it says that whoever starts the image is to give one (machine-id(5)). */
  private static int machineId(Invocation call) throws NotUnderstood {
    String path = "/etc/machine-id";
    try {
      if (call.tree().lstat(path).isEmpty()) {
        call.tree().write(path, Content.ofRaw(""), Attributes.generated(0644, call.origin()));
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood(path + ": " + FileAccess.reason(e));
    }
    call.note(
        new Invocation.Note.LeftOut(
            "/etc/machine-id", "an identity in an image would be that of every container"));
    return 0;
  }

  /** An error of a generator as what a script's run understands. */
  static NotUnderstood failed(Invocation call, PlinthException e) {
    return new NotUnderstood(call.arguments().getFirst() + ": " + e.getMessage());
  }
}
