package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiteralTest {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern QUAD = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    @Test
    void fourDecimalNumbersAreReadAsTheirCanonicalNotationAllows() throws Exception {
        Random random = new Random(7);
        int addresses = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = i % 2 == 0 ? numbers(random) : characters(random);
            InetAddress address = Literal.parse(text);
            assertThat(address != null).as(text).isEqualTo(QUAD.matcher(text).matches());
            if (address != null) {
                addresses++;
                assertThat(address).as(text).isEqualTo(InetAddress.getByName(text));
                assertThat(address.getHostAddress()).isEqualTo(text);
            }
        }
        assertThat(addresses).isGreaterThan(10_000);
    }

    private static String numbers(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(10) == 0 ? random.nextInt(6) : 4;
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ".")
                    .append(random.nextInt(20) == 0 ? "0" : "")
                    .append(random.nextInt(270));
        }
        return text.toString();
    }

    private static String characters(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            text.append("0123456789..a-\u0661".charAt(random.nextInt(15)));
        }
        return text.toString();
    }
}
