package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A bundle of feeds survives being copied by a tool that knows nothing of Plinth. */
class FeedBundleTest {
  @TempDir Path folder;
  private PlinthProcess maker;
  private PlinthProcess taker;
  private Path feed;

  @BeforeEach
  void prepare() throws IOException {
    maker = new PlinthProcess(folder.resolve("maker")).with("PLINTH_KEY_PASSWORD", "secret");
    taker = new PlinthProcess(folder.resolve("taker")).without("PLINTH_KEY_PASSWORD");
    feed = folder.resolve("main.json");
    Files.writeString(feed, text("1.2.5-r1"));
    maker.run("feeds", "update", feed.toString(), "--as-of", "2026-01-02").ok();
    maker.run("key", "create").ok();
  }

  private static String text(String fixed) {
    return "{\"distroversion\":\"v3.20\",\"packages\":[{\"pkg\":{\"name\":\"musl\",\"secfixes\":{\""
        + fixed
        + "\":[\"CVE-2025-26519\"]}}}]}";
  }

  private Path publicKey() throws IOException {
    String key = maker.run("key", "export", "--public").ok().out();
    return Files.writeString(folder.resolve("maker.pub"), key);
  }

  private void bundle() {
    maker.run("feeds", "bundle", "oci:" + folder.resolve("bundle") + ":feeds").ok();
  }

  @Test
  void isTakenFromTheLayoutByWhoTrustsTheKeyAndByNobodyElse() throws IOException {
    bundle();
    String place = "oci:" + folder.resolve("bundle") + ":feeds";
    assertThat(taker.run("feeds", "update", place).code()).isEqualTo(6);
    assertThat(taker.cache().resolve("feeds/advisories.db")).doesNotExist();
    JsonNode taken =
        taker
            .run("feeds", "update", place, "--key", publicKey().toString(), "-o", "json")
            .ok()
            .json();
    assertThat(taken.at("/feeds/0/name").asString()).isEqualTo("secdb:main.json");
    assertThat(taken.at("/feeds/0/asOf").asString()).isEqualTo("2026-01-02");
    assertThat(taken.at("/changed").asBoolean()).isTrue();
  }

  @Test
  void isTakenFromACopyThatOrasMade() throws IOException {
    String oras = Machine.peer("oras");
    bundle();
    copy(oras);
    String place = "oci:" + folder.resolve("copy") + ":feeds";
    String[] words = {"feeds", "update", place, "--key", publicKey().toString(), "-o", "json"};
    assertThat(taker.run(words).ok().json().at("/changed").asBoolean()).isTrue();
    assertThat(taker.run(words).ok().json().at("/changed").asBoolean()).isFalse();
    Files.writeString(feed, text("1.2.5-r22"));
    maker.run("feeds", "update").ok();
    bundle();
    copy(oras);
    assertThat(taker.run(words).ok().json().at("/changed").asBoolean()).isTrue();
  }

  private void copy(String oras) {
    Machine.run(
        folder,
        oras,
        "cp",
        "-r",
        "--from-oci-layout",
        folder.resolve("bundle") + ":feeds",
        "--to-oci-layout",
        folder.resolve("copy") + ":feeds");
  }
}
