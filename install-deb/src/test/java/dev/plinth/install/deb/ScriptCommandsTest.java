package dev.plinth.install.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.install.deb.accounts.IdPool;
import dev.plinth.install.deb.commands.DebianCommands;
import dev.plinth.install.deb.debconf.Debconf;
import dev.plinth.install.deb.services.ServiceCommands;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.model.Platform;
import dev.plinth.model.Remembered;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.Limits;
import dev.plinth.shell.run.Script;
import dev.plinth.shell.run.ScriptResult;
import dev.plinth.shell.run.ScriptRunner;
import dev.plinth.shell.run.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * What single commands of maintainer scripts leave in a small tree: expected is what the real ones
 * left in trees that mmdebstrap made.
 */
class ScriptCommandsTest {
  private static final Origin ORIGIN = new Origin.Generated("test");
  private static final long DAY = 20_000;

  private final Tree tree = new Tree();
  private final DebianCommands commands = commands(DAY * 86_400);

  /** Commands of a system without a package, at a time in seconds since 1970. */
  static DebianCommands commands(long now) {
    return new DebianCommands(
        new DpkgState("amd64"),
        new Debconf(),
        new IdPool(new Ids(new TreeMap<>(), new TreeMap<>())),
        true,
        now,
        Remembered.forgetting());
  }

  ScriptCommandsTest() throws IOException {
    write("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nirc:x:39:39::/run:/usr/sbin/nologin\n");
    write("/etc/group", "root:x:0:\nadm:x:4:\nirc:x:39:\n");
    write("/etc/shadow", "root:*:1:0:99999:7:::\nirc:*:1:0:99999:7:::\n");
    write("/etc/gshadow", "root:*::\nadm:*::\nirc:*::\n");
  }

  private void write(String path, String text) throws IOException {
    tree.mkdirs(RawPath.parent(path), ORIGIN);
    tree.write(path, Content.ofRaw(text), Attributes.generated(0644, ORIGIN));
  }

  private String read(String path) throws IOException {
    return new String(tree.content(path).bytes(), ISO_8859_1);
  }

  private ScriptResult run(String script) {
    World world =
        new World(
            tree,
            commands,
            ServiceCommands.POLICY::equals,
            Platform.parse("linux/amd64"),
            ORIGIN,
            Limits.generous());
    return ScriptRunner.run(
        new Script("#!/bin/sh\nset -e\n" + script + "\n", "postinst", List.of(), Map.of()), world);
  }

  private ScriptResult.Finished finished(String script) {
    ScriptResult result = run(script);
    assertThat(result).as(script + ": " + result).isInstanceOf(ScriptResult.Finished.class);
    return (ScriptResult.Finished) result;
  }

  private List<String> leftOut(String script) {
    return finished(script).notes().stream()
        .filter(Note.LeftOut.class::isInstance)
        .map(note -> ((Note.LeftOut) note).what())
        .toList();
  }

  private String printed(String command) throws IOException {
    assertThat(finished("{ " + command + "\n} > /out").status()).as(command).isZero();
    return read("/out");
  }

  @Test
  void membersOfGroupsComeAndGo() throws IOException {
    finished("usermod -aG adm irc; gpasswd -a root adm");
    assertThat(read("/etc/group")).contains("adm:x:4:irc,root\n");
    assertThat(read("/etc/gshadow")).contains("adm:*::irc,root\n");
    finished("gpasswd -d irc adm; deluser root adm");
    assertThat(read("/etc/group")).contains("adm:x:4:\n");
    assertThat(printed("deluser root adm || echo $?; gpasswd -a nobody adm || echo $?"))
        .isEqualTo("6\n3\n");
  }

  @Test
  void systemIdsAreTakenBelowTheLowest() throws IOException {
    write("/etc/skel/.profile", "# profile\n");
    write("/etc/login.defs", "# HOME_MODE 0755\nUMASK 022\nHOME_MODE\t0700\n");
    write("/etc/passwd", read("/etc/passwd") + "bus:x:997:997::/:/usr/sbin/nologin\n");
    write("/etc/passwd", read("/etc/passwd") + "ha:x:100:101::/:/usr/sbin/nologin\n");
    write("/etc/group", read("/etc/group") + "bus:x:997:\nha:x:101:\n");
    finished("groupadd --system caddy; useradd --system --gid caddy -m -d /home caddy");
    assertThat(read("/etc/passwd")).contains("caddy:x:996:999::/home:/bin/sh\n");
    Node.RegularFile profile = (Node.RegularFile) tree.stat("/home/.profile").orElseThrow();
    assertThat(profile.attributes().uid()).isEqualTo(996);
    assertThat(tree.stat("/home").orElseThrow().attributes().mode()).isEqualTo(0700);
  }

