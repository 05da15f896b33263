package dev.plinth.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lock holds still, and what moves it. */
class LocksOfBuildsTest {
  private static final BuildOptions PLAIN =
      new BuildOptions(false, List.of(), true, "", Signing.none(""));
  private static final BuildOptions LOCKED =
      new BuildOptions(true, List.of(), true, "", Signing.none(""));

  @TempDir Path folder;
  private final FakeFormat format = new FakeFormat();
  private Builds builds;
  private Path spec;

  @BeforeEach
  void openStore() throws IOException {
    format.has("app", 1).has("lib", 1).has("needs-lib", 1);
    builds =
        new Builds(
            new Workshop(
                format,
                LayoutStore.at(folder.resolve("store")),
                folder.resolve("cache"),
                Map.of(),
                Progress.none(),
                2,
                "test",
                java.time.InstantSource.system(),
                "test@host"));
    spec = write("image", "[app, lib]", "");
  }

  private Path write(String name, String packages, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %s
        distribution: debian/bookworm
        architectures: [amd64]
        flavour: minimal
        packages: %s
        """
                .formatted(name, packages)
            + more);
  }

  private BuildReport build() throws IOException {
    return builds.build(spec, "", PLAIN);
  }

  private List<String> versions() throws IOException {
    List<String> versions = new ArrayList<>();
    LockFile.read(folder.resolve("image.lock.json"))
        .orElseThrow()
        .architecture("amd64")
        .packages()
        .forEach(pkg -> versions.add(pkg.name() + "=" + pkg.version()));
    return versions;
  }

  @Test
  void whatDoesNotDecideThePackagesRebuildsFromTheSameLock() throws IOException {
    BuildReport first = build();
    byte[] lock = Files.readAllBytes(first.lock());
    assertThat(first.lockWritten()).isTrue();
    assertThat(first.phases()).containsKeys("fetch", "resolve", "download", "unpack", "layer");
    assertThat(build().unchanged()).isTrue();

    format.has("app", 2);
    write("image", "[app, lib]", "labels: {colour: blue}\n");
    BuildReport labelled = builds.build(spec, "", LOCKED);
    assertThat(labelled.unchanged()).isFalse();
    assertThat(labelled.digest()).isNotEqualTo(first.digest());
    assertThat(labelled.remarks()).isEmpty();

    Files.writeString(folder.resolve("greeting"), "hello\n");
    write("image", "[app, lib]", "files: [{source: greeting, destination: /etc/greeting}]\n");
    BuildReport withFile = build();
    Files.writeString(folder.resolve("greeting"), "good evening\n");
    assertThat(build().digest()).isNotEqualTo(withFile.digest());

    write("image", "[app, lib]", "tests: [{path: /opt/app, contains: '2'}]\n");
    assertThatThrownBy(this::build).hasMessageContaining("1 test of image failed");

    assertThat(format.asked).isEqualTo(1);
    assertThat(first.lock()).hasBinaryContent(lock);
  }

  @Test
  void aNewWishKeepsTheLockedVersionsAndSaysWhatCame() throws IOException {
    build();
    format.has("app", 2).has("lib", 2).has("new", 3);
    write("image", "[app, lib, new]", "");
    BuildReport report = build();
    assertThat(versions()).containsExactly("app=1", "lib=1", "new=3");
    assertThat(report.lockWritten()).isTrue();
    assertThat(report.remarks())
        .containsExactly(
            "the lock was changed, since the spec asks for other packages or accounts than the"
                + " lock was made for: new 3 comes");
    builds.lock(spec, "");
    assertThat(versions()).containsExactly("app=1", "lib=1", "new=3");
    builds.update(spec, "", false);
    assertThat(versions()).containsExactly("app=2", "lib=2", "new=3");
  }

  @Test
  void onlyWhatTheNewWishNeedsOrTheMirrorDroppedMoves() throws IOException {
    build();
    format.has("app", 2).has("lib", 2);
    format.mirror.get("needs-lib").clear();
    format.has("needs-lib", 2);
    write("image", "[app, lib, needs-lib]", "");
    build();
    assertThat(versions()).containsExactly("app=1", "lib=2", "needs-lib=2");

    format.mirror.get("app").remove(1);
    write("image", "[app, lib]", "");
    assertThat(build().remarks())
        .singleElement()
        .asString()
        .endsWith(": app 1 → 2, needs-lib 2 goes");
  }

  @Test
  void anotherBaseUnderTheSameNameIsRemarkedAndRefusedWhereLocked() throws IOException {
    String before = build().digest().toString();
    Path above = write("above", "[lib2]", "base: image\n");
    format.has("lib2", 1);
    builds.build(above, "", PLAIN);
    assertThat(builds.build(above, "", PLAIN).unchanged()).isTrue();

    write("image", "[app, lib]", "labels: {colour: blue}\n");
    String after = build().digest().toString();
    format.has("lib2", 2);
    assertThatThrownBy(() -> builds.build(above, "", LOCKED))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
        .hasMessageContaining("the base image changed from " + before + " to " + after);
    assertThat(builds.build(above, "", PLAIN).remarks())
        .containsExactly(
            "the lock was changed, since the base image changed from "
                + before
                + " to "
                + after
                + ": the same packages");
    assertThat(builds.build(above, "", LOCKED).unchanged()).isTrue();
  }

  @Test
  void aBaseOfAnotherReleaseIsRefused() throws IOException {
    Files.writeString(folder.resolve("release"), "ID=debian\nVERSION_CODENAME=bookworm\n");
    write("image", "[app, lib]", "files: [{source: release, destination: /usr/lib/os-release}]\n");
    build();
    format.has("lib2", 1);
    Path above = write("above", "[lib2]", "base: image\n");
    builds.build(above, "", PLAIN);
    for (String other : List.of("debian/trixie", "debian/sid")) {
      String text = Files.readString(above).replaceFirst("debian/[a-z]+", other);
      Files.writeString(above, text);
      assertThatThrownBy(() -> builds.build(above, "", PLAIN))
          .isInstanceOfSatisfying(
              PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
          .hasMessage("the base image is debian/bookworm, the spec's 'distribution' is " + other);
    }
  }

  @Test
  void anAccountThatIsThereOtherwiseIsTold() throws IOException {
    String user = "accounts: {users: [{name: svc, home: %s, shell: %s}]}\n";
    write("image", "[app, lib]", user.formatted("/srv", "/bin/sh"));
    build();
    format.has("lib2", 1);
    String base = "base: image\n";
    builds.build(write("above", "[lib2]", base + user.formatted("/srv", "/bin/sh")), "", PLAIN);
    builds.build(write("above", "[lib2]", base + "accounts: {users: [{name: svc}]}\n"), "", PLAIN);
    Path other = write("above", "[lib2]", base + user.formatted("/var/svc", "/bin/sh"));
    assertThatThrownBy(() -> builds.build(other, "", PLAIN))
        .hasMessageMatching(
            ".*above\\.yaml:\\d+:\\d+: the user svc exists already; its home is /srv");
  }

  @Test
  void whatCannotBeDoneInTheTreeIsToldWithItsPlace() throws IOException {
    write("image", "[app, lib]", "paths:\n  - permissions: /nosuch\n    mode: '0644'\n");
    assertThatThrownBy(this::build)
        .hasMessageMatching(
            ".*image\\.yaml:\\d+:18: the path /nosuch cannot be changed: there is no /nosuch");
    write("image", "[app, lib]", "paths:\n  - directory: /srv\n    owner: other\n");
    assertThatThrownBy(this::build)
        .hasMessageMatching(".*image\\.yaml:\\d+:12: the image has no user 'other'");
    write("image", "[app, lib]", "accounts: {users: [{name: svc, groups: [nosuch]}]}\n");
    assertThatThrownBy(this::build).hasMessageMatching(".*image\\.yaml:\\d+:20: .*nosuch.*");
  }

  @Test
  void aUserThatTheImageDoesNotHaveIsRefused() throws IOException {
    for (String user : List.of("nosuch", "nosuch:0", "'0:nosuch'")) {
      write("image", "[app, lib]", "user: " + user + "\n");
      assertThatThrownBy(this::build)
          .isInstanceOfSatisfying(
              PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
          .hasMessageMatching(".*image\\.yaml:\\d+:7: the image has no (user|group) 'nosuch'");
    }
    write("image", "[app, lib]", "user: '1234:5678'\n");
    assertThat(build().unchanged()).isFalse();
  }
}
