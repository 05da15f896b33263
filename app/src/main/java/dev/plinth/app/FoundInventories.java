package dev.plinth.app;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.cache.FolderLayerCache;
import dev.plinth.inventory.json.StatedExamination;
import dev.plinth.inventory.source.Inventories;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads images that were just built, so that nobody who believes the builder has to. */
public final class FoundInventories {
  private FoundInventories() {}

  /** Where layers that were read are kept, for builds and scans. */
  public static FolderLayerCache layers(Path cache) {
    return new FolderLayerCache(cache.resolve("inventory/layers"));
  }

  /** The predicate about one image; a build has other things in memory, too. */
  static byte[] of(Settings settings, LayoutStore store, Descriptor manifest) {
    Inventories inventories =
        new Inventories(
            InstalledDatabases.readers(),
            dev.plinth.inventory.source.Settings.everything()
                .alone()
                .with(new Copyrights())
                .with(layers(settings.cache())));
    String name = "the image " + manifest.digest();
    try (ImageSource source = ImageSources.open(store.content(), manifest, name)) {
      Image image = source.image(source.platforms().getFirst());
      Examination found = inventories.of("", image);
      return StatedExamination.write(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