  @Test
  void olderAdduserLeavesCommentsToChfn() throws IOException {
    finished("adduser --system --gecos 'Some Server' --stdoutmsglevel=warn new");
    assertThat(read("/etc/passwd")).contains("new:x:100:65534:Some Server:/nonexistent:");
    write("/usr/sbin/adduser", "&systemcall($chfn, '-f', $comment, $new_name);\n");
    finished("adduser --system --gecos 'Some Server' old; chfn -f Chat irc");
    assertThat(read("/etc/passwd"))
        .contains("old:x:101:65534:Some Server,,,:/nonexistent:")
        .contains("irc:x:39:39:Chat,,,:");
  }

  @Test
  void sysusersBeforeShadowPasswordsGoBeforeThem() throws IOException {
    tree.remove("/etc/shadow");
    tree.remove("/etc/gshadow");
    write("/usr/sbin/grpconv", "");
    write("/usr/lib/sysusers.d/net.conf", "u! net 998 \"Network\"\n");
    finished("systemd-sysusers net.conf; shadowconfig on");
    assertThat(read("/etc/shadow")).startsWith("net:!*:20000:::::1:\nroot:");
    assertThat(read("/etc/gshadow")).startsWith("net:!*::\nroot:");
  }

  @Test
  void secretsLieThereUntilTheEnd() throws IOException {
    List<String> left =
        leftOut(
            """
            mkdir -p /etc/bind /etc/ssh
            rndc-confgen -a
            [ "$(ls -ln /etc/bind/rndc.key | awk '{print $3}')" = 0 ]
            chown irc /etc/bind/rndc.key
            /usr/sbin/sshd -G | sed -n 's/^HostKey //Ip' > /keys
            ssh-keygen -q -f /etc/ssh/ssh_host_rsa_key -N '' -t rsa
            ssh-keygen -l -f /etc/ssh/ssh_host_rsa_key.pub
            umask 077; openssl rand -base64 -out /cookie 42
            dd if=/dev/urandom of=/key bs=4096 count=1
            """);
    assertThat(left)
        .containsExactly(
            "/etc/bind/rndc.key",
            "/etc/ssh/ssh_host_rsa_key",
            "/etc/ssh/ssh_host_rsa_key.pub",
            "/cookie",
            "/key");
    assertThat(read("/keys").lines().toList())
        .containsExactly(
            "/etc/ssh/ssh_host_rsa_key",
            "/etc/ssh/ssh_host_ecdsa_key",
            "/etc/ssh/ssh_host_ed25519_key");
    assertThat(tree.stat("/etc/bind/rndc.key").orElseThrow().attributes().uid()).isEqualTo(39);
    commands.secrets().remove(tree);
    for (String path : left) {
      assertThat(tree.lstat(path)).as(path).isEmpty();
    }
  }

  @Test
  void ofLinesForOnePathTheFirstCounts() throws IOException {
    write("/usr/lib/tmpfiles.d/a.conf", "d /run/lock 1777 root root -\n");
    write("/usr/lib/tmpfiles.d/b.conf", "d /run/lock 0755 root root -\nf /id - - - - %m\n");
    assertThat(leftOut("systemd-tmpfiles --create a.conf b.conf")).containsExactly("/id");
    assertThat(tree.stat("/run/lock").orElseThrow().attributes().mode()).isEqualTo(01777);
  }

  @Test
  void linesForNobodyArePassedOver() throws IOException {
    write("/usr/lib/tmpfiles.d/a.conf", "d /run/a 0755 ghost root -\nd /run/b 0755 irc irc -\n");
    assertThat(printed("systemd-tmpfiles --create a.conf || echo $?")).isEqualTo("65\n");
    assertThat(tree.stat("/run/a")).isEmpty();
    assertThat(tree.stat("/run/b").orElseThrow().attributes().uid()).isEqualTo(39);
  }

