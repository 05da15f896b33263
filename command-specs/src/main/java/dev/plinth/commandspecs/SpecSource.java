package dev.plinth.commandspecs;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** The source of what makes one class's spec. */
final class SpecSource {
  private static final String CLASS =
      """
      package ${package};

      import picocli.CommandLine.Model.CommandSpec;
      import picocli.CommandLine.Model.IGetter;
      import picocli.CommandLine.Model.ISetter;
      import picocli.CommandLine.Model.OptionSpec;
      import picocli.CommandLine.Model.PositionalParamSpec;

      /** Written from the annotations of {@link ${name}}. */
      @javax.annotation.processing.Generated("dev.plinth.commandspecs")
      final class ${name}Spec {
        private ${name}Spec() {}

        static CommandSpec of(${name} it) {
          CommandSpec spec = CommandSpec.wrapWithoutInspection(it);
      ${body}    return spec;
        }
      ${binding}}
      """;

  /** One class for all fields, since each class costs time when it is loaded. */
  private static final String FIELDS =
      """

        // Which value a field may hold is picocli's to know.
        @SuppressWarnings({"unchecked", "NullAway"})
        private record Field(${name} it, int number) implements IGetter, ISetter {
          @Override
          public <T> T get() {
            return (T) value();
          }

          private Object value() {
            return switch (number) {
      ${getters}        default -> throw new IllegalStateException();
            };
          }

          @Override
          public <T> T set(T value) {
            assign(value);
            return value;
          }

          private void assign(Object value) {
            switch (number) {
      ${setters}        default -> throw new IllegalStateException();
            }
          }
        }
      """;

  private final ProcessingEnvironment environment;
  private final TypeElement type;
  private final List<String> getters = new ArrayList<>();
  private final List<String> setters = new ArrayList<>();

  SpecSource(ProcessingEnvironment environment, TypeElement type) {
    this.environment = environment;
    this.type = type;
  }

  String text() {
    return CLASS
        .replace("${body}", body())
        .replace("${binding}", getters.isEmpty() ? "" : binding())
        .replace("${package}", environment.getElementUtils().getPackageOf(type).toString())
        .replace("${name}", type.getSimpleName());
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    Picocli.on(type, Picocli.COMMAND)
        .ifPresent(command -> body.append(Picocli.command(type, command)));
    hierarchy().forEach(one -> fields(body, one));
    return body.toString();
  }

  /** A class and those above it, the uppermost first, as picocli goes through them. */
  private List<TypeElement> hierarchy() {
    List<TypeElement> all = new ArrayList<>();
    TypeElement one = type;
    while (!one.getQualifiedName().contentEquals("java.lang.Object")) {
      all.addFirst(one);
      one = (TypeElement) environment.getTypeUtils().asElement(one.getSuperclass());
    }
    return all;
  }

  private void fields(StringBuilder body, TypeElement owner) {
    for (Element member : owner.getEnclosedElements()) {
      Picocli.unknown(member)
          .ifPresent(name -> {
            throw new UnknownAnnotation(member, name + " is not known to command-specs");
          });
      if (member instanceof ExecutableElement && Picocli.any(member)) {
        throw new UnknownAnnotation(member, "command-specs does not know an Option on a method");
      }
    }
    for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
      Picocli.on(field, Picocli.MIXIN).ifPresent(mixin -> body.append(mixin(field)));
      Picocli.on(field, Picocli.OPTION)
          .ifPresent(option ->
              argument(body, field, option, "Option", "OptionSpec", Picocli.names(option)));
      Picocli.on(field, Picocli.PARAMETERS)
          .ifPresent(parameter ->
              argument(body, field, parameter, "Positional", "PositionalParamSpec", ""));
    }
  }

  private String mixin(VariableElement field) {
    String name = field.getSimpleName().toString();
    Element held = environment.getTypeUtils().asElement(field.asType());
    return "    spec.addMixin(\"%s\", %sSpec.of(it.%s));\n"
        .formatted(name, held.getSimpleName(), name);
  }

  private void argument(
      StringBuilder body,
      VariableElement field,
      AnnotationMirror annotation,
      String kind,
      String spec,
      String names) {
    if (field.getModifiers().contains(Modifier.PRIVATE)
        || field.getModifiers().contains(Modifier.FINAL)) {
      throw new UnknownAnnotation(field, "command-specs cannot set a private or final field");
    }
    body.append(
        """
            spec.add%s(
                %s.builder(%s)%s%s
                    .initialValue(it.%s)
                    .getter(new Field(it, %d))
                    .setter(new Field(it, %<d))
                    .build());
        """
            .formatted(
                kind,
                spec,
                names,
                types(field.asType()),
                Picocli.argument(field, annotation),
                field.getSimpleName(),
                bind(field)));
  }

  /** The type of a field, and those of what it holds where it is a collection. */
  private String types(TypeMirror type) {
    StringBuilder text =
        new StringBuilder("\n            .type(").append(erased(type)).append(".class)");
    if (type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty()) {
      text.append("\n            .auxiliaryTypes(");
      List<String> arguments = new ArrayList<>();
      declared.getTypeArguments().forEach(one -> arguments.add(erased(one) + ".class"));
      text.append(String.join(", ", arguments)).append(')');
    }
    return text.toString();
  }

  /** A type's name without its arguments and annotations. */
  private String erased(TypeMirror type) {
    if (type.getKind() == TypeKind.DECLARED) {
      return ((TypeElement) environment.getTypeUtils().asElement(type))
          .getQualifiedName()
          .toString();
    }
    return type.getKind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private int bind(VariableElement field) {
    String name = field.getSimpleName().toString();
    int number = getters.size();
    getters.add("        case %d -> it.%s;\n".formatted(number, name));
    TypeMirror held = field.asType();
    String type = held.getKind().isPrimitive() ? boxed(held.getKind()) : generic(held);
    setters.add("        case %d -> it.%s = (%s) value;\n".formatted(number, name, type));
    return number;
  }

  private String boxed(TypeKind primitive) {
    Types types = environment.getTypeUtils();
    return types.boxedClass(types.getPrimitiveType(primitive)).getQualifiedName().toString();
  }

  private String generic(TypeMirror type) {
    if (type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty()) {
      List<String> arguments = new ArrayList<>();
      declared.getTypeArguments().forEach(one -> arguments.add(erased(one)));
      return erased(type) + "<" + String.join(", ", arguments) + ">";
    }
    return erased(type);
  }

  private String binding() {
    return FIELDS
        .replace("${getters}", String.join("", getters))
        .replace("${setters}", String.join("", setters));
  }
}
