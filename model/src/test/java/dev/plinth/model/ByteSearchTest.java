package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A text is found where the JDK finds it. */
class ByteSearchTest {
  private static final int TEXTS = 20_000;

  @Test
  void findsWhatTheJdkFinds() {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random, random.nextInt(60));
      String wanted = text(random, 1 + random.nextInt(5));
      int from = random.nextInt(10);

      int at = new ByteSearch(wanted).find(text.getBytes(StandardCharsets.ISO_8859_1), from);

      assertThat(at).as("%s in %s from %d", wanted, text, from).isEqualTo(jdks(text, wanted, from));
      found += at >= 0 ? 1 : 0;
    }
    assertThat(found).isBetween(TEXTS / 10, TEXTS - TEXTS / 10);
  }

  /** The JDK goes back to the end of the text where {@code from} is behind it. */
  private static int jdks(String text, String wanted, int from) {
    return from > text.length() ? -1 : text.indexOf(wanted, from);
  }

  /** Of three letters, one of them beyond ASCII, so that much is found and more is nearly. */
  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab\u00ff".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
