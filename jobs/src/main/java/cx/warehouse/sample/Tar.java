package cx.warehouse.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A tar archive that is being written; its bytes hold no clock and no owner. */
final class Tar {
    private static final int BLOCK = 512;
    private static final int MODE = 100;
    private static final int OWNER = 108;
    private static final int GROUP = 116;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int SUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;

    private final OutputStream out;

    Tar(OutputStream out) {
        this.out = out;
    }

    void add(String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[BLOCK];
        put(name, 0, header);
        put("0000644", MODE, header);
        put("0000000", OWNER, header);
        put("0000000", GROUP, header);
        put(octal(content.length, 11), SIZE, header);
        put(octal(0, 11), TIME, header);
        put("        ", SUM, header);
        put("0", TYPE, header);
        put("ustar", MAGIC, header);
        put("00", MAGIC + 6, header);
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xFF;
        }
        put(octal(sum, 6), SUM, header);
        header[SUM + 6] = 0;
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /** Ends the archive, but leaves what it is written to open. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static String octal(int number, int digits) {
        String text = Integer.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(String text, int at, byte[] header) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
