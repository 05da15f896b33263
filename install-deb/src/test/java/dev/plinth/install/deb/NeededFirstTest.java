package dev.plinth.install.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The order in which packages are unpacked and configured, told by their own scripts. */
class NeededFirstTest {
  private static PackageFile file(String name, String fields) {
    String text =
        "Package: " + name + "\nVersion: 1\nArchitecture: amd64\nMaintainer: x\n" + fields;
    TreeMap<String, Content> control = new TreeMap<>();
    control.put("control", Content.ofRaw(text));
    for (String script : List.of("preinst", "postinst")) {
      String body = "#!/bin/sh\necho " + script + " " + name + " >> /order\n";
      control.put(script, Content.ofRaw(body));
    }
    return new PackageFile(
        PackageStanza.installed(
            Deb822.parse(text.getBytes(ISO_8859_1), ISO_8859_1, name).getFirst(), "amd64", name),
        control,
        List.of(),
        0);
  }

  private static List<String> order(PackageFile... files) throws Exception {
    Installation installation =
        new DebInstaller()
            .install(
                new InstallRequest(
                    new Tree(),
                    List.of(files),
                    true,
                    "amd64",
                    new Ids(new TreeMap<>(), new TreeMap<>()),
                    new TreeSet<>()));
    return new String(installation.tree().content("/order").bytes(), ISO_8859_1).lines().toList();
  }

  @Test
  void whatIsPreDependedOnIsConfiguredBefore() throws Exception {
    assertThat(
            order(
                file("app", "Priority: optional\nPre-Depends: tool\n"),
                file("library", "Priority: optional\n"),
                file("tool", "Priority: optional\nDepends: virtual\n"),
                file("virtue", "Priority: optional\nProvides: virtual\nDepends: library\n")))
        .containsExactly(
            "preinst library",
            "preinst virtue",
            "preinst tool",
            "postinst library",
            "postinst virtue",
            "postinst tool",
            "preinst app",
            "postinst app");
  }

  @Test
  void theRestIsUnpackedBeforeAnythingIsConfigured() throws Exception {
    assertThat(
            order(
                file("a", "Priority: optional\nDepends: z\n"),
                file("b", "Priority: required\n"),
                file("c", "Priority: optional\n"),
                file("z", "Priority: optional\n")))
        .startsWith("preinst b", "preinst z", "preinst a", "preinst c")
        .contains("postinst a", "postinst z");
  }

  @Test
  void aCircleIsBroken() throws Exception {
    assertThat(
            order(
                file("one", "Priority: optional\nPre-Depends: two\n"),
                file("two", "Priority: optional\nDepends: one\n")))
        .containsExactly("preinst two", "postinst two", "preinst one", "postinst one");
  }
}
