package cx.warehouse.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A server that answers requests for one object as it was told to, in turn: also as no good service of S3 would. */
final class AnsweringServer implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    private final HttpServer server;
    private final Queue<Answer> answers;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private AnsweringServer(HttpServer server, Queue<Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** Starts one, and gives the process the keys that a client wants. */
    static AnsweringServer start(Answer... answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AnsweringServer here = new AnsweringServer(server, new ArrayDeque<>(List.of(answers)));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "answers");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", here::answer);
        server.start();
        System.setProperty("aws.accessKeyId", "a-test");
        System.setProperty("aws.secretAccessKey", "known-to-all");
        return here;
    }

    /** The whole object. */
    static Answer whole(String text) {
        return request -> {
            head(request);
            send(request, 200, text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The whole object, and behind it the MD5 that the service keeps of it. */
    static Answer wholeWithMd5(String text, String hash) {
        return request -> {
            head(request, "x-amz-transfer-encoding", "append-md5");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(HexFormat.of().parseHex(hash));
            send(request, 200, bytes.toByteArray());
        };
    }

    /** The beginning of an object that is said to be longer; then the line breaks. */
    static Answer broken(String text, int length) {
        return request -> {
            head(request);
            request.sendResponseHeaders(200, length);
            OutputStream out = request.getResponseBody();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IOException("the line breaks");
        };
    }

    /** The rest of an object from a byte on. */
    static Answer rest(String text, int from, int length) {
        return request -> {
            head(request, "Content-Range", "bytes " + from + "-" + (length - 1) + "/" + length);
            send(request, 206, text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** An error of the service. */
    static Answer error(int status, String code) {
        return request -> {
            String text = "<Error><Code>" + code + "</Code><Message>because</Message></Error>";
            request.getResponseHeaders().set("Content-Type", "application/xml");
            send(request, status, text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The settings by which a store reaches the server. */
    S3Settings settings() {
        return new S3Settings("http://127.0.0.1:" + server.getAddress().getPort(), "us-east-1", true);
    }

    /** The stream that reads the object, of a length and tag as a listing told them. */
    ResumingStream stream(long length, String tag) {
        return new ResumingStream(S3Clients.client(settings()), "bucket", "a/key", length, tag);
    }

    /** Every request so far: its range and the tag that the object must have, where it has them. */
    List<String> asked() {
        return Collections.unmodifiableList(new ArrayList<>(asked));
    }

    @Override
    public void close() {
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void answer(HttpExchange request) throws IOException {
        String range = request.getRequestHeaders().getFirst("Range");
        String tag = request.getRequestHeaders().getFirst("If-Match");
        asked.add((range == null ? "all" : range) + (tag == null ? "" : " of " + tag));
        Answer next = answers.poll();
        try (request) {
            (next == null ? error(400, "NothingLeftToAnswer") : next).to(request);
        }
    }

    private static void send(HttpExchange request, int status, byte[] bytes) throws IOException {
        request.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        request.getResponseBody().write(bytes);
    }

    private static void head(HttpExchange request, String... headers) {
        request.getResponseHeaders().set("ETag", "\"one\"");
        for (int at = 0; at < headers.length; at += 2) {
            request.getResponseHeaders().set(headers[at], headers[at + 1]);
        }
    }
}
