package io.rivulet.app.client;

/** Text from elsewhere made fit for a terminal: whatever could steer one is replaced. */
public final class Printable {

    private Printable() {}

    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> printable.appendCodePoint(steers(point) ? 0xFFFD : point));
        return printable.toString();
    }

    private static boolean steers(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point) || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
    }
}
