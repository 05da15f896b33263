package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever a server says is an answer or an IOException. */
class ResponseHeadFuzzTest {
  @FuzzTest
  void head(byte[] data) {
    try {
      ResponseHead head = ResponseHead.read(new ByteArrayInputStream(data));
      head.chunked();
      head.length();
      head.persistent();
    } catch (IOException e) {
      // Refused.
    }
  }

  @FuzzTest
  void chunkAndRange(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    try {
      Body.chunkSize(text);
    } catch (IOException e) {
      // Refused.
    }
    try {
      new Response(
              URI.create("http://h/"),
              206,
              Headers.of("Content-Range", text),
              -1,
              new ByteArrayInputStream(data))
          .offset();
    } catch (IOException e) {
      // Refused.
    }
  }

  /** What fuzzing found: the authority is not written in the address as the JDK tells it. */
  @Test
  void anAuthorityOfAnotherTextHasNoUserEither() {
    String location = "//\u00bfJ@Jz:/JPz";
    redirect(location.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(HttpTransport.withoutUser(URI.create("https://me@h:80/a?b@c#d@e")))
        .isEqualTo(URI.create("https://h:80/a?b@c#d@e"));
  }

  @FuzzTest
  void redirect(byte[] data) {
    try {
      HttpTransport.target(
          URI.create("https://h/a/b"), new String(data, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Refused.
    }
  }
}
