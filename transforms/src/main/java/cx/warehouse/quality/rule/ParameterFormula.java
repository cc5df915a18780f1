package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.frame.SuiteTimes;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates an expression of a suite parameter: {@code max_qty * 2}, {@code now() - timedelta(days=1)}. */
final class ParameterFormula {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:([0-9]+\\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\\.[0-9]+)|([A-Za-z_][\\w.]*)|([-+*/^(),=]))");
    private static final List<String> DATE = List.of("year", "month", "day", "hour", "minute", "second", "microsecond");
    private static final List<String> DELTA =
            List.of("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks");
    private static final double[] DELTA_SECONDS = {86_400, 1, 1e-6, 1e-3, 60, 3_600, 604_800};

    private final String text;
    private final SuiteParameters parameters;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    ParameterFormula(String text, SuiteParameters parameters) {
        this.text = text;
        this.parameters = parameters;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group().trim());
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw fault("cannot read `" + text.substring(end).trim() + "`");
        }
    }

    /** Evaluates the expression: numbers as numbers, dates and times as ISO text in UTC. */
    JsonNode value() {
        Object value = sum();
        if (at < tokens.size()) {
            throw fault("cannot read `" + tokens.get(at) + "`");
        }
        if (value instanceof Instant instant) {
            return SuiteJson.NODES.textNode(instant.toString());
        }
        if (value instanceof Duration) {
            throw fault("a duration is no value");
        }
        double number = (Double) value;
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? SuiteJson.NODES.numberNode((long) number) : SuiteJson.NODES.numberNode(number);
    }

    private Object sum() {
        Object left = product();
        while (isNext("+") || isNext("-")) {
            int sign = tokens.get(at++).equals("+") ? 1 : -1;
            left = add(left, product(), sign);
        }
        return left;
    }

    private Object add(Object left, Object right, int sign) {
        if (left instanceof Double a && right instanceof Double b) {
            return a + sign * b;
        }
        if (left instanceof Instant moment && right instanceof Duration length) {
            return moment.plus(length.multipliedBy(sign));
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.plus(b.multipliedBy(sign));
        }
        if (left instanceof Duration length && right instanceof Instant moment && sign > 0) {
            return moment.plus(length);
        }
        throw fault("numbers and dates do not mix");
    }

    private Object product() {
        Object left = power();
        while (isNext("*") || isNext("/")) {
            boolean times = tokens.get(at++).equals("*");
            double right = number(power());
            left = times ? number(left) * right : number(left) / right;
        }
        return left;
    }

    private Object power() {
        if (isNext("-")) {
            at++;
            return -number(power());
        }
        Object base = primary();
        if (isNext("^")) {
            at++;
            return Math.pow(number(base), number(power()));
        }
        return base;
    }

    private Object primary() {
        String token = at < tokens.size() ? tokens.get(at++) : "";
        if (token.equals("(")) {
            Object inner = sum();
            expect(")");
            return inner;
        }
        if (token.isEmpty() || "+-*/^(),=".contains(token)) {
            throw fault("it ends too early");
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            return Double.parseDouble(token);
        }
        return isNext("(") ? call(token) : namedValue(token);
    }

    private Object namedValue(String name) {
        JsonNode value = parameters.values().get(name);
        if (value != null && value.isNumber()) {
            return value.doubleValue();
        }
        if (value != null && value.isTextual()) {
            return SuiteTimes.parse(value.textValue());
        }
        return switch (name) {
            case "PI" -> Math.PI;
            case "E" -> Math.E;
            default -> throw fault("there is no parameter `" + name + "`");
        };
    }

    private Object call(String function) {
        at++;
        List<String> keys = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        while (!isNext(")")) {
            boolean keyed = at + 1 < tokens.size() && tokens.get(at + 1).equals("=");
            keys.add(keyed ? tokens.get(at) : "");
            at += keyed ? 2 : 0;
            arguments.add(sum());
            if (!isNext(")")) {
                expect(",");
            }
        }
        expect(")");
        return switch (function) {
            case "now" -> parameters.now();
            case "datetime" -> toMoment(slots(DATE, keys, arguments));
            case "timedelta" -> toDuration(slots(DELTA, keys, arguments));
            default ->
                mathFunction(function).applyAsDouble(arguments.size() == 1 ? number(arguments.get(0)) : Double.NaN);
        };
    }

    private DoubleUnaryOperator mathFunction(String function) {
        return switch (function.toLowerCase(Locale.ROOT)) {
            case "sin" -> Math::sin;
            case "cos" -> Math::cos;
            case "tan" -> Math::tan;
            case "exp" -> Math::exp;
            case "abs" -> Math::abs;
            case "trunc" -> number -> number < 0 ? Math.ceil(number) : Math.floor(number);
            case "round" -> Math::rint;
            case "sgn" -> Math::signum;
            default -> throw fault("there is no function `" + function + "`");
        };
    }

    /** Assigns arguments to parameters by position or by name; 0 where there is no argument. */
    private double[] slots(List<String> names, List<String> keys, List<Object> arguments) {
        double[] slots = new double[names.size()];
        for (int i = 0; i < arguments.size(); i++) {
            int slot = keys.get(i).isEmpty() ? i : names.indexOf(keys.get(i));
            if (slot < 0 || slot >= slots.length) {
                throw fault("argument " + (i + 1) + " has no place");
            }
            slots[slot] = number(arguments.get(i));
        }
        return slots;
    }

    private Instant toMoment(double[] slots) {
        try {
            return LocalDateTime.of(
                            (int) slots[0], (int) slots[1], (int) slots[2], (int) slots[3], (int) slots[4], (int)
                                    slots[5])
                    .plusNanos(Math.round(slots[6] * 1000))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ExpectationFault("$PARAMETER \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static Duration toDuration(double[] slots) {
        double seconds = 0;
        for (int i = 0; i < slots.length; i++) {
            seconds += slots[i] * DELTA_SECONDS[i];
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private double number(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw fault("a date is not a number");
    }

    private boolean isNext(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private void expect(String token) {
        if (!isNext(token)) {
            throw fault("`" + token + "` is missing");
        }
        at++;
    }

    private ExpectationFault fault(String why) {
        return new ExpectationFault("$PARAMETER \"" + text + "\": " + why);
    }
}
