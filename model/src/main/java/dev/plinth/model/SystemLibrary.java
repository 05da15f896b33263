package dev.plinth.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A shared library of the system that runs, of Linux on machines with addresses of 64 bits. */
public final class SystemLibrary {
  private final SymbolLookup symbols;

  private SystemLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * What is made of a library.
   *
   * @param name by which the loader finds it ({@code liblzma.so.5}), or a path
   * @param use asks for its functions; null where it is not to be used
   * @return null where there is none, or it lacks a function
   */
  @SuppressWarnings("restricted") // calls native code, as the launcher allows
  public static <T> @Nullable T find(String name, Function<SystemLibrary, @Nullable T> use) {
    if (!System.getProperty("os.name", "").equals("Linux") || ValueLayout.ADDRESS.byteSize() != 8) {
      return null;
    }
    try {
      return use.apply(new SystemLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
    } catch (IllegalArgumentException | Missing | UnsatisfiedLinkError e) {
      return null;
    }
  }

  /** A function that must be there. */
  @SuppressWarnings("restricted")
  public MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.find(name).orElseThrow(Missing::new), descriptor, options);
  }

  /** What a call through a handle threw, of which the library knows nothing, as unchecked. */
  public static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }

  private static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
