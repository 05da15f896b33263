package dev.plinth.inventory.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.inventory.SharedData;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merged layers show the files of the squashed archives that another tool's tests expect. */
class SquashTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hard-link-1,HardLink1",
    "hard-link-2,HardLink2",
    "hard-link-delete-1,HardLinkDelete1",
    "hard-link-delete-2,HardLinkDelete2",
    "hard-link-delete-3,HardLinkDelete3",
    "hard-link-delete-4,HardLinkDelete4",
    "hard-link-delete-xattr,HardLinkDeleteXattr",
    "root-dir-entry,RootDirEntry",
    "whiteout-explicit-dir,WhiteoutExplicitDir",
    "whiteout-explicit-file,WhiteoutExplicitFile",
    "whiteout-opaque,WhiteoutOpaque",
    "whiteout-opaque-end,WhiteoutOpaqueEnd"
  })
  void showsTheSameFiles(String layout, String expected) throws IOException {
    Path golden =
        SharedData.find("oci/oci-tools-expected/TestSquash/" + expected + "/layer.golden");
    Path images = SharedData.find("oci/oci-tools/" + layout);
    try (ImageSource source = ImageSources.open(images, Optional.empty())) {
      assertThat(visible(source.only())).isEqualTo(files(golden));
    }
  }

  private Set<String> visible(Image image) throws IOException {
    List<InputStream> tars = new ArrayList<>();
    for (int i = 0; i < image.manifest().value().layers().size(); i++) {
      tars.add(image.openTar(i));
    }
    return MergedFiles.of(folder, tars);
  }

  private static Set<String> files(Path tar) throws IOException {
    Set<String> files = new TreeSet<>();
    try (InputStream in = Decompression.open(Files.newInputStream(tar), tar.toString())) {
      TarReader reader = new TarReader(in, tar.toString());
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get().type() != TarEntry.Type.DIRECTORY) {
          files.add(RawPath.normalize(next.get().name()).substring(1));
        }
      }
    }
    return files;
  }
}
