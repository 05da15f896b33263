package dev.plinth.rpm.header;

import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a header says, as an installed package. */
public final class HeaderPackage {
  private static final int MOST_SIGNATURES = 16;

  private HeaderPackage() {}

  /**
   * Reads a package and the paths that it owns, directories and ghosts among them.
   *
   * @param found takes the paths, within its bounds
   */
  public static InstalledPackage read(RpmHeader header, DatabaseCollector found) {
    String name = text(header, RpmTag.NAME);
    String epoch =
        header.number(RpmTag.EPOCH).isPresent()
            ? header.number(RpmTag.EPOCH).getAsLong() + ":"
            : "";
    String version = text(header, RpmTag.VERSION);
    String release = text(header, RpmTag.RELEASE);
    String full =
        version.isEmpty() ? "" : epoch + version + (release.isEmpty() ? "" : "-" + release);
    Optional<SourceRpm> source = header.text(RpmTag.SOURCERPM).flatMap(SourceRpm::parse);
    // A source rpm's name has no epoch. Its binary packages share it, unless they have versions
    // of their own.
    String sourceEpoch = source.filter(s -> s.version().equals(version)).map(s -> epoch).orElse("");
    return new InstalledPackage(
        PackageType.RPM,
        name,
        full,
        text(header, RpmTag.ARCH),
        source.map(SourceRpm::name).orElse(name),
        source.map(s -> sourceEpoch + s.version() + "-" + s.release()).orElse(full),
        text(header, RpmTag.VENDOR),
        text(header, RpmTag.LICENSE),
        text(header, RpmTag.MODULARITYLABEL),
        signer(header),
        files(header, found));
  }

  private static String text(RpmHeader header, RpmTag tag) {
    String text = header.text(tag).orElse("");
    return text.equals("(none)") ? "" : text;
  }

  /**
   * The key of the first signature that names one: that of the header, which makers of
   * distributions are known by; then those of version 6, then those of old packages.
   */
  private static String signer(RpmHeader header) {
    Stream<byte[]> base64 =
        list(header.rawStrings(RpmTag.OPENPGP), MOST_SIGNATURES).stream()
            .map(HeaderPackage::decode);
    return Stream.of(
            Stream.of(RpmTag.RSAHEADER, RpmTag.DSAHEADER).map(header::binary),
            base64,
            Stream.of(RpmTag.SIGPGP, RpmTag.SIGGPG).map(header::binary))
        .flatMap(signatures -> signatures)
        .map(SignatureKey::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static List<String> files(RpmHeader header, DatabaseCollector found) {
    List<String> files = new ArrayList<>();
    Iterator<String> paths = header.rawStrings(RpmTag.OLDFILENAMES);
    while (paths.hasNext() && !found.isFullOfFiles()) {
      found.path(files, paths.next());
    }
    Iterator<String> names = header.rawStrings(RpmTag.BASENAMES);
    int[] indexes = header.numbers(RpmTag.DIRINDEXES);
    List<String> directories = list(header.rawStrings(RpmTag.DIRNAMES), indexes.length);
    for (int i = 0; names.hasNext() && !found.isFullOfFiles(); i++) {
      if (i >= indexes.length || indexes[i] < 0 || indexes[i] >= directories.size()) {
        found.gap(text(header, RpmTag.NAME) + " has files without directories");
        return files;
      }
      found.path(files, directories.get(indexes[i]) + names.next());
    }
    return files;
  }

  private static List<String> list(Iterator<String> strings, int most) {
    List<String> list = new ArrayList<>();
    while (strings.hasNext() && list.size() < Math.min(most, DatabaseCollector.MOST_FILES)) {
      list.add(strings.next());
    }
    return list;
  }
}
