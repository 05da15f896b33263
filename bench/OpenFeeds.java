import dev.plinth.vuln.database.AdvisoryDatabase;
import java.nio.file.Path;

/** How long a fresh JVM takes to open a database of advisories and to read what feeds it has. */
final class OpenFeeds {
  private OpenFeeds() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    try (AdvisoryDatabase database = AdvisoryDatabase.open(Path.of(args[0]))) {
      int feeds = database.feeds().size();
      System.out.printf("%.2f %d%n", (System.nanoTime() - start) / 1e6, feeds);
    }
  }
}
