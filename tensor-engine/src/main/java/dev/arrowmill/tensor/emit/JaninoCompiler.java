package dev.arrowmill.tensor.emit;

import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** The only class that needs Janino on the class path. */
final class JaninoCompiler {
  private JaninoCompiler() {}

  static Segment compile(String source) {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(Segment.class.getClassLoader());
    try {
      compiler.cook(source);
      Class<?> type = compiler.getClassLoader().loadClass(JavaSource.NAME);
      return (Segment) type.getDeclaredConstructor().newInstance();
    } catch (CompileException | ReflectiveOperationException e) {
      throw new AssertionError("generated code does not compile: " + e + "\n" + source, e);
    }
  }
}
