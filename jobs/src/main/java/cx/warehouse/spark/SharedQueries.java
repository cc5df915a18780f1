package cx.warehouse.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Joins the small queries of tasks that run at the same time into one query, so that many small tables do not start a
 * job each. A task that asks waits until each other task asks as well, or has left.
 */
public final class SharedQueries {

    /** A task that may ask for the rows of small queries. */
    public interface Task<T> {

        /** Does the work; {@code queries} collects the rows of its queries. */
        T run(Member queries);
    }

    /** The part of one task in the shared queries. */
    public interface Member {

        /** A task whose queries run at once, alone. */
        Member ALONE = new Member() {
            @Override
            public List<Row> collect(Dataset<Row> query) {
                return query.collectAsList();
            }

            @Override
            public void leave() {
                // no task waits for this one
            }
        };

        /** The rows of a query, in its order. All queries belong to the same session. */
        List<Row> collect(Dataset<Row> query);

        /** Tells the other tasks not to wait for this one any longer. Later queries run at once. */
        void leave();
    }

    /**
     * Tells how a task takes part.
     *
     * @param isMember true when its queries are small; the queries of other tasks run at once, alone
     */
    public record Participant<T>(boolean isMember, Task<T> task) {}

    private record Question(Dataset<Row> query, CompletableFuture<List<Row>> answer) {}

    private final Semaphore slots;
    private final List<Question> waiting = new ArrayList<>();
    private int members;

    private SharedQueries(int atOnce) {
        this.slots = new Semaphore(atOnce);
    }

    /**
     * Runs all tasks and waits for them. When some fail, the failure of the first of them in the list is thrown after
     * all have ended. A failure that is not a {@code RuntimeException} is wrapped in an {@code IllegalStateException}.
     *
     * @param atOnce greatest number of tasks that work at the same time; tasks that wait for rows do not count
     * @return the results, in the order of the tasks
     */
    public static <T> List<T> run(int atOnce, List<Participant<T>> tasks) {
        SharedQueries shared = new SharedQueries(atOnce);
        List<Member> members =
                tasks.stream().map(task -> shared.member(task.isMember())).toList();
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int at = 0; at < tasks.size(); at++) {
                Task<T> task = tasks.get(at).task();
                Member member = members.get(at);
                running.add(pool.submit(() -> shared.work(task, member)));
            }
            return ParallelTasks.results(running);
        } finally {
            pool.shutdownNow();
        }
    }

    private <T> T work(Task<T> task, Member member) throws InterruptedException {
        try {
            slots.acquire();
            try {
                return task.run(member);
            } finally {
                slots.release();
            }
        } finally {
            member.leave();
        }
    }

    private Member member(boolean isMember) {
        if (!isMember) {
            return Member.ALONE;
        }
        members++;
        return new Waiting();
    }

    /** A task that others wait for. */
    private final class Waiting implements Member {

        private boolean isGone;

        @Override
        public List<Row> collect(Dataset<Row> query) {
            Question question = new Question(query, new CompletableFuture<>());
            Optional<List<Question>> round = ask(question);
            if (round.isEmpty()) {
                return query.collectAsList();
            }
            answer(round.get());
            if (question.answer().isDone()) {
                return rows(question);
            }
            slots.release();
            try {
                return rows(question);
            } finally {
                slots.acquireUninterruptibly();
            }
        }

        /** Adds a question, and returns the round that it completes, if any; nothing after the task has left. */
        private Optional<List<Question>> ask(Question question) {
            synchronized (SharedQueries.this) {
                if (isGone) {
                    return Optional.empty();
                }
                waiting.add(question);
                return Optional.of(completeRound());
            }
        }

        @Override
        public void leave() {
            List<Question> round;
            synchronized (SharedQueries.this) {
                if (isGone) {
                    return;
                }
                isGone = true;
                members--;
                round = completeRound();
            }
            answer(round);
        }
    }

    private static List<Row> rows(Question question) {
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw ParallelTasks.failureOf(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a query waited for others", e);
        }
    }

    /** The questions of all tasks when each has asked; else none. */
    private List<Question> completeRound() {
        if (waiting.size() < members) {
            return List.of();
        }
        List<Question> round = List.copyOf(waiting);
        waiting.clear();
        return round;
    }

    /** Answers all questions by one query. When that query fails, each runs alone, so that one fault spoils no other. */
    private static void answer(List<Question> round) {
        if (round.size() < 2 || !answerTogether(round)) {
            round.forEach(SharedQueries::answerAlone);
        }
    }

    /** True when one query answered all questions. */
    private static boolean answerTogether(List<Question> round) {
        try {
            List<Row> rows = union(round).collectAsList();
            for (int at = 0; at < round.size(); at++) {
                int place = at;
                round.get(at)
                        .answer()
                        .complete(rows.stream()
                                .filter(row -> row.getInt(0) == place)
                                .map(row -> row.getStruct(place + 1))
                                .toList());
            }
            return true;
        } catch (
                Throwable e) { // Spark throws checked exceptions undeclared, and a large plan may need too deep a stack
            return false;
        }
    }

    private static void answerAlone(Question question) {
        try {
            question.answer().complete(question.query().collectAsList());
        } catch (Throwable e) { // whatever it is, its task waits for it
            question.answer().completeExceptionally(e);
        }
    }

    /** The rows of all questions: the number of the question, then a column for each question with its row. */
    private static Dataset<Row> union(List<Question> round) {
        List<Dataset<Row>> parts = IntStream.range(0, round.size())
                .mapToObj(at -> {
                    List<Column> columns = new ArrayList<>();
                    columns.add(lit(at).as("question"));
                    for (int other = 0; other < round.size(); other++) {
                        Column row = other == at
                                ? struct(col("*"))
                                : lit(null).cast(round.get(other).query().schema());
                        columns.add(row.as("row" + other));
                    }
                    return round.get(at).query().select(columns.toArray(Column[]::new));
                })
                .toList();
        return union(parts, 0, parts.size());
    }

    /** The union as a tree of little depth, because Spark analyses every branch again with each union above it. */
    private static Dataset<Row> union(List<Dataset<Row>> parts, int from, int to) {
        int middle = (from + to) / 2;
        return to - from == 1 ? parts.get(from) : union(parts, from, middle).union(union(parts, middle, to));
    }
}
