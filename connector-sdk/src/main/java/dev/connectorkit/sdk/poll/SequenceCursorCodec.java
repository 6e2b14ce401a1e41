package dev.connectorkit.sdk.poll;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The position of a sequence cursor as bytes, and as text: the number of the floor, readable; after a {@code ~}, where needed,
 * the rest in base64url.
 */
record SequenceCursorCodec(NumberRuns delivered, PassedNumbers passed, boolean first) {

    private static final char SEPARATOR = '~';
    private static final String FIRST = "first"; // before the first poll has found where to start

    static SequenceCursorCodec parse(String text) {
        if (text.equals(FIRST)) {
            return new SequenceCursorCodec(NumberRuns.after(0), PassedNumbers.NONE, true);
        }
        int separator = text.indexOf(SEPARATOR);
        try {
            if (separator < 0) {
                return new SequenceCursorCodec(NumberRuns.after(Long.parseLong(text)), PassedNumbers.NONE, false);
            }
            long floor = Long.parseLong(text.substring(0, separator));
            return read(floor, new CompactReader(Base64.getUrlDecoder().decode(text.substring(separator + 1))));
        } catch (BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    static SequenceCursorCodec parse(byte[] bytes) {
        if (bytes.length == 0) {
            return parse(FIRST);
        }
        try {
            CompactReader in = new CompactReader(bytes);
            long floor = in.signed();
            return in.hasRemaining()
                    ? read(floor, in)
                    : new SequenceCursorCodec(NumberRuns.after(floor), PassedNumbers.NONE, false);
        } catch (BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private static IllegalArgumentException invalid(Exception cause) {
        return new IllegalArgumentException("Not the text of a sequence cursor", cause);
    }

    private static SequenceCursorCodec read(long floor, CompactReader in) {
        List<NumberRuns.Run> runs = new ArrayList<>();
        long number = floor;
        for (long count = in.number(SequenceCursor.CAPACITY); count > 0; count--) {
            long start = Math.addExact(Math.addExact(number, 2), in.number(Long.MAX_VALUE));
            number = Math.addExact(start, in.number(Long.MAX_VALUE));
            runs.add(new NumberRuns.Run(start, number));
        }
        List<PassedNumbers.Passed> steps = new ArrayList<>();
        long millis = 0;
        number = floor;
        for (long count = in.number(PassedNumbers.CAPACITY); count > 0; count--) {
            millis = Math.addExact(millis, in.signed());
            number = Math.addExact(number, in.number(Long.MAX_VALUE));
            steps.add(new PassedNumbers.Passed(millis, number));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("more than a cursor");
        }
        return new SequenceCursorCodec(
                new NumberRuns(floor, List.copyOf(runs)), new PassedNumbers(List.copyOf(steps)), false);
    }

    /** Returns the text. */
    String text() {
        if (first) {
            return FIRST;
        }
        return isBare()
                ? Long.toString(delivered.floor())
                : delivered.floor()
                        + String.valueOf(SEPARATOR)
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(write(new CompactWriter()));
    }

    /** Returns the shorter form, for a text that is encoded anyway. */
    byte[] bytes() {
        if (first) {
            return new byte[0];
        }
        CompactWriter out = new CompactWriter();
        out.signed(delivered.floor());
        return isBare() ? out.bytes() : write(out);
    }

    private boolean isBare() {
        return delivered.runs().isEmpty() && passed.steps().isEmpty();
    }

    private byte[] write(CompactWriter out) {
        long number = delivered.floor();
        out.number(delivered.runs().size());
        for (NumberRuns.Run run : delivered.runs()) {
            out.number(run.first() - number - 2);
            out.number(run.last() - run.first());
            number = run.last();
        }
        out.number(passed.steps().size());
        long millis = 0;
        number = delivered.floor();
        for (PassedNumbers.Passed step : passed.steps()) {
            out.signed(step.atMillis() - millis);
            out.number(step.number() - number);
            millis = step.atMillis();
            number = step.number();
        }
        return out.bytes();
    }
}
