package dev.connectorkit.samples.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleSmsTest {

    @Test
    void prints_number_and_code_on_one_line() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ConsoleSms(new PrintStream(out)).sendCode("+14255550123", 2168);

        assertThat(out).hasToString("SMS to +14255550123: 2168" + System.lineSeparator());
    }
}
