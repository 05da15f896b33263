package dev.plinth.trust.token;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of a token's library, called by their place in its list of functions (PKCS #11
 * 2.40, pkcs11f.h). A CK_ULONG is taken to have 64 bits, as on every 64-bit system but Windows.
 */
final class Cryptoki {
  /**
   * A function of CK_FUNCTION_LIST.
   *
   * @param place among its pointers
   */
  record Function(String name, int place, List<MemoryLayout> arguments) {
    private static Function of(String name, int place, MemoryLayout... arguments) {
      return new Function(name, place, List.of(arguments));
    }
  }

  static final Function INITIALIZE = Function.of("C_Initialize", 0, ADDRESS);
  static final Function GET_SLOT_LIST =
      Function.of("C_GetSlotList", 4, JAVA_BYTE, ADDRESS, ADDRESS);
  static final Function GET_TOKEN_INFO = Function.of("C_GetTokenInfo", 6, JAVA_LONG, ADDRESS);
  static final Function OPEN_SESSION =
      Function.of("C_OpenSession", 12, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
  static final Function CLOSE_SESSION = Function.of("C_CloseSession", 13, JAVA_LONG);
  static final Function LOGIN =
      Function.of("C_Login", 18, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  static final Function GET_ATTRIBUTE_VALUE =
      Function.of("C_GetAttributeValue", 24, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  static final Function FIND_OBJECTS_INIT =
      Function.of("C_FindObjectsInit", 26, JAVA_LONG, ADDRESS, JAVA_LONG);
  static final Function FIND_OBJECTS =
      Function.of("C_FindObjects", 27, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  static final Function FIND_OBJECTS_FINAL = Function.of("C_FindObjectsFinal", 28, JAVA_LONG);
  static final Function SIGN_INIT = Function.of("C_SignInit", 42, JAVA_LONG, ADDRESS, JAVA_LONG);
  static final Function SIGN =
      Function.of("C_Sign", 43, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long OS_LOCKING = 2;
  private static final int FUNCTIONS = 68;

  private final MemorySegment table;

  private Cryptoki(MemorySegment table) {
    this.table = table;
  }

  /** Loads the library and initializes it; it stays for the life of the process. */
  @SuppressWarnings("restricted") // foreign functions are what this class is for
  static Cryptoki load(Path library) {
    if (!library.isAbsolute() || !Files.isRegularFile(library)) {
      throw TokenProblem.notFound(
          "there is no library " + library + " to speak to the token", "give its absolute path");
    }
    MemorySegment function;
    try {
      function =
          SymbolLookup.libraryLookup(library, Arena.global())
              .find("C_GetFunctionList")
              .orElseThrow();
    } catch (RuntimeException e) {
      throw TokenProblem.notFound(
          library + " is not a library of PKCS #11", "give the file that came with the token");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(ADDRESS);
      MethodHandle get =
          Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
      check("C_GetFunctionList", invoke(get, List.of(list)));
      // The version (two bytes) and padding stand before the pointers.
      MemorySegment table = list.get(ADDRESS, 0).reinterpret(8L + 8L * FUNCTIONS);
      Cryptoki cryptoki = new Cryptoki(table);
      MemorySegment arguments = arena.allocate(48, 8);
      arguments.set(JAVA_LONG, 32, OS_LOCKING);
      long code = cryptoki.code(INITIALIZE, arguments);
      if (code != ALREADY_INITIALIZED) {
        check("C_Initialize", code);
      }
      return cryptoki;
    }
  }

  /** Calls it; what the library refuses is an error. */
  void call(Function function, Object... arguments) {
    check(function.name(), code(function, arguments));
  }

  /** Calls it and gives its CK_RV. */
  @SuppressWarnings("restricted")
  long code(Function function, Object... arguments) {
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                table.get(ADDRESS, 8 + 8L * function.place),
                FunctionDescriptor.of(JAVA_LONG, function.arguments.toArray(MemoryLayout[]::new)));
    return invoke(handle, List.of(arguments));
  }

  private static long invoke(MethodHandle handle, List<?> arguments) {
    try {
      return (long) handle.invokeWithArguments(new ArrayList<>(arguments));
    } catch (Throwable e) {
      throw new IllegalStateException("a foreign function cannot be called", e);
    }
  }

  static void check(String function, long code) {
    if (code != 0) {
      throw TokenProblem.code(function, code);
    }
  }
}
