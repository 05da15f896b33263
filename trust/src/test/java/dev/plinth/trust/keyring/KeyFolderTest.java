package dev.plinth.trust.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
  @TempDir Path temp;
  private KeyFolder folder;

  @BeforeEach
  void open() {
    folder = new KeyFolder(temp.resolve("plinth"), new SecureRandom());
  }

  @Test
  void makesKeysForTheOwnerAlone() throws Exception {
    assertThat(folder.list()).isEmpty();
    VerifyingKey key = folder.create("plinth", utf8("one"));
    assertThat(mode(folder.folder())).isEqualTo("rwx------");
    assertThat(mode(folder.folder().resolve("plinth.key"))).isEqualTo("rw-------");
    assertThat(folder.has("plinth")).isTrue();
    assertThat(folder.publicKey("plinth")).isEqualTo(key);
    folder.add("friend", TestKeys.BOB.publicKey());
    assertThat(folder.list())
        .containsExactly(
            new StoredKey("friend", TestKeys.BOB.publicKey(), false, false),
            new StoredKey("plinth", key, true, false));
    try (Stream<Path> files = Files.list(folder.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "friend.pub", "plinth.key", "plinth.pub");
    }
  }

  @Test
  void aNameIsTakenOnce() {
    folder.create("plinth", utf8("one"));
    folder.add("friend", TestKeys.BOB.publicKey());
    for (String name : List.of("plinth", "friend")) {
      refused(ErrorCode.REFUSED, () -> folder.create(name, utf8("two")));
      refused(ErrorCode.REFUSED, () -> folder.add(name, TestKeys.ALICE.publicKey()));
    }
    folder.signer("plinth", password("one"));
  }

  @Test
  void severalAtOnceMakeOneKey() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            threads.submit(() -> {
              try {
                folder.create("plinth", utf8("one"));
                made.incrementAndGet();
              } catch (PlinthException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(made).hasValue(1);
    folder.signer("plinth", password("one"));
  }

  @Test
  void theNewPasswordIsWiped() {
    byte[] password = utf8("one");
    folder.create("plinth", password);
    assertThat(password).containsOnly(0);
  }

  @Test
  void rotatingRetiresTheOldKeyWhichStillVerifies() {
    VerifyingKey first = folder.create("plinth", utf8("one"));
    byte[] signature = folder.signer("plinth", password("one")).sign(utf8("it"));
    Rotation rotation = folder.rotate("plinth", password("one"), utf8("two"));
    VerifyingKey second = folder.publicKey("plinth");
    assertThat(second).isNotEqualTo(first);
    assertThat(rotation).isEqualTo(new Rotation("plinth", first.keyId(), second.keyId()));
    assertThat(folder.rotations()).containsExactly(rotation);
    assertThat(folder.verifying().values()).containsExactly(second, first);
    assertThat(folder.verifying().values()).anyMatch(key -> key.verify(utf8("it"), signature));
    assertThat(folder.list()).filteredOn(StoredKey::retired).hasSize(1);
    assertThat(folder.signer("plinth", password("two")).publicKey()).isEqualTo(second);
    refused(ErrorCode.REFUSED, () -> folder.signer("plinth", password("one")));
    Rotation again = folder.rotate("plinth", password("two"), utf8("three"));
    assertThat(folder.rotations()).containsExactlyInAnyOrder(rotation, again);
  }

  @Test
  void aRotationThatOneKeyDidNotSignIsRefused() throws Exception {
    folder.create("plinth", utf8("one"));
    Rotation rotation = folder.rotate("plinth", password("one"), utf8("two"));
    Path file =
        folder.folder().resolve("retired/plinth@" + rotation.oldKeyId().substring(0, 16) + ".json");
    byte[] forged =
        Rotation.sign("plinth", TestKeys.MALLORY, folder.signer("plinth", password("two")));
    Files.write(file, forged);
    refused(ErrorCode.VERIFICATION, () -> folder.rotations());
  }

  @Test
  void aHalfWrittenPairIsMendedWhenTheKeyIsOpened() throws Exception {
    VerifyingKey key = folder.create("plinth", utf8("one"));
    Path file = folder.folder().resolve("plinth.pub");
    Files.delete(file);
    assertThat(folder.signer("plinth", password("one")).publicKey()).isEqualTo(key);
    assertThat(folder.publicKey("plinth")).isEqualTo(key);
    Files.write(file, TestKeys.MALLORY.publicKey().toPem());
    folder.signer("plinth", password("one"));
    assertThat(folder.publicKey("plinth")).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "../x", "A", "a b", ".hidden", "-x", "a\n"})
  void aNameNeverLeavesTheFolder(String name) {
    refused(ErrorCode.USAGE, () -> folder.create(name, utf8("one")));
    refused(ErrorCode.USAGE, () -> folder.publicKey(name));
  }

  @Test
  void keysAreFoundByNameOrFile() throws Exception {
    VerifyingKey key = folder.create("plinth", utf8("one"));
    Signers signers = new Signers(folder);
    Path file = temp.resolve("mine.key");
    Files.copy(folder.folder().resolve("plinth.key"), file);
    for (String reference : List.of("plinth", file.toString())) {
      try (Signer signer = signers.open(reference, password("one"))) {
        assertThat(signer.publicKey()).isEqualTo(key);
      }
    }
    assertThat(signers.publicKey(folder.folder().resolve("plinth.pub").toString())).isEqualTo(key);
    refused(ErrorCode.NOT_FOUND, () -> signers.open("none", password("one")));
    refused(ErrorCode.NOT_FOUND, () -> signers.open("none.key", password("one")));
    refused(ErrorCode.BAD_INPUT, () -> signers.open("/dev/zero", password("one")));
    refused(ErrorCode.USAGE, () -> signers.open("pkcs11:", password("one")));
  }

  private static void refused(ErrorCode code, Runnable work) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(work::run)
        .matches(e -> e.code() == code);
  }

  private static Passwords password(String text) {
    return what -> Optional.of(utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
