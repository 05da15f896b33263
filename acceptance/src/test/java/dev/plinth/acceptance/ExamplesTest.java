package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every example is built for both architectures, and what it says must hold was tested. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class ExamplesTest {
  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void isBuiltForBothArchitecturesAndNoTestIsSkipped(String example, Examples examples) {
    JsonNode report = examples.build(example);
    assertThat(report.get("platforms").values())
        .extracting(platform -> platform.get("platform").asString())
        .containsExactly("linux/amd64", "linux/arm64");
    assumeTrue(Machine.has("bwrap"), "built, but its tests did not run: no bubblewrap");
    assumeTrue(Machine.has("qemu-aarch64-static"), "no qemu, so tests for arm64 did not run");
    for (JsonNode platform : report.get("platforms")) {
      assertThat(platform.get("tests").values())
          .as("%s", platform.get("platform"))
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(check ->
              assertThat(check.get("outcome").asString()).as(check.toString()).isEqualTo("passed"));
    }
  }

  @Test
  void aCompiledProgramTrustsAnAuthorityThatTheSpecAdds(Examples examples) throws IOException {
    examples.build("debian-micro");
    Files.writeString(
        examples.folder().resolve("own-authority.yaml"),
        """
        name: own-authority
        extends: debian-micro.yaml
        architectures: [amd64]
        certificates: [tls/ca.pem]
        tests:
          - name: a TLS server that no known authority vouches for is refused
            run: [/test/handshake, /test/tls/server.pem, localhost]
            output: "localhost: trusted"
        """);
    passes(examples, "own-authority");
  }

  @Test
  void javaTrustsAnAuthorityThatTheSpecAdds(Examples examples) throws IOException {
    examples.build("debian-java");
    Files.writeString(
        examples.folder().resolve("own-authority-java.yaml"),
        """
        name: own-authority-java
        extends: debian-java.yaml
        architectures: [amd64]
        certificates: [tls/ca.pem]
        tests:
          - name: java trusts the authorities of the system, and no other
            run: [java, -XX:TieredStopAtLevel=1, -cp, /test, Handshake, /test/tls]
            output: "unknown authority: hello over TLSv1.3"
            timeout: 120
        """);
    passes(examples, "own-authority-java");
  }

  private static void passes(Examples examples, String example) {
    assumeTrue(Machine.has("bwrap"), "tests cannot run: no bubblewrap");
    JsonNode report = examples.build(example);
    assertThat(report.at("/platforms/0/tests").values())
        .isNotEmpty()
        .allSatisfy(check ->
            assertThat(check.get("outcome").asString()).as(check.toString()).isEqualTo("passed"));
  }
}
