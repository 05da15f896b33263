package dev.plinth.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  @Test
  void mirrorsAreTakenAsTheyAreWritten() {
    assertThat(Configuration.uri("https://example.org/debian", "--mirror"))
        .hasToString("https://example.org/debian");
    assertThat(Configuration.uri("file:/srv/debian", "--mirror")).hasToString("file:/srv/debian");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org/debian",
        "example.org:8080/debian",
        "localhost:8080",
        "http://a b/",
        "ftp://example.org/debian",
        ""
      })
  void whatIsNoMirrorIsToldWithItsPlace(String text) {
    assertThatThrownBy(() -> Configuration.uri(text, "--mirror"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.hint()).contains("http:").contains("file:");
            })
        .hasMessage("--mirror: '" + text + "' is not the URI of a mirror");
  }
}
