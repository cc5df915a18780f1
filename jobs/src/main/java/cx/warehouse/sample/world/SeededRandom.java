package cx.warehouse.sample.world;

import java.util.SplittableRandom;

/**
 * Random numbers that depend only on a seed, so that any part of a sample can be generated without the parts before it.
 */
public final class SeededRandom {
    private final SplittableRandom random;

    public SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Derives a well-distributed seed from another seed and a number. */
    public static long mix(long seed, long part) {
        long z = seed + part * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public static long mix(long seed, long part, long other) {
        return mix(mix(seed, part), other);
    }

    public static long mix(long seed, long part, long other, long more) {
        return mix(mix(seed, part, other), more);
    }

    /** A number from 0 up to but excluding {@code bound} that follows from a seed. */
    public static int below(long seed, int bound) {
        return (int) ((seed >>> 1) % bound);
    }

    /** True for the given share of seeds, per mille. */
    public static boolean isBelowPerMille(long seed, int perMille) {
        return below(seed, 1000) < perMille;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public long below(long bound) {
        return random.nextLong(bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    public boolean hits(double probability) {
        return random.nextDouble() < probability;
    }

    public <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Draws an index with the weights whose running totals are given; the last total is the sum of all weights. */
    public int pickWeighted(int[] runningTotals) {
        int draw = random.nextInt(runningTotals[runningTotals.length - 1]);
        int low = 0;
        int high = runningTotals.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (draw < runningTotals[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
