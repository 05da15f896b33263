package dev.plinth.inventory.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file has few secrets or none, and what is told of them is short. */
class SecretFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
            "AKIAZ7Q2M5X8B1N4V6C3 ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6",
            "root::1:\n:::\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void file(byte[] data) {
    assertThat(SecretSearch.search("x", data, data.length))
        .hasSizeLessThan(11)
        .allMatch(secret -> secret.detail().length() < 100);
    assertThat(PasswordFiles.search("etc/shadow", data, data.length)).hasSizeLessThan(101);
  }
}
