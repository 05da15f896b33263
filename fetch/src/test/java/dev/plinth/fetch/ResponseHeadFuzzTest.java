package dev.plinth.fetch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

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
