package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.licence.Decision.Outcome;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencePolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final LicencePolicy POLICY =
      read(
          """
          allow: [MIT, "BSD-*", Apache-2.0, "LGPL-*", GPL-2.0-or-later]
          deny: ["*GPL-3.0*"]
          exceptions:
            - package: lib*
              licence: unknown
              reason: read by a person, ticket 7
              until: 2026-11-26
            - {package: tar, licence: GPL-3.0-or-later, reason: for the build, until: 2026-01-01}
          """);

  private static LicencePolicy read(String yaml) {
    return PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), new Source("p", Path.of("/")));
  }

  private static Decision judge(String name, String synopsis, LocalDate today) {
    String text =
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: "
            + synopsis
            + "\n text\n";
    return POLICY.judge(
        name, CopyrightFile.parse(text.getBytes(StandardCharsets.UTF_8), name).finding(), today);
  }

  @ParameterizedTest
  @CsvSource({
    "a, Expat, ALLOWED",
    "a, Expat and BSD-3-clause, ALLOWED",
    "a, Expat and ISC, REFUSED",
    "a, Expat or ISC, ALLOWED",
    "a, LGPL-2.1+, ALLOWED",
    "a, LGPL-3+, REFUSED",
    "a, GPL-3+ or Expat, ALLOWED",
    "a, own, REFUSED",
    "a, not a name, REFUSED",
    "libx, not a name, EXCEPTED",
    "libx, ISC, REFUSED",
    "tar, GPL-3+, REFUSED",
  })
  void judges(String name, String synopsis, Outcome outcome) {
    assertThat(judge(name, synopsis, TODAY).outcome()).isEqualTo(outcome);
  }

  @Test
  void exceptionsEnd() {
    LicenceFinding unknown = LicenceFinding.unknown("does not declare the format", "text");
    assertThat(POLICY.judge("libx", unknown, TODAY))
        .isEqualTo(
            new Decision(
                Outcome.EXCEPTED, "unknown", "read by a person, ticket 7 (until 2026-11-26)"));
    Decision later = POLICY.judge("libx", unknown, TODAY.plusDays(1));
    assertThat(later.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(later.why()).contains("ended on 2026-11-26");
    assertThat(judge("tar", "GPL-3+", TODAY).why()).contains("ended on 2026-01-01");
  }

  @Test
  void withoutAListOfAllowedOnlyTheDeniedIsRefused() {
    LicencePolicy policy = read("deny: [GPL-1.0-only]");
    LicenceFinding mit = LicenceFinding.of("MIT");
    assertThat(policy.judge("a", mit, TODAY).outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(policy.judge("a", LicenceFinding.of("GPL-1.0-only"), TODAY).outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(policy.judge("a", LicenceFinding.unknown("is odd", ""), TODAY).outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowed: [MIT] | p:1:1: unknown key 'allowed' in the policy of licences; did you mean 'allow'?",
        "allow: MIT | p:1:8: 'allow' must be a list",
        "allow: [[MIT]] | p:1:9: 'allow' holds a list, but must hold texts",
        "exceptions: [{package: a, licence: MIT, until: 2027-01-01}] | p:1:14: the exception lacks 'reason'",
        "exceptions: [{package: a, licence: MIT, reason: x}] | p:1:14: the exception lacks 'until'",
        "exceptions: [{package: a, licence: MIT, reason: x, until: soon}] | p:1:59: 'until' is not a day",
        "exceptions: [{package: a, licence: MIT, reason: ' ', until: 2027-01-01}] | p:1:49: 'reason' is '', but must be a text",
        "exceptions: [x] | p:1:14: 'exceptions' holds 'x', but must hold mappings",
        "[MIT] | p:1:1: a policy of licences is a mapping, not a list",
        "[ | p:1:",
        "'' | p:1:1: the file is empty",
      })
  void mistakesHaveAPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.getMessage()).startsWith(message);
            });
  }
}
