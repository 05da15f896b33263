import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.driver.FuzzedDataProviderImpl;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fuzz target out of several fuzz tests: to instrument classes takes Jazzer ten times as long as
 * the short run of every day gives a test. The first byte of an input names the test that gets the
 * rest, until it had its time; when all had theirs, the file {@code stop} ends the run.
 *
 * <p>Arguments: the folder of the corpus, which gets the tests' seeds; the seconds for each test
 * after its seeds; then CLASS#METHOD each.
 */
public final class FuzzTogether {
  private static final int MAX_SEEDS = 40;
  private static final List<Target> TARGETS = new ArrayList<>();
  private static long budget;
  private static int spent;
  private static Target running;
  private static long since;

  private FuzzTogether() {}

  private static final class Target {
    final String name;
    final Constructor<?> maker;
    final Method test;
    final boolean provider;
    int seeds;
    int inputs;
    long nanos;

    Target(String name) throws ReflectiveOperationException {
      this.name = name;
      Class<?> type = Class.forName(name.substring(0, name.indexOf('#')));
      this.maker = type.getDeclaredConstructor();
      maker.setAccessible(true);
      String wanted = name.substring(name.indexOf('#') + 1);
      this.test =
          Arrays.stream(type.getDeclaredMethods())
              .filter(m -> m.getName().equals(wanted) && m.isAnnotationPresent(FuzzTest.class))
              .findFirst()
              .orElseThrow(() -> new NoSuchMethodException(name));
      test.setAccessible(true);
      this.provider = test.getParameterTypes()[0] == FuzzedDataProvider.class;
    }

    void run(byte[] input) throws Throwable {
      inputs++;
      try {
        Object argument = provider ? FuzzedDataProviderImpl.withJavaData(input) : input;
        test.invoke(maker.newInstance(), argument);
      } catch (InvocationTargetException e) {
        // As a seed of the test it lacks the first byte.
        Files.write(Path.of("found-" + test.getName()), input);
        System.err.println("found: by " + name + ": " + e.getCause());
        // Where it happened in our code: the JDK's frames above it fill what is shown of a log.
        Arrays.stream(e.getCause().getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.plinth."))
            .limit(6)
            .forEach(frame -> System.err.println("found:   at " + frame));
        if (input.length <= 2000) {
          System.err.println("found:   with " + Base64.getEncoder().encodeToString(input));
        }
        throw e.getCause();
      }
    }

    /** Its seeds, and an empty input, load its classes, which are instrumented then. */
    boolean isBeyondSeeds() {
      return inputs > seeds + 1;
    }

    List<byte[]> seedBytes() throws ReflectiveOperationException, IOException {
      List<byte[]> found = new ArrayList<>();
      MethodSource source = test.getAnnotation(MethodSource.class);
      for (String from : source == null ? new String[0] : source.value()) {
        Method method = test.getDeclaringClass().getDeclaredMethod(from);
        method.setAccessible(true);
        try (Stream<?> seeds = (Stream<?>) method.invoke(null)) {
          seeds
              .map(seed -> seed instanceof Arguments several ? several.get()[0] : seed)
              .forEach(seed -> found.add((byte[]) seed));
        }
      }
      String folder = test.getDeclaringClass().getSimpleName() + "Inputs/" + test.getName();
      var url = test.getDeclaringClass().getResource(folder);
      if (url != null) {
        try (Stream<Path> files = Files.walk(Path.of(url.getPath()))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            found.add(Files.readAllBytes(file));
          }
        }
      }
      return found;
    }
  }

  /** Jazzer calls this first. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    Path corpus = Files.createDirectories(Path.of(arguments[0]));
    budget = 1_000_000_000L * Integer.parseInt(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      Target target = new Target(arguments[i]);
      byte which = (byte) TARGETS.size();
      TARGETS.add(target);
      List<byte[]> seeds = target.seedBytes();
      int step = Math.max(1, seeds.size() / MAX_SEEDS); // all of them run as tests of every day
      for (int at = 0; at < seeds.size(); at += step) {
        Files.write(corpus.resolve(which + "-" + target.seeds++), input(which, seeds.get(at)));
      }
      Files.write(corpus.resolve(which + "-empty"), input(which, new byte[0]));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(FuzzTogether::tell));
  }

  private static byte[] input(byte which, byte[] rest) {
    byte[] input = new byte[rest.length + 1];
    input[0] = which;
    System.arraycopy(rest, 0, input, 1, rest.length);
    return input;
  }

  /** Jazzer calls this with each input; between two calls it makes the next one. */
  public static void fuzzerTestOneInput(byte[] data) throws Throwable {
    long now = System.nanoTime();
    if (running != null && running.isBeyondSeeds()) {
      charge(running, now - since);
    }
    running = null;
    if (data.length == 0) {
      return;
    }
    Target target = TARGETS.get((data[0] & 0xff) % TARGETS.size());
    if (target.nanos < budget) {
      since = now;
      running = target;
      target.run(Arrays.copyOfRange(data, 1, data.length));
    }
  }

  private static void charge(Target target, long nanos) throws IOException {
    target.nanos += nanos;
    if (target.nanos >= budget && ++spent == TARGETS.size()) {
      Files.writeString(Path.of("stop"), "all had their time");
    }
  }

  /** A line for each test; one that did not have its time is marked. */
  private static void tell() {
    for (Target target : TARGETS) {
      String word = target.nanos >= budget ? "inputs" : "inputs ONLY";
      System.err.println("together: " + target.name + " " + target.inputs + " " + word);
    }
  }
}
