package dev.plinth.inventory.spool;

/** Bytes in memory. */
final class MemorySource implements ByteSource {
  private final byte[] bytes;

  MemorySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) {
    if (position >= bytes.length) {
      return -1;
    }
    int n = (int) Math.min(length, bytes.length - position);
    System.arraycopy(bytes, (int) position, target, offset, n);
    return n;
  }
}
