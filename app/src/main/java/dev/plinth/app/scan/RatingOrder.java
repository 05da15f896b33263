package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.SeverityOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose rating counts: what the command line says, else the one line of {@code severity-order} in
 * the configuration folder, else the usual order.
 */
public final class RatingOrder {
  private static final int LONGEST = 4096;

  private RatingOrder() {}

  /**
   * The order.
   *
   * @param option as it was written; empty where it was not
   */
  public static SeverityOrder of(Settings settings, String option) {
    if (!option.isEmpty()) {
      return SeverityOrder.parse(option);
    }
    Path file = settings.config().resolve("severity-order");
    if (!Files.isRegularFile(file)) {
      return SeverityOrder.DEFAULT;
    }
    try (var in = Files.newInputStream(file)) {
      return SeverityOrder.parse(
          new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          file + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    } catch (PlinthException e) {
      throw new PlinthException(ErrorCode.BAD_INPUT, file + ": " + e.getMessage(), e.hint(), e);
    }
  }
}
