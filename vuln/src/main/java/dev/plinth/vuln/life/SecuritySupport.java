package dev.plinth.vuln.life;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's debian-security-support: {@code security-support-ended.debN} (source package, last
 * version, date, note) and {@code security-support-limited} (source package, note).
 */
public final class SecuritySupport {
  private static final int MAX_LINES = 100_000;
  private static final String ENDED = "security-support-ended.deb";

  private SecuritySupport() {}

  /**
   * Reads one file.
   *
   * @param in closed afterwards
   * @param file its name, which tells what is in it and of which release
   */
  public static LifeTable read(InputStream in, String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    boolean ended = name.startsWith(ENDED);
    String release = ended ? name.substring(ENDED.length()) : "";
    List<PackageSupport> packages = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#") && packages.size() < MAX_LINES) {
          packages.add(ended ? ended(release, line) : limited(line));
        }
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file + " cannot be read", "get the file again", e);
    }
    return new LifeTable(List.of(), packages);
  }

  private static PackageSupport ended(String release, String line) {
    String[] cells = line.strip().split("\\s+", 4);
    return new PackageSupport(release, cells[0], at(cells, 1), at(cells, 2), at(cells, 3));
  }

  private static PackageSupport limited(String line) {
    String[] cells = line.strip().split("\\s+", 2);
    return new PackageSupport("", cells[0], "", "", at(cells, 1));
  }

  private static String at(String[] cells, int i) {
    return i < cells.length ? cells[i].strip() : "";
  }
}
