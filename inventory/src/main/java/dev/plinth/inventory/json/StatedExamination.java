package dev.plinth.inventory.json;

import dev.plinth.inventory.Examination;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What reading an image told as somebody states it: the examination and which readers made it. The
 * name of the subject is left out, for the statement is about digests.
 *
 * @param reader as {@link ExaminationJson#READER} was then
 * @param examination its subject is empty
 */
public record StatedExamination(int reader, Examination examination) {
  /** Compact JSON, the same bytes for the same examination. */
  public static byte[] write(Examination examination) {
    byte[] all = ExaminationJson.write(examination);
    byte[] head =
        ("{\"reader\":" + ExaminationJson.READER + ",\"found\":")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] text = java.util.Arrays.copyOf(head, head.length + all.length + 1);
    System.arraycopy(all, 0, text, head.length, all.length);
    text[text.length - 1] = '}';
    return text;
  }

  /**
   * Reads it.
   *
   * @param what names the text in errors
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where it is no such JSON
   */
  public static StatedExamination read(byte[] utf8, String what) {
    return JsonIn.read(utf8, what, StatedExamination::read);
  }

  private static StatedExamination read(JsonIn in) {
    long[] reader = {0};
    List<Examination> found = new ArrayList<>();
    in.object(member -> {
      switch (member) {
        case "reader" -> reader[0] = in.number();
        case "found" -> found.add(ExaminationJson.value(in));
        default -> in.skip();
      }
    });
    if (reader[0] < 1 || reader[0] > Integer.MAX_VALUE || found.size() != 1) {
      throw in.wrong("is no inventory that a build of Plinth states");
    }
    return new StatedExamination((int) reader[0], found.getFirst());
  }
}
