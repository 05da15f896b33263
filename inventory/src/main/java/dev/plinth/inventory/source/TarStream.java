package dev.plinth.inventory.source;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A root file system as a tar archive: plain, gzip, zstd, xz, bzip2 or lzma. */
final class TarStream implements LayerSource {
  private final String what;
  private final RootfsTar tar;
  private final int inflaters;

  /**
   * @param inflaters how many threads of its own inflate it; at 0 none does
   */
  TarStream(String what, RootfsTar tar, int inflaters) {
    this.what = what;
    this.tar = tar;
    this.inflaters = inflaters;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public Optional<Digest> diffId() {
    return Optional.empty();
  }

  @Override
  public void feed(LayerScanner scanner) throws IOException {
    InputStream plain =
        Decompression.open(tar.open(), what, DecompressionLimits.DEFAULT, inflaters);
    try (InputStream in = inflaters > 0 ? new ReadAhead(plain) : plain) {
      TarWalk.feed(in, what, scanner);
      in.transferTo(java.io.OutputStream.nullOutputStream()); // what follows must be whole too
    }
  }
}
