package dev.plinth.commandspecs;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Writes beside each class with picocli's annotations a class {@code NAMESpec}: what picocli would
 * find out of it by reflection, as calls of its builders (picocli's user manual, "Programmatic
 * API"). An annotation, or a member of one, that is not known here is an error of the compilation.
 */
@SupportedAnnotationTypes({
  Picocli.COMMAND,
  Picocli.OPTION,
  Picocli.PARAMETERS,
  Picocli.MIXIN,
  Picocli.PREFIX + "ArgGroup",
  Picocli.PREFIX + "Spec",
  Picocli.PREFIX + "Unmatched"
})
public final class CommandSpecProcessor extends AbstractProcessor {
  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<TypeElement> types = new LinkedHashSet<>();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        Element owner =
            element.getKind() == ElementKind.CLASS ? element : element.getEnclosingElement();
        if (owner instanceof TypeElement type && !type.getModifiers().contains(Modifier.ABSTRACT)) {
          types.add(type);
        }
      }
    }
    types.forEach(this::write);
    return false;
  }

  private void write(TypeElement type) {
    String name = processingEnv.getElementUtils().getBinaryName(type) + "Spec";
    try {
      String source = new SpecSource(processingEnv, type).text();
      try (Writer out = processingEnv.getFiler().createSourceFile(name, type).openWriter()) {
        out.write(source);
      }
    } catch (UnknownAnnotation e) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, e.getMessage(), e.where());
    } catch (IOException e) {
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR, name + " cannot be written: " + e.getMessage(), type);
    }
  }
}
