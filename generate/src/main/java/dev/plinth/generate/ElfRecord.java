package dev.plinth.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What an ELF file says, as bytes: words of one char a byte with a NUL behind each, which no string
 * in an ELF file holds. The numbers, the interpreter, the count of sonames and each of them, then
 * what is needed. Nothing at all stands for a file that is no library.
 */
final class ElfRecord {
  private static final int FIXED = 6;

  private ElfRecord() {}

  static byte[] write(Optional<ElfFile> file) {
    if (file.isEmpty()) {
      return new byte[0];
    }
    ElfFile elf = file.get();
    StringBuilder text = new StringBuilder();
    for (int number : new int[] {elf.bits(), elf.machine(), elf.flags(), elf.isaLevel()}) {
      text.append(number).append('\0');
    }
    text.append(elf.interpreter()).append('\0');
    text.append(elf.soname().isPresent() ? 1 : 0).append('\0');
    elf.soname().ifPresent(soname -> text.append(soname).append('\0'));
    elf.needed().forEach(needed -> text.append(needed).append('\0'));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static Optional<ElfFile> read(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> words = List.of(text.substring(0, text.length() - 1).split("\0", -1));
    int sonames = Integer.parseInt(words.get(FIXED - 1));
    return Optional.of(
        new ElfFile(
            Integer.parseInt(words.get(0)),
            Integer.parseInt(words.get(1)),
            Integer.parseInt(words.get(2)),
            words.get(4),
            sonames == 0 ? Optional.empty() : Optional.of(words.get(FIXED)),
            List.copyOf(words.subList(FIXED + sonames, words.size())),
            Integer.parseInt(words.get(3))));
  }
}
