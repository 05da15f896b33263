package dev.plinth.app;

import dev.plinth.inventory.layers.CopyrightReader;
import dev.plinth.licence.CopyrightFile;

/** Licences of Debian packages in images, read as those of images that Plinth built. */
public final class Copyrights implements CopyrightReader {
  @Override
  public String licence(byte[] file, String owner) {
    return CopyrightFile.expression(file, owner).map(Object::toString).orElse("");
  }

  @Override
  public String renamed(String licence, String from, String to) {
    return CopyrightFile.renamed(licence, from, to);
  }
}
