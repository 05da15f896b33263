package dev.plinth.inventory.source;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.layers.Aliases;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.merge.Merge;
import dev.plinth.inventory.merge.MergedImage;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.source.Image;
import dev.plinth.pkg.installed.DatabaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes inventories of images, folders and archives. What of them cannot be read is a gap of the
 * inventory; an exception means that there is none: nothing was found, or this machine failed.
 */
public final class Inventories {
  /** What gaps say of a layer of which the rest is unknown. */
  public static final String CUT_SHORT = "was not read to its end";

  private final List<DatabaseReader> readers;
  private final Settings settings;

  /**
   * @param readers of the databases of package managers; several threads use them at once
   */
  public Inventories(List<DatabaseReader> readers, Settings settings) {
    this.readers = List.copyOf(readers);
    this.settings = settings;
  }

  /**
   * Of an image; its layers are named by their diffIDs.
   *
   * @param subject as the user wrote it
   */
  public Examination of(String subject, Image image) {
    // One layer has all processors; several share them, the largest may be the last one at work.
    int inflaters = image.manifest().value().layers().size() > 1 ? 1 : settings.threads();
    List<LayerSource> sources = ImageLayer.of(image, settings.threads() > 1 ? inflaters : 0);
    String digest = image.manifest().digest().toString();
    List<String> layers = image.config().value().diffIds().stream().map(Digest::toString).toList();
    return examine(subject, digest, layers, sources);
  }

  /**
   * Of a root file system: a folder, or a tar archive, compressed or not.
   *
   * @param subject as the user wrote it
   */
  public Examination of(String subject, Path rootfs) {
    if (Files.isDirectory(rootfs)) {
      return examine(subject, "", List.of(), List.of(new RootfsFolder(rootfs)));
    }
    if (!Files.exists(rootfs)) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no " + rootfs, "give the path of a folder or archive");
    }
    if (!Files.isRegularFile(rootfs)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          rootfs + " is not a file",
          "give the path of a folder or a tar archive");
    }
    return of(subject, () -> Files.newInputStream(rootfs));
  }

  /**
   * Of a root file system as a tar archive, compressed or not.
   *
   * @param subject as the user wrote it
   */
  public Examination of(String subject, RootfsTar tar) {
    int inflaters = settings.threads() > 1 ? settings.threads() : 0;
    return examine(subject, "", List.of(), List.of(new TarStream(subject, tar, inflaters)));
  }

  private Examination examine(
      String subject, String digest, List<String> layers, List<LayerSource> sources) {
    try (SpoolFolder spools = SpoolFolder.in(settings.temporary())) {
      LayerReading reading = new LayerReading(readers, settings, spools);
      List<ScannedLayer> scanned = new ArrayList<>(reading.readAll(sources));
      try {
        return merge(reading, spools, scanned, sources, subject, digest, layers);
      } finally {
        for (ScannedLayer layer : scanned) {
          layer.close();
        }
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot read " + subject + ": " + e.getMessage(),
          "check the disk, the temporary folder and the permissions of the files",
          e);
    }
  }

  private Examination merge(
      LayerReading reading,
      SpoolFolder spools,
      List<ScannedLayer> scanned,
      List<LayerSource> sources,
      String subject,
      String digest,
      List<String> layers)
      throws IOException {
    try (Merge first = merged(spools, scanned)) {
      Aliases aliases = first.unread();
      boolean again = false;
      for (int i = 0; i < scanned.size(); i++) {
        if (first.concerns(i, aliases)) {
          scanned.set(i, reading.again(sources.get(i), aliases, scanned.get(i)));
          again = true;
        }
      }
      if (!again) {
        return MergedImage.of(
            first, subject, digest, layers, settings.looks(), settings.copyrights());
      }
    }
    try (Merge second = merged(spools, scanned)) {
      return MergedImage.of(
          second, subject, digest, layers, settings.looks(), settings.copyrights());
    }
  }

  private static Merge merged(SpoolFolder spools, List<ScannedLayer> scanned) throws IOException {
    Merge merge = new Merge(spools);
    try {
      for (ScannedLayer layer : scanned) {
        merge.add(layer);
      }
      return merge;
    } catch (IOException | RuntimeException e) {
      merge.close();
      throw e;
    }
  }
}
