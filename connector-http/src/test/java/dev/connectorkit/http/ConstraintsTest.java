package dev.connectorkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                OnField.class,
                OnMethod.class,
                OnParameter.class,
                OnHiddenParameter.class,
                Cascaded.class,
                OnElement.class,
                OnElementOfReturned.class,
                OnElementOfArray.class,
                Twice.class,
                Inherited.class,
                FromInterface.class
            })
    void aConstraintIsFoundWhereverItIs(Class<?> type) {
        assertThat(Constraints.in(type)).isTrue();
    }

    @Test
    void aClassWithoutAnyHasNone() {
        assertThat(Constraints.in(Free.class)).isFalse();
        assertThat(Constraints.in(String.class)).isFalse();
    }

    @Deprecated
    static class Free extends Object implements Comparable<Free> {

        @SuppressWarnings("unused")
        private final Map<String, List<int[]>> field = Map.of();

        @Override
        public int compareTo(Free other) {
            return 0;
        }
    }

    static class OnField {
        @NotNull String field = "";
    }

    static class OnMethod {
        @NotNull String get() {
            return "";
        }
    }

    static class OnParameter {
        void set(String free, @NotNull String constrained) {}
    }

    static class OnHiddenParameter {
        @SuppressWarnings("unused")
        private void set(@NotNull String constrained) {}
    }

    static class Cascaded {
        void set(@Valid Free free) {}
    }

    static class OnElement {
        void set(Map<String, List<@NotNull String>> values) {}
    }

    static class OnElementOfReturned {
        List<@Valid Free> get() {
            return List.of();
        }
    }

    static class OnElementOfArray {
        void set(List<@NotNull String>[] values) {}
    }

    static class Twice {
        void set(@Pattern(regexp = "a.*") @Pattern(regexp = ".*b") String value) {}
    }

    static class Inherited extends OnParameter {}

    interface Contract {
        void set(@NotNull String value);
    }

    static class FromInterface implements Contract {
        @Override
        public void set(String value) {}
    }
}
