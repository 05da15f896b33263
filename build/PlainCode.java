import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes as plain code what a JDK 25 makes anew in each process, because its AOT cache does not hold
 * it: {@code equals} and {@code hashCode} of records, and switches over types. Both give what the
 * bootstrap methods promise ({@link java.lang.runtime.ObjectMethods}, {@link
 * java.lang.runtime.SwitchBootstraps}).
 */
final class PlainCode implements ClassTransform {
  private static final String RECORDS = "Ljava/lang/runtime/ObjectMethods;";
  private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc WHICH = MethodTypeDesc.of(CD_int, CD_Object, CD_int);

  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<List<ClassDesc>> switches = new ArrayList<>();

  private PlainCode(ClassModel model) {
    owner = model.thisClass().asSymbol();
    isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /** The class as it is, where nothing of it is to be changed. */
  static byte[] of(byte[] bytes, ClassFile files) {
    ClassModel model = files.parse(bytes);
    boolean concerned =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .flatMap(code -> code.elementStream())
            .anyMatch(PlainCode::isConcerned);
    return concerned ? files.transformClass(model, new PlainCode(model)) : bytes;
  }

  private static boolean isConcerned(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call && (isEquality(call) || isSwitch(call));
  }

  private static boolean isEquality(InvokeDynamicInstruction call) {
    String name = call.name().stringValue();
    return call.bootstrapMethod().owner().descriptorString().equals(RECORDS)
        && (name.equals("equals") || name.equals("hashCode"));
  }

  /** Over types alone; switches that compare values too stay as they are. */
  private static boolean isSwitch(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().descriptorString().equals(SWITCHES)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && call.bootstrapArgs().stream()
            .allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive());
  }

  @Override
  public void accept(ClassBuilder out, ClassElement element) {
    if (element instanceof MethodModel method
        && method.code().stream().flatMap(c -> c.elementStream()).anyMatch(PlainCode::isConcerned)) {
      out.transformMethod(
          method,
          MethodTransform.transformingCode((code, part) -> {
            if (part instanceof InvokeDynamicInstruction call && isEquality(call)) {
              List<DirectMethodHandleDesc> fields =
                  call.bootstrapArgs().stream()
                      .filter(DirectMethodHandleDesc.class::isInstance)
                      .map(DirectMethodHandleDesc.class::cast)
                      .toList();
              if (call.name().stringValue().equals("hashCode")) {
                hash(code, fields);
              } else {
                same(code, fields);
              }
            } else if (part instanceof InvokeDynamicInstruction call && isSwitch(call)) {
              switches.add(labels(call.bootstrapArgs()));
              code.invokestatic(owner, name(switches.size() - 1), WHICH, isInterface);
            } else if (!(part instanceof RuntimeVisibleTypeAnnotationsAttribute)) {
              code.with(part); // annotations of local variables would keep the old places in the code
            }
          }));
    } else {
      out.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder out) {
    for (int i = 0; i < switches.size(); i++) {
      List<ClassDesc> labels = switches.get(i);
      out.withMethodBody(
          name(i),
          WHICH,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> which(code, labels));
    }
  }

  private static String name(int i) {
    return "plain$switch$" + i;
  }

  private static List<ClassDesc> labels(List<ConstantDesc> arguments) {
    return arguments.stream().map(ClassDesc.class::cast).toList();
  }

  /** The record is on the stack; its hash takes its place. */
  private void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    int self = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(self).iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      code.bipush(31).imul();
      ClassDesc type = get(code, self, field);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
  }

  /** The record and the other object are on the stack; whether they are equal takes their place. */
  private void same(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    int other = code.allocateLocal(TypeKind.REFERENCE);
    int self = code.allocateLocal(TypeKind.REFERENCE);
    int cast = code.allocateLocal(TypeKind.REFERENCE);
    Label differs = code.newLabel();
    Label equal = code.newLabel();
    Label end = code.newLabel();
    code.astore(other).astore(self);
    code.aload(self).aload(other).if_acmpeq(equal);
    code.aload(other).instanceOf(owner).ifeq(differs);
    code.aload(other).checkcast(owner).astore(cast);
    for (DirectMethodHandleDesc field : fields) {
      get(code, self, field);
      ClassDesc type = get(code, cast, field);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type)).ifne(differs);
      } else {
        code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object));
        code.ifeq(differs);
      }
    }
    code.labelBinding(equal).iconst_1().goto_(end);
    code.labelBinding(differs).iconst_0();
    code.labelBinding(end);
  }

  private ClassDesc get(CodeBuilder code, int local, DirectMethodHandleDesc field) {
    ClassDesc type = field.invocationType().returnType();
    code.aload(local).getfield(owner, field.methodName(), type);
    return type;
  }

  private static ClassDesc box(ClassDesc primitive) {
    String name = primitive.displayName();
    return ClassDesc.of(
        switch (name) {
          case "int" -> "java.lang.Integer";
          case "char" -> "java.lang.Character";
          default -> "java.lang." + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        });
  }

  /** Index of the first label, from the one given, that the object is an instance of; -1 of null. */
  private static void which(CodeBuilder code, List<ClassDesc> labels) {
    Label there = code.newLabel();
    code.aload(0).ifnonnull(there).iconst_m1().ireturn();
    code.labelBinding(there);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn();
      code.labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }
}
