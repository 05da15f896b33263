package dev.plinth.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.app.Settings;
import dev.plinth.app.feeds.FeedServer.Manner;
import dev.plinth.fetch.Backoff;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.keyring.KeyFolder;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.database.AdvisoryDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedUpdateTest {
  /** Fresh each time: who uses one wipes it. */
  private static byte[] password() {
    return "test".getBytes(StandardCharsets.UTF_8);
  }

  @TempDir Path temporary;
  private FeedServer server;
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = new FeedServer();
    folder = temporary.resolve("feeds");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String secdb(String release, String fixed) {
    return "{\"distroversion\":\""
        + release
        + "\",\"packages\":[{\"pkg\":{\"name\":\"musl\",\"secfixes\":{\""
        + fixed
        + "\":[\"CVE-2025-1\"]}}}]}";
  }

  private FeedUpdate.Result update(String... places) {
    return update(order(false, FeedUpdate.Order.nobody(), places));
  }

  private static FeedUpdate.Order order(
      boolean unsigned, java.util.function.Supplier<KeyPolicy> trusted, String... places) {
    return new FeedUpdate.Order(List.of(places), "", false, trusted, unsigned);
  }

  static Settings settings(Path temporary) {
    return new Settings(
        temporary.resolve("store"),
        temporary.resolve("cache"),
        temporary.resolve("config"),
        List.of(),
        Map.of(),
        Progress.none(),
        1,
        Optional.empty());
  }

  private FeedUpdate.Result update(FeedUpdate.Order order) {
    Settings settings = settings(temporary);
    Backoff backoff = new Backoff(3, Duration.ZERO, Duration.ofSeconds(1), new Random(1), _ -> {});
    return new FeedUpdate(settings, folder, order, backoff).run();
  }

  private List<String> names() {
    try (AdvisoryDatabase database = AdvisoryDatabase.open(folder.resolve("advisories.db"))) {
      return database.feeds().stream().map(FeedInfo::name).toList();
    }
  }

  private String dates() {
    try (AdvisoryDatabase database = AdvisoryDatabase.open(folder.resolve("advisories.db"))) {
      return String.join(",", database.feeds().stream().map(FeedInfo::asOf).toList());
    }
  }

  private Digest database() throws IOException {
    return Digest.of(Files.readAllBytes(folder.resolve("advisories.db")));
  }

  @Test
  void whatIsUnchangedIsNotMovedAndTheDatabaseNotTouched() throws IOException {
    String address = server.publish("/a/main.json", secdb("v3.20", "1-r1"));
    assertThat(update(address).written()).isPresent();
    Path file = folder.resolve("advisories.db");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(update().written()).isEmpty();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    assertThat(server.asked).containsExactly("200", "304");
    server.publish("/a/main.json", secdb("v3.20", "2-r1"));
    assertThat(update().written()).isPresent();
    assertThat(server.asked).containsExactly("200", "304", "200");
    try (Stream<Path> kept = Files.list(folder.resolve("files"))) {
      assertThat(kept).hasSize(1);
    }
  }

  @Test
  void sameContentWithoutTagsIsUnchangedToo() throws IOException {
    server.tags = false;
    String address = server.publish("/main.json", secdb("v3.20", "1-r1"));
    update(address);
    Digest before = database();
    assertThat(update().written()).isEmpty();
    assertThat(database()).isEqualTo(before);
    assertThat(server.asked).containsExactly("200", "200");
  }

  @Test
  void whatIsCutOffIsResumed() {
    server.manner = Manner.CUT_OFF_ONCE;
    String text = secdb("v3.20", "1-r1");
    update(server.publish("/main.json", text));
    assertThat(server.asked).hasSize(2);
    assertThat(server.asked.getLast()).isEqualTo("200 bytes=" + text.length() / 2 + "-");
    assertThat(names()).containsExactly("secdb:main.json");
  }

  @Test
  void whatFailsOnceIsAskedAgain() {
    server.manner = Manner.FAILS_ONCE;
    update(server.publish("/main.json", secdb("v3.20", "1-r1")));
    assertThat(server.asked).containsExactly("500", "200");
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"CUT_OFF_ALWAYS", "FAILS", "REDIRECTS_FOR_EVER", "GONE"})
  void whatCannotBeHadKeepsWhatWasHad(Manner manner) throws IOException {
    String address = server.publish("/main.json", secdb("v3.20", "1-r1"));
    server.manner = manner;
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update(address))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NETWORK))
        .withMessageContaining("cannot get the feed: http://127.0.0.1");
    assertThat(folder.resolve("advisories.db")).doesNotExist();
    server.manner = Manner.WELL;
    update(address);
    Digest before = database();
    server.publish("/main.json", secdb("v3.20", "2-r1"));
    server.manner = manner;
    FeedUpdate.Result result = update();
    assertThat(result.unasked()).hasSize(1);
    assertThat(result.written()).isEmpty();
    assertThat(database()).isEqualTo(before);
  }

  /** One of two sources is away: the other is new, each with its own day. */
  @Test
  void everySourceKeepsItsOwnAge() throws IOException {
    String address = server.publish("/main.json", secdb("v3.20", "1-r1"));
    Path file = Files.writeString(temporary.resolve("old.json"), secdb("v3.19", "1-r1"));
    update(
        new FeedUpdate.Order(
            List.of(address, file.toString()),
            "2026-01-02",
            false,
            FeedUpdate.Order.nobody(),
            false));
    assertThat(dates()).isEqualTo("2026-01-02,2026-01-02");
    server.manner = Manner.GONE;
    Files.writeString(file, secdb("v3.19", "22-r1"));
    FeedUpdate.Result result = update();
    assertThat(result.unasked()).hasSize(1);
    assertThat(result.written()).isPresent();
    assertThat(names()).containsExactly("secdb:main.json", "secdb:old.json");
    assertThat(dates()).isEqualTo("2026-01-02,2026-01-02");
  }

  @Test
  void bombsAreRefusedAndNothingIsReplaced() throws IOException {
    String address = server.publish("/main.json", secdb("v3.20", "1-r1"));
    update(address);
    Digest before = database();
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] spaces = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        gzip.write(spaces);
      }
    }
    String evil = server.publish("/evil.json.gz", bomb.toByteArray());
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update(address, evil))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
    assertThat(database()).isEqualTo(before);
    assertThat(FeedUpdate.remembered(folder)).hasSize(1);
  }

  @Test
  void placesThatMayNotBeAskedAreRefused() {
    for (String address : List.of("http://a.example/x.json", "https://u:p@a.example/x.json")) {
      assertThatExceptionOfType(PlinthException.class)
          .isThrownBy(() -> update(address))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update())
        .withMessageContaining("none is remembered");
  }

  @Test
  void sourcesOfOneNameAreToldApart() {
    update(
        server.publish("/v3.20/main.json", secdb("v3.20", "1-r1")),
        server.publish("/v3.19/main.json", secdb("v3.19", "1-r1")));
    assertThat(names()).containsExactly("secdb:main.json", "secdb:v3.19/main.json");
  }

  private static Path blob(Path layout, Digest digest) {
    return layout.resolve("blobs/sha256").resolve(digest.hex());
  }

  /** What others put into the same layout, and a bundle that has another name, stay. */
  @Test
  void aBundleRemovesOnlyWhatItsOwnNameHadBefore() throws IOException {
    update(server.publish("/main.json", secdb("v3.20", "1-r1")));
    Path layout = temporary.resolve("layout");
    FeedBundle.Made kept = FeedBundle.make(folder, "oci:" + layout + ":kept", List.of());
    FeedBundle.make(folder, "oci:" + layout + ":feeds", List.of());
    Path foreign = blob(layout, Digest.of("somebody else's"));
    Files.writeString(foreign, "somebody else's");
    Files.setLastModifiedTime(foreign, FileTime.from(java.time.Instant.EPOCH));
    server.publish("/main.json", secdb("v3.20", "2-r1"));
    update();
    FeedBundle.Made next = FeedBundle.make(folder, "oci:" + layout + ":feeds", List.of());
    assertThat(next.removed()).isZero();
    assertThat(blob(layout, kept.digest())).exists();
    assertThat(blob(layout, Digest.of(secdb("v3.20", "1-r1")))).exists();
    assertThat(foreign).exists();
    assertThat(FeedBundle.make(folder, "oci:" + layout + ":kept", List.of()).removed())
        .isEqualTo(1);
    assertThat(foreign).exists();
    assertThat(blob(layout, Digest.of(secdb("v3.20", "1-r1")))).doesNotExist();
  }

  private static String osv(String modified) {
    return "{\"schema_version\":\"1.6.0\",\"id\":\"GHSA-1\",\"modified\":\""
        + modified
        + "\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"x\"},\"ranges\":"
        + "[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":\"0\"}]}]}]}";
  }

  /** The newest record of a feed says only that the copy is not older than that. */
  @Test
  void theDayThatAPersonSaysHoldsUnlessARecordIsNewer() throws IOException {
    Path feed = Files.writeString(temporary.resolve("osv.json"), osv("2026-01-05T10:00:00Z"));
    update(order(feed, ""));
    assertThat(dates()).isEqualTo("2026-01-05T10:00:00Z");
    update(order(feed, "2026-02-01"));
    assertThat(dates()).isEqualTo("2026-02-01");
    update(order(feed, "2025-12-01"));
    assertThat(dates()).isEqualTo("2026-01-05T10:00:00Z");
    // It is remembered for the file, so long as nobody names another.
    update(order(feed, "2026-02-01"));
    update();
    assertThat(dates()).isEqualTo("2026-02-01");
  }

  private static FeedUpdate.Order order(Path feed, String day) {
    return new FeedUpdate.Order(
        List.of(feed.toString()), day, false, FeedUpdate.Order.nobody(), false);
  }

  private KeyFolder keys() {
    return new KeyFolder(temporary.resolve("keys"), new SecureRandom());
  }

  @Test
  void bundlesAreTheSameForTheSameFeedsAndBelievedOnlyWhereSigned() throws IOException {
    VerifyingKey key = keys().create("a", password());
    Signer signer = keys().signer("a", _ -> Optional.of(password()));
    Path many = Files.createDirectory(temporary.resolve("many"));
    Files.writeString(many.resolve("x.json"), secdb("v3.18", "1-r1"));
    String address = server.publish("/main.json", secdb("v3.20", "1-r1"));
    update(address, many.toString());
    Path layout = temporary.resolve("layout");
    FeedBundle.Made made = FeedBundle.make(folder, "oci:" + layout + ":feeds", List.of(signer));
    assertThat(made.feeds()).isEqualTo(2);
    assertThat(made.moved()).isEqualTo(2);
    FeedBundle.Made again =
        FeedBundle.make(folder, "oci:" + temporary.resolve("other"), List.of(signer));
    assertThat(again.digest()).isEqualTo(made.digest());

    // Only the feed that changed is moved.
    server.publish("/main.json", secdb("v3.20", "2-r1"));
    update();
    FeedBundle.Made next = FeedBundle.make(folder, "oci:" + layout + ":feeds", List.of(signer));
    assertThat(next.moved()).isEqualTo(1);
    // What the bundle of before had and this one has not is gone: the old feed, its manifest.
    assertThat(next.removed()).isEqualTo(1);
    assertThat(blob(layout, Digest.of(secdb("v3.20", "1-r1")))).doesNotExist();
    assertThat(blob(layout, Digest.of(secdb("v3.20", "2-r1")))).exists();
    assertThat(blob(layout, made.digest())).doesNotExist();
    try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
      // Two feeds, the manifest, the empty config; the signature and what carries it.
      assertThat(blobs).hasSize(6);
    }

    List<String> before = names();
    folder = temporary.resolve("elsewhere");
    String place = "oci:" + layout + ":feeds";
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update(place))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    KeyPolicy policy = KeyPolicy.anyOf(Map.of("a", key));
    assertThat(update(order(false, () -> policy, place)).written()).isPresent();
    assertThat(names()).hasSameSizeAs(before).contains("secdb:main.json");
    assertThat(update(order(false, () -> policy)).written()).isEmpty();
    VerifyingKey stranger = keys().create("b", password());
    KeyPolicy other = KeyPolicy.anyOf(Map.of("b", stranger));
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update(order(false, () -> other, place)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    assertThat(update(order(true, FeedUpdate.Order.nobody(), place)).written()).isEmpty();
  }

  /** A blob that is another than the manifest says ends the update, and nothing is replaced. */
  @Test
  void bundlesThatWereTamperedWithAreRefused() throws IOException {
    VerifyingKey key = keys().create("a", password());
    Signer signer = keys().signer("a", _ -> Optional.of(password()));
    update(server.publish("/main.json", secdb("v3.20", "1-r1")));
    Path layout = temporary.resolve("layout");
    FeedBundle.make(folder, "oci:" + layout, List.of(signer));
    String text = secdb("v3.20", "1-r1");
    Path blob = layout.resolve("blobs/sha256").resolve(Digest.of(text).hex());
    Files.delete(blob);
    Files.writeString(blob, text.replace("1-r1", "0-r0"));
    folder = temporary.resolve("elsewhere");
    KeyPolicy policy = KeyPolicy.anyOf(Map.of("a", key));
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> update(order(false, () -> policy, layout.toString())))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    assertThat(folder.resolve("advisories.db")).doesNotExist();
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(f -> left.add(f.getFileName().toString()));
    }
    assertThat(left).containsExactly("lock");
  }
}
