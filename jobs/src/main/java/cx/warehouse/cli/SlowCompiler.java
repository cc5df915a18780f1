package cx.warehouse.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** Tells the JVM's slow compiler (C2) what not to take up; a JVM that does not listen is only slower. */
final class SlowCompiler {

    /** Names the file of directives; the launcher sets it for commands that run for long. */
    private static final String DIRECTIVES = "cxw.compiler-directives";

    private SlowCompiler() {}

    /** Gives the directives to the JVM, beside what the command does first: asking costs some tenths of a second. */
    static void spare() {
        String file = System.getProperty(DIRECTIVES, "");
        if (!file.isEmpty()) {
            Thread asking = new Thread(() -> add(Path.of(file)), "compiler-directives");
            asking.setDaemon(true);
            asking.start();
        }
    }

    /** What the JVM answered, such as {@code 1 compiler directives added}; null where it cannot be asked. */
    static String add(Path file) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesAdd",
                            new Object[] {new String[] {file.toString()}},
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException e) {
            return null;
        }
    }
}
