package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.Layers;
import java.io.ByteArrayInputStream;

/** Any archive gives an inventory, with gaps where it could not be read. */
class RootfsFuzzTest {
  private static final String[] NAMES = {
    "etc/os-release",
    "usr/lib/os-release",
    "var/lib/dpkg/status",
    "lib",
    "usr/lib",
    "a.jar",
    "node_modules/a/package.json",
    "x.dist-info/METADATA",
    "usr/bin/python3.11",
    "etc/shadow",
    ".wh.a",
    "a/.wh..wh..opq",
    "..",
    "opt/java/release",
    "a/b/c",
    ""
  };

  @FuzzTest
  void bytes(byte[] data) {
    check(data);
  }

  @FuzzTest
  void entries(FuzzedDataProvider data) {
    Layers layer = new Layers();
    while (data.remainingBytes() > 0) {
      String name = data.pickValue(NAMES) + (data.consumeBoolean() ? "/x" : "");
      if (name.isEmpty()) {
        continue;
      }
      switch (data.consumeInt(0, 3)) {
        case 0 -> layer.directory(name, data.consumeInt(0, 07777));
        case 1 -> layer.link(name, "/" + data.pickValue(NAMES));
        case 2 -> layer.hardLink(name, "x" + data.pickValue(NAMES));
        default -> layer.file(name, data.consumeBytes(200), data.consumeInt(0, 07777));
      }
    }
    check(layer.end());
  }

  private static void check(byte[] tar) {
    Examination it =
        new Inventories(FakeDatabases.all(), Settings.everything())
            .of("it", () -> new ByteArrayInputStream(tar));
    assertThat(it.inventory().subject()).isEqualTo("it");
    assertThat(it.inventory().items()).allMatch(item -> item.layer() == -1);
  }
}
