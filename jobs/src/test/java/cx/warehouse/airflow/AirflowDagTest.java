package cx.warehouse.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the DAG in a real Airflow: it can be imported, renders the right commands, and retries only where a retry can
 * help.
 */
class AirflowDagTest {

    private static final Duration MOST = Duration.ofMinutes(3);

    @TestFactory
    Stream<DynamicTest> theDag(@TempDir Path home) throws IOException, InterruptedException {
        Path airflow = Path.of(System.getProperty("cxw.home"), "airflow");
        PythonEnvironment environment;
        try {
            environment = PythonEnvironment.of("airflow", airflow);
        } catch (PythonEnvironment.Unavailable unavailable) {
            return PythonEnvironment.skipOrFail("The DAG was not tested with a real Airflow", unavailable);
        }
        Map<String, String> variables = Map.of(
                "AIRFLOW_HOME",
                home.toString(),
                "AIRFLOW__CORE__DAGS_FOLDER",
                airflow.resolve("dags").toString(),
                "AIRFLOW__CORE__LOAD_EXAMPLES",
                "False",
                "PYTHONDONTWRITEBYTECODE",
                "1");
        PythonEnvironment.ProgramResult migrated =
                environment.run("airflow", List.of("db", "migrate"), variables, MOST);
        assertThat(migrated.exitCode()).as(migrated.output()).isZero();
        String script = airflow.resolve("tests/check_dag.py").toString();
        return checks(environment.run("python", List.of(script), variables, MOST));
    }

    /** Makes one test of each line that the script prints. */
    private static Stream<DynamicTest> checks(PythonEnvironment.ProgramResult ended) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line :
                ended.output().lines().filter(line -> line.startsWith("{")).toList()) {
            JsonNode check = new ObjectMapper().readTree(line);
            JsonNode problem = check.path("problem");
            tests.add(DynamicTest.dynamicTest(
                    check.path("check").asText(),
                    () -> assertThat(problem.isNull()).as(problem.asText()).isTrue()));
        }
        boolean told = ended.exitCode() == 0 || (!tests.isEmpty() && ended.exitCode() == 1);
        assertThat(told)
                .as("check_dag.py ended with %s:%n%s", ended.exitCode(), ended.output())
                .isTrue();
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }
}
