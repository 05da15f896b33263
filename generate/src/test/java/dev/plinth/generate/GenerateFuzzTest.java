package dev.plinth.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file in a root is read, passed over, or a BAD_INPUT error. */
class GenerateFuzzTest {
  private static final Origin ORIGIN = new Origin.Generated("fuzz");

  /** The smallest certificate that has all parts that are read. */
  private static byte[] certificate() {
    byte[] oid = Der.encode(6, new byte[] {85, 4, 3});
    byte[] common = Der.encode(0x30, oid, Der.encode(12, "A  b".getBytes(StandardCharsets.UTF_8)));
    byte[] name = Der.encode(0x30, Der.encode(0x31, common));
    byte[] algorithm = Der.encode(0x30, oid);
    byte[] number = Der.encode(2, new byte[] {1});
    byte[] dates = Der.encode(0x30);
    byte[] body = Der.encode(0x30, number, algorithm, name, dates, name, Der.encode(0x30));
    return Der.encode(0x30, body, algorithm, Der.encode(3, new byte[] {0, 1}));
  }

  static Stream<Arguments> libraries() throws IOException {
    Stream.Builder<Arguments> seeds = Stream.builder();
    for (String path : new String[] {"/lib/x86_64-linux-gnu/libutil.so.1", "/lib64/libutil.so.1"}) {
      if (Files.isReadable(Path.of(path))) {
        seeds.add(Arguments.of(Files.readAllBytes(Path.of(path))));
      }
    }
    byte[] head = new byte[512];
    System.arraycopy(new byte[] {127, 'E', 'L', 'F', 2, 1, 1}, 0, head, 0, 7);
    head[16] = 3;
    head[18] = 62;
    head[32] = 64;
    head[54] = 56;
    head[56] = 2;
    return seeds.add(Arguments.of(head)).build();
  }

  @MethodSource("libraries")
  @FuzzTest
  void library(byte[] data) throws IOException {
    ElfFile.read(Content.of(data))
        .ifPresent(file -> {
          assertThat(file.bits()).isIn(32, 64);
          file.needed().forEach(name -> assertThat(name.length()).isLessThanOrEqualTo(4096));
        });
    Tree tree = new Tree();
    put(tree, "/usr/lib/x86_64-linux-gnu/libfuzz.so.1.2", data);
    put(tree, "/usr/lib/x86_64-linux-gnu/libc.so.6", data);
    put(tree, "/sbin/ldconfig", data);
    put(tree, "/etc/ld.so.conf", data);
    new LdCache().update(tree, "amd64", ORIGIN);
  }

  static Stream<Arguments> configurations() {
    return Stream.of("include /etc/ld.so.conf.d/*.conf\n/usr/lib/x\n hwcap 1 a # c\n/a=libc6\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("configurations")
  @FuzzTest
  void configuration(byte[] data) throws IOException {
    Tree tree = new Tree();
    put(tree, "/etc/ld.so.conf", data);
    put(tree, "/etc/ld.so.conf.d/a.conf", data);
    assertThat(LdConfiguration.read(tree).size()).isLessThanOrEqualTo(10_000);
  }

  static Stream<Arguments> certificates() {
    String base64 = java.util.Base64.getMimeEncoder().encodeToString(certificate());
    String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    return Stream.of(pem.getBytes(StandardCharsets.US_ASCII), certificate()).map(Arguments::of);
  }

  @MethodSource("certificates")
  @FuzzTest
  void certificate(byte[] data) throws IOException {
    try {
      assertThat(Certificate.read(data).subjectHash()).matches("[0-9a-f]{8}");
    } catch (Der.Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      assertThat(Certificate.readRevocations(data).subjectHash()).matches("[0-9a-f]{8}");
    } catch (Der.Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      assertThat(CaBundle.check("fuzz.pem", data)).isPositive();
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
    // As a file that a package brings, linked by its hash.
    Tree tree = new Tree();
    put(tree, "/etc/ssl/certs/a.pem", data);
    put(tree, "/usr/local/share/ca-certificates/b.crt", data);
    HashLinks.rehash(tree, "/etc/ssl/certs", ORIGIN);
    try {
      CaBundle.update(tree, true, ORIGIN);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  static Stream<Arguments> keyStores() {
    byte[] file =
        JksFile.write(new TreeMap<>(Map.of("a", certificate(), "b", new byte[3])), "changeit");
    return Stream.of(Arguments.of(Arrays.copyOf(file, file.length - 20)));
  }

  /** The sum at the end is made right, so that what lies before it is reached. */
  @MethodSource("keyStores")
  @FuzzTest
  void keyStore(byte[] data) {
    try {
      byte[] whole = Arrays.copyOf(data, data.length + 20);
      System.arraycopy(JksFile.sum(data, data.length, "changeit"), 0, whole, data.length, 20);
      var read = JksFile.read(whole, "changeit");
      byte[] again = JksFile.write(read, "changeit");
      assertThat(JksFile.read(again, "changeit").keySet()).isEqualTo(read.keySet());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
    try {
      JksFile.read(data, "changeit");
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void capabilities(byte[] data) {
    try {
      String text = new String(data, StandardCharsets.ISO_8859_1);
      assertThat(Capabilities.encode(text).length).isIn(20, 24);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  private static void put(Tree tree, String path, byte[] data) throws IOException {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), ORIGIN);
    tree.put(path, new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.of(data)));
  }
}
