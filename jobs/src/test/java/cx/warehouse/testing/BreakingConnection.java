package cx.warehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A proxy to a server on this machine that breaks off answers in the middle, a given number of times. */
public final class BreakingConnection implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;
    private final long answerBytes;
    private final AtomicInteger breaks;
    private final AtomicLong carried = new AtomicLong();

    /**
     * Starts the proxy. It breaks the first {@code breaks} connections that carry an answer of more than
     * {@code answerBytes} bytes.
     */
    public BreakingConnection(int port, int breaks, long answerBytes) throws IOException {
        this.port = port;
        this.breaks = new AtomicInteger(breaks);
        this.answerBytes = answerBytes;
        run(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Number of breaks that are still to come. */
    public int breaksLeft() {
        return Math.max(0, breaks.get());
    }

    /** Number of bytes of answers carried so far. */
    public long carriedBytes() {
        return carried.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket caller = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            run(() -> ask(caller, server));
            run(() -> answer(server, caller));
        }
    }

    private static void ask(Socket caller, Socket server) throws IOException {
        try (caller;
                server) {
            caller.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private void answer(Socket server, Socket caller) throws IOException {
        try (server;
                caller) {
            InputStream in = server.getInputStream();
            OutputStream out = caller.getOutputStream();
            byte[] some = new byte[8192];
            long here = 0;
            for (int got = in.read(some); got >= 0; got = in.read(some)) {
                here += got;
                if (here > answerBytes && breaks.getAndDecrement() > 0) {
                    return;
                }
                out.write(some, 0, got);
                carried.addAndGet(got);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // the other end closed the connection, which is normal
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
