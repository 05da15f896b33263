package dev.plinth.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The resolver picks what apt picks, over the real archive, on an empty system without
 * recommendations. A tenth by default; {@code -Dplinth.full=true} for all.
 */
class AptAgreementTest {
  private static final long SEED = Long.getLong("plinth.seed", 20260701);

  private static int share(int count) {
    return Boolean.getBoolean("plinth.full") ? count : count / 10;
  }

  @ParameterizedTest
  @CsvSource({
    "bookworm, amd64, 500",
    "trixie, amd64, 500",
    "bookworm, arm64, 60",
    "trixie, arm64, 60"
  })
  void picksWhatAptPicks(String release, String architecture, int count) {
    Agreement agreement = new Agreement(AptFolder.of(release, architecture));
    Map<String, List<List<String>>> rounds = new LinkedHashMap<>();
    rounds.put("single names", agreement.draw(SEED, share(count), 1));
    rounds.put("four names", agreement.draw(SEED + 1, share(count / 5), 4));
    rounds.put("old versions", agreement.drawVersions(SEED + 2, share(count / 5)));
    rounds.put("exclusions", agreement.drawExclusions(SEED + 3, share(count / 5)));
    rounds.put("real images", realImages(agreement));
    List<String> all = new ArrayList<>();
    rounds.forEach((what, requests) -> {
      Agreement.Outcome outcome = agreement.compare(requests);
      System.out.printf(
          "%s %s, %s: %d of %d as apt (%d of them refused)%n",
          release,
          architecture,
          what,
          requests.size() - outcome.differences().size(),
          requests.size(),
          outcome.refused());
      all.addAll(outcome.differences());
    });
    assertThat(all).isEmpty();
  }

  /** What mmdebstrap asks apt for, alone and with a service, and what people put into images. */
  private static List<List<String>> realImages(Agreement agreement) {
    List<String> minbase = new ArrayList<>(agreement.index().essential());
    minbase.add("apt");
    List<String> loaded = new ArrayList<>(minbase);
    loaded.addAll(List.of("default-jre-headless", "python3", "nginx"));
    return List.of(
        minbase,
        loaded,
        List.of("default-jre-headless", "python3", "nginx"),
        List.of("postgresql", "redis-server", "php-cli", "nodejs", "haproxy", "cron"),
        List.of("bash", "curl", "git", "gnupg", "openssh-client", "procps", "iputils-ping"),
        List.of("perl", "ruby", "apache2", "ca-certificates", "tzdata"));
  }
}
