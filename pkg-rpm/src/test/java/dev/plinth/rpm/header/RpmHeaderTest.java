package dev.plinth.rpm.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.rpm.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpmHeaderTest {
  private final DatabaseCollector found = new DatabaseCollector("Packages");

  @Test
  void aWholePackageIsRead() {
    InstalledPackage pkg =
        read(
            new HeaderBytes()
                .text(RpmTag.NAME, "nodejs")
                .text(RpmTag.VERSION, "18.20.4")
                .text(RpmTag.RELEASE, "1.module_el9+1")
                .numbers(RpmTag.EPOCH, 1)
                .text(RpmTag.ARCH, "x86_64")
                .text(RpmTag.VENDOR, "Ünique")
                .text(RpmTag.PACKAGER, "someone")
                .text(RpmTag.LICENSE, "MIT")
                .text(RpmTag.SOURCERPM, "nodejs-18.20.4-1.module_el9+1.src.rpm")
                .text(RpmTag.MODULARITYLABEL, "nodejs:18:9040:rhel9")
                .strings(RpmTag.BASENAMES, "node", "b", "")
                .strings(RpmTag.DIRNAMES, "/usr/bin/", "/")
                .numbers(RpmTag.DIRINDEXES, 0, 1, 1));
    assertThat(pkg.version()).isEqualTo("1:18.20.4-1.module_el9+1");
    assertThat(pkg.sourceVersion()).isEqualTo("1:18.20.4-1.module_el9+1");
    assertThat(pkg.vendor()).isEqualTo("Ünique");
    assertThat(pkg.module()).isEqualTo("nodejs:18:9040:rhel9");
    assertThat(pkg.signer()).isEmpty();
    assertThat(pkg.files()).containsExactly("usr/bin/node", "b");
  }

  /** A subpackage with its own version says nothing of its source's epoch. */
  @Test
  void theEpochIsNotTheSourcesWhereVersionsDiffer() {
    InstalledPackage pkg =
        read(
            new HeaderBytes()
                .text(RpmTag.NAME, "perl-Carp")
                .text(RpmTag.VERSION, "1.50")
                .text(RpmTag.RELEASE, "2")
                .numbers(RpmTag.EPOCH, 4)
                .text(RpmTag.SOURCERPM, "perl-5.32.1-481.el9.nosrc.rpm"));
    assertThat(pkg.source()).isEqualTo("perl");
    assertThat(pkg.sourceVersion()).isEqualTo("5.32.1-481.el9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(none)", "x", "-1-2.src.rpm", "a-1.src.rpm", "a-1-.src.rpm", "a-1-1.rpm"})
  void whatIsNoSourcePackageIsNotGuessed(String source) {
    InstalledPackage pkg =
        read(
            new HeaderBytes()
                .text(RpmTag.NAME, "a")
                .text(RpmTag.VERSION, "1")
                .text(RpmTag.RELEASE, "2")
                .text(RpmTag.SOURCERPM, source));
    assertThat(pkg.source()).isEqualTo("a");
    assertThat(pkg.sourceVersion()).isEqualTo("1-2");
  }

  /** What an entry promises beyond the data is not there. */
  @ParameterizedTest
  @CsvSource({
    "6, -1, 1",
    "6, 1000000, 1",
    "6, 2147483647, 1",
    "7, 0, -1",
    "7, 0, 2147483647",
    "4, 3, 1",
    "8, 0, 2147483647",
    "4, 0, 1000",
    "99, 0, 1"
  })
  void entriesThatLie(int type, int offset, int count) {
    HeaderBytes bytes = new HeaderBytes().text(RpmTag.NAME, "abc").text(RpmTag.VERSION, "1");
    for (RpmTag tag : RpmTag.values()) {
      if (tag != RpmTag.NAME && tag != RpmTag.VERSION) {
        bytes.entry(tag, type, offset, count);
      }
    }
    assertThat(read(bytes).name()).isEqualTo("abc");
  }

  @Test
  void headersThatLieAreRefused() {
    byte[] sound = new HeaderBytes().text(RpmTag.NAME, "a").bytes();
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> RpmHeader.parse(cut, "header")).isInstanceOf(PlinthException.class);
    }
    for (int count : new int[] {0, -1, 1 << 28, Integer.MAX_VALUE}) {
      byte[] lie = ByteBuffer.wrap(sound.clone()).putInt(0, count).array();
      assertThatThrownBy(() -> RpmHeader.parse(lie, "header")).isInstanceOf(PlinthException.class);
    }
  }

  /** rpm 6 keeps all signatures of a package as text, one of them by a key of version 6. */
  @Test
  void signaturesOfVersion6() throws IOException {
    RpmHeader header =
        signatures("hostile/rpm/rpm-tests/RPMS/hello-2.0-1.x86_64-signed-mldsa87.rpm");
    List<String> keys = new ArrayList<>();
    header
        .rawStrings(RpmTag.OPENPGP)
        .forEachRemaining(text -> {
          byte[] packet = Base64.getMimeDecoder().decode(text);
          keys.add(packet[packet[1] == -1 ? 6 : 3] + ":" + SignatureKey.of(packet).orElse(""));
        });
    // the fingerprint of the signing subkey that lies beside the package begins so
    assertThat(keys).containsExactly("6:db11ab41d7ae9cd3", "4:4344591e1964c5fc");
    assertThat(HeaderPackage.read(header, found).signer()).isEqualTo("4344591e1964c5fc");
  }

  private InstalledPackage read(HeaderBytes header) {
    return HeaderPackage.read(RpmHeader.parse(header.bytes(), "header"), found);
  }

  /** The header of signatures, which lies behind 96 bytes of lead and 8 of magic. */
  private static RpmHeader signatures(String name) throws IOException {
    Optional<Path> file = SharedData.find(name);
    assumeTrue(file.isPresent(), "shared/data has no " + name + " here");
    byte[] rpm = Files.readAllBytes(file.get());
    return RpmHeader.parse(Arrays.copyOfRange(rpm, 104, rpm.length), name);
  }
}
