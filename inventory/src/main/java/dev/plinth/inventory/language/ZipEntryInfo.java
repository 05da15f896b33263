package dev.plinth.inventory.language;

/**
 * What the central directory of a ZIP file says of a file in it.
 *
 * @param name as stored, in UTF-8
 * @param method 0 stored, 8 deflated
 * @param flags general purpose bits; bit 0 is encrypted
 * @param compressed bytes in the archive
 * @param size bytes unpacked, as it is claimed
 * @param header where its local header lies in the archive
 */
record ZipEntryInfo(String name, int method, int flags, long compressed, long size, long header) {
  boolean isEncrypted() {
    return (flags & 1) != 0;
  }
}
