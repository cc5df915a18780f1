package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SlowCompilerTest {

    @Test
    void theJvmTakesTheDirectives() {
        Path file = Path.of(System.getProperty("cxw.home", ".."), "jobs/compiler-directives.json");
        assertThat(SlowCompiler.add(file.toAbsolutePath())).contains("1 compiler directives added");
    }

    @Test
    void aFileThatIsMissingStopsNothing() {
        assertThat(SlowCompiler.add(Path.of("/no/such/file.json"))).doesNotContain("added");
    }
}
