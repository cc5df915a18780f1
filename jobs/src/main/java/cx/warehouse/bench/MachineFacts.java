package cx.warehouse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The processor and memory figures of this process, which every measurement reports. */
final class MachineFacts {

    private MachineFacts() {}

    /** Cores, heap and peak memory in bytes, by their names in the JSON. */
    static Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("heap_bytes", Runtime.getRuntime().maxMemory());
        facts.put("peak_resident_bytes", peakResident());
        return facts;
    }

    /** The same facts as a sentence. */
    static String sentence() {
        return String.format(
                "peak resident memory %,d MiB, heap at most %,d MiB, %d cores",
                peakResident() >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.getRuntime().availableProcessors());
    }

    /** The processor time of all threads of this process so far, in nanoseconds. */
    static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * The peak resident memory of this process in bytes, as the system counts it; 0 where the system does not report
     * it.
     */
    static long peakResident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
