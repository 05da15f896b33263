package dev.plinth.inventory.layers;

/**
 * Reads copyright files of Debian packages (Debian Policy 12.5). What they do not declare in the
 * machine-readable form is not guessed. Several threads use one at once.
 */
public interface CopyrightReader {
  /** Understands none. */
  CopyrightReader NONE =
      new CopyrightReader() {
        @Override
        public String licence(byte[] file, String owner) {
          return "";
        }

        @Override
        public String renamed(String licence, String from, String to) {
          return licence;
        }
      };

  /**
   * The licence of all files of a package together; never fails.
   *
   * @param file hostile bytes
   * @param owner the package, which becomes part of the ids of the file's own licences
   * @return an expression; empty where the file does not say one
   */
  String licence(byte[] file, String owner);

  /** What {@link #licence} would have said of the same file for {@code to}. */
  String renamed(String licence, String from, String to);
}
