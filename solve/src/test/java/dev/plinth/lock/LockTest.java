package dev.plinth.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.lock.LockedArchitecture.Dropped;
import dev.plinth.lock.LockedPackage.Why;
import dev.plinth.lock.LockedRepository.LockedIndex;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTest {
  private static final Digest SOME = Digest.of("some");

  static LockedPackage pkg(String name, String version) {
    return new LockedPackage(
        name,
        version,
        "amd64",
        name,
        version,
        "debian/bookworm/main",
        "pool/main/" + name + ".deb",
        12,
        SOME,
        new Why("requested", "", name));
  }

  static Lock lock(LockedPackage... packages) {
    LockedIndex index = new LockedIndex("main/binary-amd64/Packages.xz", 99, SOME);
    LockedRepository repository =
        new LockedRepository(
            "debian/bookworm/main",
            "bookworm",
            "main",
            SOME,
            Optional.of(Digest.of("signature")),
            Instant.parse("2026-11-21T09:15:44Z"),
            Optional.of(Instant.parse("2026-11-28T09:15:44Z")),
            "ABCD",
            Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
            true,
            new TreeMap<>(Map.of("amd64", index)),
            Optional.of(index));
    LockedArchitecture amd64 =
        new LockedArchitecture(
            List.of(packages),
            List.of(new Dropped("dpkg", "1.21", "only scripts need it")),
            new TreeMap<>(Map.of("_apt", 42)),
            new TreeMap<>(Map.of("messagebus", 101)));
    return new Lock(
        "test",
        SOME,
        "debian/bookworm",
        "micro",
        1_700_000_000L,
        Optional.of(new Lock.Base("debian-micro", SOME)),
        List.of(repository),
        new TreeMap<>(Map.of("amd64", amd64)));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Lock lock = lock(pkg("libc6", "2.36-9"), pkg("tzdata", "2026a-0"));
    byte[] bytes = LockJson.write(lock);
    assertThat(LockReader.read(bytes, "x")).isEqualTo(lock);
    assertThat(LockJson.write(LockReader.read(bytes, "x"))).isEqualTo(bytes);
  }

  @Test
  void aPackageHasTheFieldsOfTheContract() {
    String text = new String(LockJson.write(lock(pkg("libc6", "2.36-9"))), StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "\"name\" : \"libc6\"", "\"version\" : \"2.36-9\"", "\"architecture\" : \"amd64\"")
        .contains("\"source\" : ", "\"path\" : ", "\"size\" : 12", "\"sha256\" : \"" + SOME.hex());
  }

  @Test
  void oneChangedVersionIsOneChangedLineInADiff() {
    List<String> before = lines(lock(pkg("libc6", "1"), pkg("tzdata", "1")));
    List<String> after = lines(lock(pkg("libc6", "1"), pkg("tzdata", "2")));
    assertThat(after).hasSameSizeAs(before);
    // The version and the source's version.
    assertThat(after.stream().filter(line -> !before.contains(line))).hasSize(2);
  }

  @Test
  void everyTruncationIsAnErrorThatNamesTheFile() {
    byte[] bytes = LockJson.write(lock(pkg("libc6", "1")));
    for (int length = 0; length < bytes.length - 2; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> LockReader.read(cut, "my.lock.json"))
          .isInstanceOfSatisfying(
              PlinthException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
                assertThat(e).hasMessageContaining("my.lock.json");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "lock" : 1                  | "lock" : 2              | form 2
          "path" : "pool/main/libc6   | "path" : "../../libc6   | /architectures/amd64/packages/0/path
          "path" : "pool/main/libc6   | "path" : "/etc/libc6    | not a path below
          "size" : 12                 | "size" : -12            | /size
          "size" : 12                 | "size" : "12"           | /size
          "_apt" : 42                 | "_apt" : -1             | /users/_apt
          "date" : "2026              | "date" : "soon 2026     | a date that is not one
          "packages" : [              | "package" : [           | /packages is not a list
          "epoch" : 1700000000        | "epoch" : 1, "epoch" : 1700000000 | uplicate
          """)
  void whatIsNotALockIsRefusedWithThePlace(String from, String to, String told) {
    String text = new String(LockJson.write(lock(pkg("libc6", "1"))), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    byte[] bytes =
        text.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LockReader.read(bytes, "x")).hasMessageContaining(told);
  }

  @Test
  void aDiffNamesWhatComesGoesAndChanges() {
    Lock before = lock(pkg("a", "1"), pkg("b", "1"), pkg("c", "1"));
    Lock after = lock(pkg("b", "2"), pkg("c", "1"), pkg("d", "1"));
    assertThat(LockDiff.between(before, after))
        .extracting(c -> c.name() + " " + c.before() + " " + c.after() + " " + c.architectures())
        .containsExactly("a 1 null [amd64]", "b 1 2 [amd64]", "d null 1 [amd64]");
    assertThat(LockDiff.between(after, after)).isEmpty();
    assertThat(LockDiff.between(null, after)).hasSize(3);
  }

  private static List<String> lines(Lock lock) {
    return new String(LockJson.write(lock), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aMergeThatIsNotFinishedIsNamedAndTheAdviceLeadsOn() {
    String text = new String(LockJson.write(lock(pkg("a", "1"))), StandardCharsets.UTF_8);
    int line = text.indexOf('\n', text.length() / 2) + 1;
    String merged = text.substring(0, line) + "<<<<<<< HEAD\n" + text.substring(line);
    assertThatThrownBy(
            () -> LockReader.read(merged.getBytes(StandardCharsets.UTF_8), "a.lock.json"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> assertThat(e.hint()).contains("one side whole").contains("delete it"))
        .hasMessageStartingWith("a.lock.json:")
        .hasMessageEndingWith(": not a lock: it has the marks of a merge that is not finished");
  }
}
