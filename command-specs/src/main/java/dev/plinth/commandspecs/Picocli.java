package dev.plinth.commandspecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** The annotations by their names, and their members as calls of the builders. */
final class Picocli {
  static final String PREFIX = "picocli.CommandLine.";
  static final String COMMAND = PREFIX + "Command";
  static final String OPTION = PREFIX + "Option";
  static final String PARAMETERS = PREFIX + "Parameters";
  static final String MIXIN = PREFIX + "Mixin";

  /** Members of an option or a parameter whose builder has a method of the same name and type. */
  private static final List<String> SAME =
      List.of(
          "paramLabel",
          "description",
          "required",
          "hidden",
          "usageHelp",
          "hideParamSyntax",
          "arity",
          "index");

  private Picocli() {}

  static Optional<AnnotationMirror> on(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().toString().equals(annotation)) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  /** Whether there is an annotation of picocli's that nobody here knows. */
  static Optional<String> unknown(Element element) {
    List<String> known = List.of(COMMAND, OPTION, PARAMETERS, MIXIN);
    return element.getAnnotationMirrors().stream()
        .map(mirror -> mirror.getAnnotationType().toString())
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .findFirst();
  }

  static boolean any(Element element) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(mirror -> mirror.getAnnotationType().toString().startsWith(PREFIX));
  }

  /** The names of an option, each as a literal. */
  static String names(AnnotationMirror option) {
    for (var entry : option.getElementValues().entrySet()) {
      if (name(entry).equals("names")) {
        return literals(entry.getValue());
      }
    }
    throw new IllegalArgumentException("an option without names");
  }

  /** What an option or a parameter says of itself, as calls one behind the other. */
  static String argument(Element field, AnnotationMirror annotation) {
    StringBuilder calls = new StringBuilder();
    // What follows overrides these, which the builders do not take for granted as annotations do.
    call(calls, "paramLabel", "\"<" + field.getSimpleName() + ">\"");
    if (annotation.getAnnotationType().toString().equals(PARAMETERS)) {
      call(calls, "required", String.valueOf(!optional(annotation)));
    }
    for (var entry : annotation.getElementValues().entrySet()) {
      String name = name(entry);
      if (SAME.contains(name)) {
        call(calls, name, literals(entry.getValue()));
      } else if (name.equals("split")) {
        call(calls, "splitRegex", literals(entry.getValue()));
      } else if (name.equals("scope")) {
        call(calls, "scopeType", PREFIX + "ScopeType." + entry.getValue().getValue());
      } else if (!name.equals("names")) {
        throw new UnknownAnnotation(field, "the member " + name + " is not known to command-specs");
      }
    }
    return calls.toString();
  }

  private static boolean optional(AnnotationMirror parameter) {
    return parameter.getElementValues().entrySet().stream()
        .anyMatch(
            entry -> name(entry).equals("arity") && literals(entry.getValue()).startsWith("\"0"));
  }

  /** What a command says of itself, as statements about {@code spec}. */
  static String command(Element type, AnnotationMirror annotation) {
    StringBuilder statements = new StringBuilder();
    for (var entry : annotation.getElementValues().entrySet()) {
      String value = literals(entry.getValue());
      String target =
          switch (name(entry)) {
            case "name" -> "spec.name";
            case "footer" -> "spec.usageMessage().footer";
            case "description" -> "spec.usageMessage().description";
            case "synopsisSubcommandLabel" -> "spec.usageMessage().synopsisSubcommandLabel";
            default ->
                throw new UnknownAnnotation(
                    type, "the member " + name(entry) + " is not known to command-specs");
          };
      statements.append("    ").append(target).append('(').append(value).append(");\n");
    }
    return statements.toString();
  }

  private static void call(StringBuilder calls, String name, String arguments) {
    calls.append("\n            .").append(name).append('(').append(arguments).append(')');
  }

  private static String name(
      Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry) {
    return entry.getKey().getSimpleName().toString();
  }

  /** A value as Java source; those of an array with commas between them. */
  private static String literals(AnnotationValue value) {
    if (value.getValue() instanceof List<?> several) {
      List<String> literals = new ArrayList<>();
      several.forEach(one -> literals.add(one.toString()));
      return String.join(", ", literals);
    }
    return value.toString();
  }
}
