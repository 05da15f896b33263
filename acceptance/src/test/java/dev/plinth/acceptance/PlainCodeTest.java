package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.runtime.ObjectMethods;
import java.lang.runtime.SwitchBootstraps;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is laid out for the launcher has records and switches over types as plain code: here it is
 * held against what the JDK's bootstrap methods make of the same classes.
 */
final class PlainCodeTest {
  private static final String OURS = "dev/plinth/";

  /** Loaded beside the classes in question: sees them as they see each other. */
  public static final class Inside {
    private Inside() {}

    public static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private static MethodHandles.Lookup inside;
  private static URLClassLoader loader;
  private static List<byte[]> classes;

  @BeforeAll
  static void open() throws Exception {
    new PlinthProcess(Path.of("target")).run("--version").ok(); // builds it where that is needed
    Path jar = Repository.root().resolve(".plinth/dist/plinth.jar");
    URL tests = PlainCodeTest.class.getProtectionDomain().getCodeSource().getLocation();
    loader =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL(), tests}, ClassLoader.getPlatformClassLoader());
    inside =
        (MethodHandles.Lookup)
            Class.forName(Inside.class.getName(), true, loader).getMethod("lookup").invoke(null);
    classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().toList()) {
        if (entry.getName().startsWith(OURS) && entry.getName().endsWith(".class")) {
          classes.add(file.getInputStream(entry).readAllBytes());
        }
      }
    }
    assertThat(classes).hasSizeGreaterThan(1000);
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  @Test
  void nothingIsLeftThatEachProcessWouldMakeAnew() {
    List<String> left = new ArrayList<>();
    for (byte[] bytes : classes) {
      var model = ClassFile.of().parse(bytes);
      for (var method : model.methods()) {
        method.code().stream()
            .flatMap(code -> code.elementStream())
            .filter(InvokeDynamicInstruction.class::isInstance)
            .map(InvokeDynamicInstruction.class::cast)
            .filter(PlainCodeTest::isMadeAnew)
            .forEach(_ ->
                left.add(
                    model.thisClass().asInternalName() + "." + method.methodName().stringValue()));
      }
    }

    assertThat(left).isEmpty();
  }

  private static boolean isMadeAnew(InvokeDynamicInstruction call) {
    return switch (call.bootstrapMethod().owner().displayName()) {
      case "ObjectMethods" -> !call.name().stringValue().equals("toString");
      case "SwitchBootstraps" ->
          call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
      default -> false;
    };
  }

  @Test
  void recordsAreEqualAndHashedAsTheJdkDoesIt() throws Throwable {
    int compared = 0;
    for (Class<?> type : loaded()) {
      if (!type.isRecord() || hasOwnEquality(type)) {
        continue;
      }
      List<Object> samples = samples(type);
      MethodHandle equals = jdks(type, "equals");
      MethodHandle hash = jdks(type, "hashCode");
      for (Object one : samples) {
        assertThat(one.hashCode()).as("%s", type).isEqualTo((int) hash.invoke(one));
        for (Object other : samples) {
          assertThat(one.equals(other))
              .as("%s: %s, %s", type, one, other)
              .isEqualTo((boolean) equals.invoke(one, other));
          compared++;
        }
        assertThat(one.equals("something else")).isFalse();
        assertThat(one.equals(null)).isFalse();
      }
    }

    assertThat(compared).isGreaterThan(1000);
  }

  /** Written in the source, not by the compiler. */
  private static boolean hasOwnEquality(Class<?> type) throws ReflectiveOperationException {
    return !Modifier.isFinal(type.getDeclaredMethod("hashCode").getModifiers())
        || !Modifier.isFinal(type.getDeclaredMethod("equals", Object.class).getModifiers());
  }

  private static MethodHandle jdks(Class<?> type, String name) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, inside);
    RecordComponent[] components = type.getRecordComponents();
    MethodHandle[] getters = new MethodHandle[components.length];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      names.add(components[i].getName());
      getters[i] = lookup.findGetter(type, components[i].getName(), components[i].getType());
    }
    MethodType form =
        name.equals("equals")
            ? MethodType.methodType(boolean.class, type, Object.class)
            : MethodType.methodType(int.class, type);
    CallSite site =
        (CallSite)
            ObjectMethods.bootstrap(lookup, name, form, type, String.join(";", names), getters);
    return site.getTarget();
  }

  /**
   * Records that differ in one component each, as far as their constructors take what is made up.
   */
  private static List<Object> samples(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    List<Object> samples = new ArrayList<>();
    for (int changed = -1; changed < types.length; changed++) {
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = value(types[i], i == changed);
      }
      try {
        samples.add(constructor.newInstance(values));
        samples.add(constructor.newInstance(values));
      } catch (ReflectiveOperationException e) {
        // It looks at what it gets, and refuses this.
      }
    }
    return samples;
  }

  private static Object value(Class<?> type, boolean other) {
    Map<Class<?>, List<Object>> known =
        Map.of(
            int.class, List.of(1, -2),
            long.class, List.of(1L, 1L << 40),
            boolean.class, List.of(true, false),
            byte.class, List.of((byte) 1, (byte) -1),
            short.class, List.of((short) 1, (short) -1),
            char.class, List.of('a', '\uffff'),
            double.class, List.of(0.0, -0.0),
            float.class, List.of(Float.NaN, 1f),
            String.class, List.of("a", "b"));
    if (known.containsKey(type)) {
      return known.get(type).get(other ? 1 : 0);
    }
    if (type == List.class) {
      return other ? List.of("x") : List.of();
    }
    if (type == Set.class) {
      return other ? Set.of("x") : Set.of();
    }
    if (type.isAssignableFrom(TreeMap.class)) {
      return other ? new TreeMap<>(Map.of("x", "y")) : new TreeMap<>();
    }
    if (type == Optional.class) {
      return other ? Optional.of("x") : Optional.empty();
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[other ? constants.length - 1 : 0];
    }
    return type == Object.class && other ? "x" : null;
  }

  @Test
  void switchesChooseAsTheJdkDoes() throws Throwable {
    int compared = 0;
    List<Object> objects = new ArrayList<>();
    for (Class<?> type : loaded()) {
      if (type.isRecord()) {
        objects.addAll(samples(type));
      }
    }
    objects.add("a text");
    for (Class<?> type : loaded()) {
      for (var method : type.getDeclaredMethods()) {
        if (!method.getName().startsWith("plain$switch$")) {
          continue;
        }
        method.setAccessible(true);
        Object[] labels = labels(type, method.getName());
        MethodHandle jdks =
            SwitchBootstraps.typeSwitch(
                    MethodHandles.privateLookupIn(type, inside),
                    "typeSwitch",
                    MethodType.methodType(int.class, Object.class, int.class),
                    labels)
                .getTarget();
        assertThat(method.invoke(null, null, 0)).isEqualTo(-1);
        for (Object object : objects) {
          for (int from = 0; from <= labels.length; from++) {
            assertThat((int) method.invoke(null, object, from))
                .as("%s: %s from %d", method, object.getClass(), from)
                .isEqualTo((int) jdks.invoke(object, from));
            compared++;
          }
        }
      }
    }

    assertThat(compared).isGreaterThan(10_000);
  }

  /** The labels that the compiler gave the switch, from the class as it was compiled. */
  private static Object[] labels(Class<?> type, String method) throws Exception {
    int number = Integer.parseInt(method.substring(method.lastIndexOf('$') + 1));
    byte[] compiled;
    try (var in =
        PlainCodeTest.class.getResourceAsStream(
            "/" + type.getName().replace('.', '/') + ".class")) {
      compiled = in.readAllBytes();
    }
    List<InvokeDynamicInstruction> switches =
        ClassFile.of().parse(compiled).methods().stream()
            .flatMap(m -> m.code().stream())
            .flatMap(code -> code.elementStream())
            .filter(InvokeDynamicInstruction.class::isInstance)
            .map(InvokeDynamicInstruction.class::cast)
            .filter(call -> call.bootstrapMethod().owner().displayName().equals("SwitchBootstraps"))
            .filter(PlainCodeTest::isMadeAnew)
            .collect(Collectors.toList());
    List<Object> labels = new ArrayList<>();
    for (var label : switches.get(number).bootstrapArgs()) {
      String name = ((ClassDesc) label).descriptorString();
      labels.add(
          Class.forName(
              name.substring(1, name.length() - 1).replace('/', '.'),
              false,
              type.getClassLoader()));
    }
    return labels.toArray();
  }

  /** All classes of our own, each verified as it is made ready for use. */
  private static List<Class<?>> loaded() throws ClassNotFoundException {
    List<Class<?>> all = new ArrayList<>();
    for (byte[] bytes : classes) {
      String name = ClassFile.of().parse(bytes).thisClass().asInternalName().replace('/', '.');
      all.add(Class.forName(name, true, loader));
    }
    return all;
  }
}
