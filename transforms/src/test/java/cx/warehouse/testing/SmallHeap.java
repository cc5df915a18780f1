package cx.warehouse.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a process of its own, with little memory. */
public final class SmallHeap {
    private SmallHeap() {}

    /**
     * Runs a program to its end.
     *
     * @param mebibytes of heap
     * @param temporary the folder of its temporary files
     * @return all that it printed, errors too
     */
    public static String run(int mebibytes, Path temporary, Class<?> program, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.matches("(--add-|--enable-|-XX:|-Djdk|-Dio|-Dcxw|-Duser.timezone).*"))
                .forEach(line::add);
        line.addAll(List.of("-Xmx" + mebibytes + "m", "-Djava.io.tmpdir=" + temporary));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
