package dev.plinth.vuln.bulk;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import dev.plinth.vuln.match.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes lists of packages to a file, whole or not at all. */
public final class ListsWriter {
  private ListsWriter() {}

  /** Writes all; an older file is replaced at once. */
  public static void write(PackageLists lists, Path file) {
    List<byte[]> sections = sections(lists);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(ListsFile.MAGIC);
    head.writeBytes(ListsFile.fixed(lists.packages()));
    head.writeBytes(ListsFile.fixed(lists.distinct()));
    head.writeBytes(ListsFile.fixed(lists.size()));
    CRC32C crc = new CRC32C();
    ByteArrayOutputStream places = new ByteArrayOutputStream();
    long at = ListsFile.HEAD;
    for (byte[] section : sections) {
      places.writeBytes(ListsFile.fixed((int) at));
      at += section.length;
    }
    if (at > Integer.MAX_VALUE) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "these lists need more than 2 GiB", "make several files of them");
    }
    places.writeBytes(ListsFile.fixed((int) at));
    crc.update(places.toByteArray());
    sections.forEach(crc::update);
    head.writeBytes(ListsFile.fixed((int) crc.getValue()));
    head.writeBytes(places.toByteArray());
    try {
      WholeFile.writeNamed(
          file,
          out -> {
            head.writeTo(out);
            for (byte[] section : sections) {
              out.write(section);
            }
          });
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          file + " cannot be written: " + e.getMessage(),
          "give the path of a file in a folder that can be written",
          e);
    }
  }

  private static List<byte[]> sections(PackageLists lists) {
    Map<String, Integer> numbers = new TreeMap<>();
    ListsFile.Records systems = new ListsFile.Records();
    ListsFile.Records packages = new ListsFile.Records();
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (int i = 0; i < lists.packages(); i++) {
      List<String> system = texts(lists.system(i));
      Integer number = numbers.get(system.toString());
      if (number == null) {
        number = numbers.size();
        numbers.put(system.toString(), number);
        system.forEach(systems::text);
        systems.end();
      }
      Subject subject = lists.question(i).subject();
      packages.varint(number);
      packages.text(subject.type().name());
      texts(subject).forEach(packages::text);
      packages.end();
      names.writeBytes(ListsFile.fixed(ListsFile.hash(subject.source())));
      names.writeBytes(ListsFile.fixed(ListsFile.hash(subject.ecosystemName())));
    }
    ListsFile.Records contents = new ListsFile.Records();
    for (int i = 0; i < lists.distinct(); i++) {
      int before = 0;
      for (int number : lists.packages(i)) {
        contents.varint(number - before);
        before = number;
      }
      contents.end();
    }
    ByteArrayOutputStream each = new ByteArrayOutputStream();
    ListsFile.Records ids = new ListsFile.Records();
    for (int i = 0; i < lists.size(); i++) {
      each.writeBytes(ListsFile.fixed(lists.contents(i)));
      ids.text(lists.id(i));
      ids.end();
    }
    List<byte[]> sections = new ArrayList<>();
    sections.add(systems.starts());
    sections.add(systems.bytes());
    sections.add(packages.starts());
    sections.add(packages.bytes());
    sections.add(names.toByteArray());
    sections.add(contents.starts());
    sections.add(contents.bytes());
    sections.add(each.toByteArray());
    sections.add(ids.starts());
    sections.add(ids.bytes());
    return sections;
  }

  private static List<String> texts(SystemFacts facts) {
    return List.of(
        facts.id(),
        String.join("\0", facts.idLike()),
        facts.versionId(),
        facts.codename(),
        facts.prettyName(),
        facts.debianVersion(),
        String.join("\0", facts.contentSets()),
        String.join("\0", facts.doubts()));
  }

  private static List<String> texts(Subject subject) {
    return List.of(
        subject.name(),
        subject.version(),
        subject.otherVersion(),
        subject.architecture(),
        subject.source(),
        subject.vendor(),
        subject.module(),
        subject.signer());
  }
}
