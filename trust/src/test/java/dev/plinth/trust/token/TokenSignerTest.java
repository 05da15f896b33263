package dev.plinth.trust.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Pem;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in SoftHSM, imported without certificates, as its own program does. */
class TokenSignerTest {
  private static final byte[] MESSAGE = "it".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static Path module;

  @BeforeAll
  static void token() throws Throwable {
    module =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(module != null, "softhsm2 is not installed");
    Path config = folder.resolve("softhsm2.conf");
    Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(config, "directories.tokendir = " + folder.resolve("tokens") + "\n");
    // The library reads the environment of this process.
    var setenv =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().find("setenv").orElseThrow(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom("SOFTHSM2_CONF"), arena.allocateFrom(config.toString()), 1);
      assertThat(failed).isZero();
    }
    for (String name : List.of("release", "other")) {
      softhsm("--init-token", "--free", "--label", name, "--so-pin", "12345678", "--pin", "4321");
    }
    put("secp256r1", "signing key", "0a1b");
    put("secp384r1", "strong", "0c");
    put("RSA", "old", "0d");
    put("secp256r1", "twice", "0e");
    put("secp256r1", "twice", "0f");
  }

  @ParameterizedTest
  @CsvSource({
    "object=signing%20key, signing key",
    "id=%0a%1b, signing key",
    "object=signing%20key;id=%0a%1b;type=private, signing key",
    "object=strong, strong",
    "object=old, old"
  })
  void signsWithWhatTheReferenceNames(String name, String file) throws Exception {
    Signer plain =
        PrivateKeys.open(Files.readAllBytes(folder.resolve(file + ".pem")), file, Passwords.none());
    try (Signer signer = open("token=release;" + name, "4321")) {
      assertThat(signer.publicKey()).isEqualTo(plain.publicKey());
      for (int i = 0; i < 20; i++) {
        byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
        assertThat(plain.publicKey().verify(message, signer.sign(message))).isTrue();
      }
    }
  }

  @Test
  void thePinMayLieInAFile() throws Exception {
    Path pin = Files.writeString(folder.resolve("pin"), "4321\n");
    String reference =
        "pkcs11:token=release;object=strong?module-path=" + module + "&pin-source=file:" + pin;
    try (Signer signer = TokenSigner.open(Pkcs11Uri.parse(reference), Passwords.none())) {
      assertThat(signer.publicKey().verify(MESSAGE, signer.sign(MESSAGE))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "token=release;object=strong, 9999, REFUSED, the PIN is wrong",
    "token=release;object=strong, '', REFUSED, there is no PIN",
    "token=missing;object=strong, 4321, NOT_FOUND, there is no token missing",
    "object=strong, 4321, NOT_FOUND, more than one token",
    "token=release;object=none, 4321, NOT_FOUND, there is no key none",
    "token=release;object=twice, 4321, NOT_FOUND, more than one key twice",
    "token=other;object=strong, 4321, NOT_FOUND, there is no key strong",
  })
  void whatIsMissingIsSaid(String name, String pin, ErrorCode code, String message) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> open(name, pin))
        .withMessageContaining(message)
        .matches(e -> e.code() == code);
  }

  @Test
  void aLibraryThatIsNoneIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("x.so"), "no library");
    for (Path file : List.of(text, folder.resolve("none.so"), Path.of("x.so"))) {
      assertThatExceptionOfType(PlinthException.class)
          .isThrownBy(() ->
              TokenSigner.open(
                  Pkcs11Uri.parse("pkcs11:object=a?module-path=" + file), Passwords.none()))
          .matches(e -> e.code() == ErrorCode.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:",
        "pkcs11:object=a",
        "pkcs11:token=a?module-path=/x",
        "pkcs11:object=a;object=b?module-path=/x",
        "pkcs11:object=%4?module-path=/x",
        "pkcs11:object=%zz?module-path=/x",
        "pkcs11:object=a;colour=red?module-path=/x",
        "pkcs11:object?module-path=/x",
        "pkcs11:object=a;type=cert?module-path=/x",
        "pkcs11:object=a?module-path=/x&pin-source=|run",
        "pkcs12:object=a?module-path=/x",
      })
  void aMalformedReferenceIsAUsageError(String reference) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> Pkcs11Uri.parse(reference))
        .matches(e -> e.code() == ErrorCode.USAGE);
  }

  private static Signer open(String name, String pin) {
    Passwords passwords =
        what ->
            pin.isEmpty() ? Optional.empty() : Optional.of(pin.getBytes(StandardCharsets.UTF_8));
    return TokenSigner.open(
        Pkcs11Uri.parse("pkcs11:" + name + "?module-path=" + module), passwords);
  }

  private static void put(String kind, String label, String id) throws Exception {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(kind.equals("RSA") ? "RSA" : "EC");
    if (!kind.equals("RSA")) {
      pairs.initialize(new ECGenParameterSpec(kind));
    }
    byte[] pkcs8 = pairs.generateKeyPair().getPrivate().getEncoded();
    Path file = folder.resolve(label + ".pem");
    Files.write(file, new Pem("PRIVATE KEY", pkcs8).toBytes());
    softhsm(
        "--import",
        file.toString(),
        "--token",
        "release",
        "--label",
        label,
        "--id",
        id,
        "--pin",
        "4321");
  }

  private static void softhsm(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("softhsm.log").toFile());
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    int exit = builder.start().waitFor();
    assertThat(exit).as(Files.readString(folder.resolve("softhsm.log"))).isZero();
  }
}