  @Test
  void daemonsSayWhatTheyRead() throws IOException {
    write(
        "/etc/squid/squid.conf",
        "# text\n\ncache_dir ufs /c 1\ninclude /etc/squid/conf.d/*.conf\n");
    write("/etc/squid/conf.d/a.conf", "logfile_rotate 0\n");
    write("/etc/squid/conf.d/README", "text\n");
    assertThat(printed("squid -k parse 2>&1 | grep Processing: | sed 's/.*Processing: //'"))
        .isEqualTo("cache_dir ufs /c 1\ninclude /etc/squid/conf.d/*.conf\nlogfile_rotate 0\n");
    write("/etc/chrony/chrony.conf", "! text\nconfdir /etc/chrony/conf.d\nuser x\n");
    assertThat(printed("chronyd -p | grep -c '^user'")).isEqualTo("1\n");
    assertThat(run("squid -z")).isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void catalogsThatLackTheirPartsAreNotListed() throws IOException {
    write("/etc/sgml/whole.cat", "-- a comment -- CATALOG \"/etc/sgml/part\"\n");
    write("/etc/sgml/part", "");
    write("/etc/sgml/base.cat", "base '/etc'\ncatalog sgml/part\n");
    write("/etc/sgml/lacks.cat", "CATALOG none\n");
    write("/etc/sgml/other", "");
    finished("update-catalog --quiet --update-super");
    assertThat(read("/var/lib/sgml-base/supercatalog"))
        .startsWith("--\n## This file")
        .endsWith("--\nCATALOG /etc/sgml/base.cat\nCATALOG /etc/sgml/whole.cat\n");
    finished("update-catalog --update-super");
    assertThat(tree.stat("/var/lib/sgml-base/supercatalog.old")).isPresent();
    assertThat(run("update-catalog --add /etc/sgml/x.cat /y"))
        .isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void xmlCataloguesPointToThoseOfPackages() throws IOException {
    write("/usr/share/xml-core/catalog.header", "<catalog>\n");
    write("/usr/share/xml-core/catalog.footer", "</catalog>\n");
    write("/usr/share/xml/p/catalog.xml", "");
    String add = "update-xmlcatalog --sort --add --package p --type ";
    finished(add + "system --id 'http://e/' --local /usr/share/xml/p/catalog.xml");
    finished(add + "public --id '-//E//P' --local /usr/share/xml/p/catalog.xml");
    finished(add + "public --id '-//E//P' --root");
    assertThat(read("/etc/xml/p.xml"))
        .isEqualTo(
            """
            <catalog>
            <delegatePublic publicIdStartString="-//E//P" catalog="file:///usr/share/xml/p/catalog.xml"/>
            <delegateSystem systemIdStartString="http://e/" catalog="file:///usr/share/xml/p/catalog.xml"/>
            </catalog>
            """);
    assertThat(read("/var/lib/xml-core/catalog"))
        .isEqualTo(
            "<delegatePublic publicIdStartString=\"-//E//P\"><catalog=\"file:///etc/xml/p.xml\">\n");
    assertThat(tree.stat("/etc/xml/p.xml.old")).isPresent();
    String other = "update-xmlcatalog --add --type public --id '-//E//P' ";
    write("/usr/share/xml/q/catalog.xml", "");
    finished(other + "--package q --local /usr/share/xml/q/catalog.xml");
    assertThat(printed("if " + other + "--package q --root 2>&1; then echo no; fi"))
        .contains("is registered with catalog=\"file:///etc/xml/p.xml\"");
    assertThat(printed("if " + add + "uri --id u --local /none 2>&1; then echo no; fi"))
        .contains("there is no catalogue /none");
    String remove = "update-xmlcatalog --del --type public --id '-//E//P' ";
    finished(remove + "--package p");
    assertThat(read("/etc/xml/p.xml")).doesNotContain("-//E//P").contains("http://e/");
    finished(remove + "--root");
    assertThat(tree.stat("/etc/xml/catalog")).isEmpty();
    assertThat(tree.stat("/var/lib/xml-core/catalog")).isEmpty();
    assertThat(printed(remove + "--root 2>&1 || true")).contains("is not registered");
    assertThat(run(remove + "--package p --root")).isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void gitLearnsOfLargeFiles() throws IOException {
    finished("git lfs install --skip-repo --system");
    assertThat(read("/etc/gitconfig")).startsWith("[filter \"lfs\"]\n\tclean = ");
    assertThat(run("git lfs install --skip-repo --system"))
        .isInstanceOf(ScriptResult.Unknown.class);
    assertThat(run("git clone x")).isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void whatBelongsToMachinesIsLeftOut() throws IOException {
    assertThat(
            leftOut(
                """
                mknod -m 600 /dev/net/tun c 10 200
                fc-cache -s -f -v
                journalctl --update-catalog
                systemd-hwdb --usr update
                dbus-uuidgen --ensure
                systemd-machine-id-setup
                mandb -pq
                """))
        .hasSize(7);
    assertThat(read("/etc/machine-id")).isEmpty();
    assertThat(printed("hostname --fqdn || echo $?; aa-enabled || echo $?")).isEqualTo("1\n1\n");
    assertThat(printed("/usr/sbin/policy-rc.d x start || echo $?")).isEqualTo("101\n");
  }

  @Test
  void apacheIsAskedWhatIsEnabled() throws IOException {
    write("/etc/apache2/mods-enabled/mpm_event.load", "");
    write("/var/lib/apache2/module/enabled_by_maint/mpm_event", "");
    write("/var/lib/apache2/module/disabled_by_maint/php", "");
    write("/var/lib/apache2/module/disabled_by_admin/wsgi", "");
    assertThat(
            printed(
                "a2query -M; a2query -m mpm_event; for m in php wsgi x; do a2query -m $m || echo $?; done"))
        .isEqualTo("event\nmpm_event (enabled by maintainer script)\n33\n32\n1\n");
  }

  @Test
  void ucfSaysWhatChanged() throws IOException {
    write("/usr/share/x.conf", "one\n");
    finished("ucf /usr/share/x.conf /etc/x.conf; ucfr pkg /etc/x.conf");
    assertThat(printed("ucfq -w /etc/x.conf; ucfq --with-colons pkg; ucfq -w /etc/no"))
        .isEqualTo("/etc/x.conf:pkg:Yes:No\n/etc/x.conf:pkg:Yes:No\n/etc/no:::\n");
    write("/etc/x.conf", "two\n");
    assertThat(printed("ucfq -w pkg")).isEqualTo("/etc/x.conf:pkg:Yes:Yes\n");
  }

  @Test
  void ucfOfTrixieKeepsOneOlderListOfHashes() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      write("/usr/share/" + name, name);
    }
    write("/usr/bin/ucf", "dest_file_bre=x\n");
    finished("for f in a b c; do ucf /usr/share/$f /etc/$f; done");
    assertThat(read("/var/lib/ucf/hashfile.0").lines()).hasSize(2);
    assertThat(tree.stat("/var/lib/ucf/hashfile.1")).isEmpty();
  }

  @Test
  void overridesAreKeptAsDpkgWritesThem() throws IOException {
    finished("mkdir -p /d /var/lib/dpkg; dpkg-statoverride --update --add root irc 0750 /d");
    assertThat(printed("dpkg-statoverride --list")).isEqualTo("root irc 750 /d\n");
    assertThat(tree.stat("/d").orElseThrow().attributes().mode()).isEqualTo(0750);
  }

  @Test
  void commandsRunCommands() throws IOException {
    assertThat(
            printed(
                "chroot / id -u; echo $(setpriv --reuid irc --regid=irc --init-groups -- id -un)"))
        .isEqualTo("0\nirc\n");
    assertThat(run("chroot /mnt true")).isInstanceOf(ScriptResult.Unknown.class);
    assertThat(run("setpriv --dump")).isInstanceOf(ScriptResult.Unknown.class);
    assertThat(printed("groups irc; getent shadow root"))
        .isEqualTo("irc : irc\nroot:*:1:0:99999:7:::\n");
    assertThat(printed("echo PURGE | debconf-communicate pkg")).isEqualTo("0 \n");
  }

  @Test
  void archivesArePrinted() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("hello\n".getBytes(ISO_8859_1));
    }
    write("/x.gz", packed.toString(ISO_8859_1));
    assertThat(printed("gzip -cd /x.gz; gzip -d < /x.gz; zcat /x.gz; gunzip -c /x.gz"))
        .isEqualTo("hello\n".repeat(4));
    assertThat(run("gzip /x.gz")).isInstanceOf(ScriptResult.Unknown.class);
    assertThat(printed("gzip -cd /none || echo $?")).isEqualTo("1\n");
  }

  @Test
  void bytecodeIsNotThereToBeRemoved() {
    String cleaner =
        "s,/([^/]*)\\.py$,/__pycache__/\\1.*, or next; unlink $_ or die $! foreach glob($_)";
    assertThat(run("echo /x.py | perl -ne '" + cleaner + "'"))
        .isInstanceOf(ScriptResult.Finished.class);
    assertThat(run("echo /x.py | perl -ne '" + cleaner + ";'"))
        .isInstanceOf(ScriptResult.Unknown.class);
  }

  @Test
  void whatOnlyUpgradesRunIsUnknownWhenItIsRun() {
    assertThat(run("if false; then mariadbd --bootstrap; fi"))
        .isInstanceOf(ScriptResult.Finished.class);
    assertThat(run("mariadbd --bootstrap")).isInstanceOf(ScriptResult.Unknown.class);
    assertThat(run("dpkg --compare-versions -- 1.0 lt-nl 2.0"))
        .isInstanceOf(ScriptResult.Finished.class);
  }
}
