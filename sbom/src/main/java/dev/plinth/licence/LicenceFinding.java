package dev.plinth.licence;

import dev.plinth.licence.Expression.Single;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a package's licence, and what is not.
 *
 * @param expression of all its files together; empty where nothing could be read
 * @param extracted the texts of the {@code LicenseRef-} ids in the expression
 * @param unknown what could not be read, with the text as it stands
 * @param commonLicences file names below {@code /usr/share/common-licenses} that the texts refer to
 */
public record LicenceFinding(
    Optional<Expression> expression,
    List<Extracted> extracted,
    List<Unknown> unknown,
    List<String> commonLicences) {

  /** How much of the declaration was understood. */
  public enum Status {
    /** All of it. */
    KNOWN,
    /** The expression holds references that stand for text without a name that is known. */
    PARTLY,
    /** Nothing. */
    UNKNOWN
  }

  /**
   * A licence that is not in the SPDX list.
   *
   * @param id {@code LicenseRef-…}
   * @param name as the file has it
   */
  public record Extracted(String id, String name, String text) {}

  /**
   * A declaration that was not understood.
   *
   * @param line in the file, counted from 1
   * @param reason why, as the end of a sentence: {@code names a licence without its text}
   * @param text of the declaration, or of the whole file
   * @param id the {@code LicenseRef-} that stands for it in the expression; empty for a whole file
   */
  public record Unknown(int line, String reason, String text, String id) {}

  public LicenceFinding {
    extracted = List.copyOf(extracted);
    unknown = List.copyOf(unknown);
    commonLicences = List.copyOf(commonLicences);
  }

  /** A finding of one licence of the SPDX list, for files that Plinth made. */
  public static LicenceFinding of(String spdxId) {
    return new LicenceFinding(Optional.of(Single.of(spdxId)), List.of(), List.of(), List.of());
  }

  /** Nothing is known. */
  public static LicenceFinding unknown(String reason, String text) {
    return unknown(1, reason, text);
  }

  static LicenceFinding unknown(int line, String reason, String text) {
    return new LicenceFinding(
        Optional.empty(), List.of(), List.of(new Unknown(line, reason, text, "")), List.of());
  }

  public Status status() {
    if (expression.isEmpty()) {
      return Status.UNKNOWN;
    }
    return unknown.isEmpty() ? Status.KNOWN : Status.PARTLY;
  }

  /** What was not understood and why, in one line; empty where all was. */
  public String remark() {
    StringBuilder remark = new StringBuilder();
    for (Unknown part : unknown) {
      remark.append(remark.isEmpty() ? "the copyright file is not understood: " : "; ");
      remark.append("line ").append(part.line()).append(' ').append(part.reason());
    }
    return remark.toString();
  }
}
