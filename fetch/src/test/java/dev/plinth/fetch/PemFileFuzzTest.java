package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemFileFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----\n",
            "-----BEGIN X-----END X-----",
            "x\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIB\n"
                + "-----END RSA PRIVATE KEY-----\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void pem(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".pem");
    try {
      Files.write(file, data);
      PemFile pem = PemFile.read(file);
      pem.certificates();
      pem.privateKey();
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BAD_INPUT);
    } finally {
      Files.delete(file);
    }
  }

  static Stream<Arguments> uris() {
    return Stream.of("http://user:p%40ss@host:80/x", "localhost:3128,.example.org,*")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @MethodSource("uris")
  @FuzzTest
  void places(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Shown.text(text);
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      return;
    }
    Login.of(uri).ifPresent(login -> assertThat(login.toString()).doesNotContain("p@ss"));
    Shown.uri(uri);
    Authority.host(uri);
  }
}
