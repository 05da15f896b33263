package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several keys sign one after the other, each what the ones before said that it knows. */
class CountersignTest {
  @TempDir Path folder;

  @Test
  void theSecondKeySignsWhatTheFirstSaid() throws IOException {
    try (HostileBench bench = new HostileBench(folder, "")) {
      PlinthProcess plinth =
          new PlinthProcess(folder.resolve("two")).with("PLINTH_KEY_PASSWORD", "two");
      plinth.run("key", "create", "first").ok();
      plinth.run("build", bench.spec.toString(), "--locked", "--key", "first").ok();
      plinth.run("key", "create", "second").ok();
      Path policy =
          Files.writeString(folder.resolve("p.yaml"), "keys: [first, second]\nthreshold: 2\n");
      String[] verify = {"verify", bench.digest, "--policy", policy.toString()};
      assertThat(plinth.run(verify).code()).isEqualTo(6);

      plinth.run("sign", bench.digest, "--key", "second").ok();

      assertThat(plinth.run(verify).ok().out()).contains("verified:");
      assertThat(plinth.run("sign", bench.digest, "--key", "second").ok().out())
          .contains("already");

      // Who does not know the first key signs the image, but repeats nothing of what it said.
      PlinthProcess stranger =
          new PlinthProcess(folder.resolve("stranger"))
              .with("PLINTH_STORE", plinth.store().toString())
              .with("PLINTH_KEY_PASSWORD", "third");
      stranger.run("key", "create", "third").ok();
      stranger.run("sign", bench.digest, "--key", "third").ok();
      Path pem =
          Files.writeString(
              folder.resolve("third.pub"),
              stranger.run("key", "export", "third", "--public").ok().out());
      Files.writeString(policy, "keys: [first, " + pem + "]\nthreshold: 2\n");
      PlinthProcess.Result refused = plinth.run(verify);
      assertThat(refused.code()).isEqualTo(6);
      assertThat(refused.err()).contains("provenance").contains("third.pub");
    }
  }
}
