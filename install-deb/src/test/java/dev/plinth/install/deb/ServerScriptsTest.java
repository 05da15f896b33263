package dev.plinth.install.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.install.deb.commands.DebianCommands;
import dev.plinth.install.deb.services.ServiceCommands;
import dev.plinth.model.Platform;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Limits;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.Script;
import dev.plinth.shell.run.ScriptCheck;
import dev.plinth.shell.run.ScriptResult;
import dev.plinth.shell.run.ScriptRunner;
import dev.plinth.shell.run.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that the scripts of ghostscript, libnewt and lighttpd call: what the real ones do. */
class ServerScriptsTest {
  private static final Origin ORIGIN = new Origin.Generated("test");

  private final Tree tree = new Tree();
  private final DebianCommands commands = ScriptCommandsTest.commands(0);

  private void write(String path, String text, int mode) throws IOException {
    tree.mkdirs(RawPath.parent(path), ORIGIN);
    tree.write(path, Content.ofRaw(text), Attributes.generated(mode, ORIGIN));
  }

  private World world() {
    return new World(
        tree,
        commands,
        ServiceCommands.POLICY::equals,
        Platform.parse("linux/amd64"),
        ORIGIN,
        Limits.generous());
  }

  private ScriptResult run(String script) {
    return ScriptRunner.run(
        new Script("#!/bin/sh\nset -e\n" + script + "\n", "postinst", List.of(), Map.of()),
        world());
  }

  private String read(String path) throws IOException {
    return new String(tree.content(path).bytes(), ISO_8859_1);
  }

  @Test
  void aProgramOfTheShellThatIsThereAfterAllIsRun() throws IOException {
    tree.mkdirs("/var/lib", ORIGIN);
    assertThat(run("update-gsfontmap || echo none > /var/lib/said"))
        .isInstanceOf(ScriptResult.Finished.class);
    assertThat(read("/var/lib/said")).isEqualTo("none\n");
    write("/etc/gs/a.conf", "(A) /B;\n", 0644);
    write(
        "/usr/sbin/update-gsfontmap",
        "#!/bin/sh\nfor i in /etc/gs/*.conf; do cat \"$i\" >> /var/lib/Fontmap; done\n",
        0755);
    assertThat(run("update-gsfontmap")).isInstanceOf(ScriptResult.Finished.class);
    assertThat(read("/var/lib/Fontmap")).isEqualTo("(A) /B;\n");
    write("/usr/sbin/update-gsfontmap", "\u007fELF", 0755);
    assertThat(run("update-gsfontmap")).isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void paperIsThatOfTheLocaleC() throws IOException {
    assertThat(run("echo $(locale width) $(locale height) > /p"))
        .isInstanceOf(ScriptResult.Finished.class);
    assertThat(read("/p")).isEqualTo("210 297\n");
    assertThat(run("locale charmap")).isInstanceOf(ScriptResult.Unknown.class);
    tree.mkdirs("/etc/libpaper.d", ORIGIN);
    assertThat(run("run-parts /etc/libpaper.d")).isInstanceOf(ScriptResult.Finished.class);
    write("/etc/libpaper.d/hook", "#!/bin/sh\n", 0755);
    assertThat(run("run-parts /etc/libpaper.d")).isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void aTildeBehindTheEndOfAScriptIsNoCommand() throws NotUnderstood {
    assertThat(ScriptCheck.check("#!/bin/sh\nexit 0\n\n~\n", world())).isEmpty();
    assertThat(ScriptCheck.check("#!/bin/sh\nexit 0\n\n~/run\n", world())).hasSize(1);
  }

  @Test
  void modulesOfLighttpdAreLinked() throws IOException {
    tree.mkdirs("/etc/lighttpd/conf-enabled", ORIGIN);
    write("/etc/lighttpd/conf-available/99-unconfigured.conf", "x\n", 0644);
    write("/etc/lighttpd/conf-available/10-a.conf", "# -*- depends: unconfigured -*-\n", 0644);
    assertThat(run("lighty-enable-mod unconfigured")).isInstanceOf(ScriptResult.Finished.class);
    assertThat(tree.lstat("/etc/lighttpd/conf-enabled/99-unconfigured.conf").orElseThrow())
        .isInstanceOfSatisfying(
            Node.Symlink.class,
            link -> assertThat(link.target()).isEqualTo("../conf-available/99-unconfigured.conf"));
    assertThat(run("lighty-enable-mod a")).isInstanceOf(ScriptResult.Unknown.class);
    assertThat(run("lighty-enable-mod unconfigured none && exit 1; test $? = 2"))
        .isInstanceOf(ScriptResult.Finished.class);
  }

  @Test
  void modulesOfPixbufThatNobodyKnowsAreUnknown() throws IOException {
    write("/m/libpixbufloader-frob.so", "\u007fELF", 0644);
    assertThat(run("/usr/lib/gdk-pixbuf-2.0/gdk-pixbuf-query-loaders /m/libpixbufloader-frob.so"))
        .isInstanceOf(ScriptResult.Unknown.class);
  }
}
