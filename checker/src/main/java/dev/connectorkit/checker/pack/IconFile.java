package dev.connectorkit.checker.pack;

import java.nio.ByteBuffer;

/** Checks the file of an icon. */
final class IconFile {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER = 24;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MIN_PIXELS = 100;
    private static final int MAX_PIXELS = 230;

    private IconFile() {}

    static void check(byte[] file) {
        if (file.length < HEADER || ByteBuffer.wrap(file).getLong() != SIGNATURE) {
            throw new IllegalArgumentException("The icon must be a PNG file.");
        }
        int width = ByteBuffer.wrap(file).getInt(16);
        int height = ByteBuffer.wrap(file).getInt(20);
        if (file.length >= MAX_BYTES || width != height || width < MIN_PIXELS || width > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "The icon must be square, from 100 to 230 pixels, and smaller than 1 MB, but has " + width + " by "
                            + height + " pixels and " + file.length + " bytes.");
        }
    }
}
