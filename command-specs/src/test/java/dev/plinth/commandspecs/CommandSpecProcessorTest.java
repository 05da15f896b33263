package dev.plinth.commandspecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is compared with what picocli finds in cli's tests; here is what is refused. */
class CommandSpecProcessorTest {
  @TempDir Path folder;

  private List<String> errors(String members) {
    String source =
        """
        package sample;
        import picocli.CommandLine.*;
        @Command(name = "sample") class Sample { %s }
        """
            .formatted(members);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///sample/Sample.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
    JavaCompiler.CompilationTask task =
        compiler.getTask(new StringWriter(), null, said, options, null, List.of(file));
    task.setProcessors(List.of(new CommandSpecProcessor()));
    task.call();
    return said.getDiagnostics().stream()
        .filter(one -> one.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(one -> one.getLineNumber() + " " + one.getMessage(null))
        .toList();
  }

  @Test
  void writesAClassBesideTheOneWithAnnotations() {
    assertThat(errors("@Option(names = \"--many\") java.util.List<String> many;")).isEmpty();
    assertThat(folder.resolve("sample/SampleSpec.class")).exists();
    assertThat(folder.resolve("sample/SampleSpec$Field.class")).exists();
  }

  @Test
  void hasNoFieldsWhereThereAreNone() {
    assertThat(errors("")).isEmpty();
    assertThat(Files.exists(folder.resolve("sample/SampleSpec.class"))).isTrue();
    assertThat(Files.exists(folder.resolve("sample/SampleSpec$Field.class"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Option(names = \"-a\", interactive = true) String a; | the member interactive is not known",
        "@Option(names = \"-a\") private String a; | cannot set a private or final field",
        "@Option(names = \"-a\") void a(String a) {} | Option on a method",
        "@ArgGroup Object a; | ArgGroup is not known",
        "@Spec Model.CommandSpec a; | Spec is not known",
      })
  void refusesWhatItDoesNotKnow(String member, String error) {
    assertThat(errors(member)).singleElement().asString().startsWith("3 ").contains(error);
  }
}
