package dev.connectorkit.checker.pack;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** An icon for who has none: a square in the brand colour with a white ring. */
final class PlainIcon {

    private static final int SIZE = 160;

    private PlainIcon() {}

    static byte[] of(String color) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        int background = Color.decode(color).getRGB();
        for (int x = 0; x < SIZE; x++) {
            for (int y = 0; y < SIZE; y++) {
                double fromCenter = Math.hypot(x - SIZE / 2.0, y - SIZE / 2.0);
                image.setRGB(x, y, fromCenter > 34 && fromCenter < 48 ? 0xFFFFFF : background);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
