package dev.connectorkit.server;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A database as the first version of the tables was written, with its own scripts, formats and cryptography. */
final class FirstTables implements AutoCloseable {

    private final byte[] key;
    private final Connection connection;

    FirstTables(String store, byte[] key) throws Exception {
        boolean sqlite = store.startsWith("sqlite:");
        this.key = key;
        this.connection = sqlite
                ? DriverManager.getConnection("jdbc:" + store)
                : DriverManager.getConnection(
                        "jdbc:" + store.replaceFirst("^postgres://.*@", "postgresql://"), "postgres", "postgres");
        if (sqlite) {
            execute("PRAGMA journal_mode=WAL");
        }
        execute(
                "CREATE TABLE connectorkit_migration (component TEXT NOT NULL, version INTEGER NOT NULL, checksum TEXT NOT NULL,"
                        + " applied_at BIGINT NOT NULL, PRIMARY KEY (component, version))");
        create("callbacks", sqlite ? "callbacks.sql" : "callbacks-postgres.sql");
        create("actions", sqlite ? "actions.sql" : "actions-postgres.sql");
    }

    private void create(String component, String file) throws Exception {
        try (InputStream in = FirstTables.class.getResourceAsStream("first/" + file)) {
            byte[] script = in.readAllBytes();
            for (String statement : new String(script, StandardCharsets.UTF_8).split(";\\s*\\R")) {
                execute(statement);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
            insert(
                    "INSERT INTO connectorkit_migration VALUES (?, 1, ?, 0)",
                    component,
                    HexFormat.of().formatHex(digest));
        }
    }

    void subscription(String id, String event, String host, String url, long now) throws Exception {
        insert(
                "INSERT INTO callback_subscription VALUES (?,?,?,0,'',?,?,?,'','ACTIVE','',0,0,?,NULL)",
                id,
                event,
                clientKey("webhook\n" + event + "\n" + url),
                host,
                encrypt(url),
                "{\"region\":\"north\"}",
                now);
        for (String counted : new String[] {"", host}) {
            insert(
                    "INSERT INTO callback_count VALUES (?, ?, 1) ON CONFLICT (event_name, host) DO UPDATE"
                            + " SET subscriptions = callback_count.subscriptions + 1",
                    event,
                    counted);
        }
    }

    /** Adds a delivery, claimed by a process that has ended unless the claim is null. */
    void delivery(String id, String eventId, String subscription, String host, String body, String claim, long due)
            throws SQLException {
        insert("INSERT INTO callback_event VALUES (?, ?, '{}') ON CONFLICT DO NOTHING", eventId, body);
        insert(
                "INSERT INTO callback_delivery VALUES (?,?,?,'order-created',?,0,1,0,?,?,?)",
                id,
                eventId,
                subscription,
                host,
                due,
                due,
                claim);
    }

    void deadLetter(String id, String eventId, String subscription, String host, String body, long now)
            throws SQLException {
        insert("INSERT INTO callback_event VALUES (?, ?, '{}') ON CONFLICT DO NOTHING", eventId, body);
        insert(
                "INSERT INTO callback_dead VALUES (?,?,?,'order-created',?,0,9,'refused',?)",
                id,
                eventId,
                subscription,
                host,
                now);
    }

    void attempt(String delivery, long at) throws SQLException {
        insert("INSERT INTO callback_attempt VALUES (?, ?, 12, 503, '503')", delivery, at);
    }

    void operation(String id, String state, String input, long now) throws Exception {
        insert(
                "INSERT INTO action_operation VALUES (?,'bake-cake',NULL,?,0,?,?,NULL,NULL,'',?,NULL,NULL)",
                id,
                clientKey("action-body\n" + input),
                state,
                input,
                now);
    }

    String token(String id) throws Exception {
        byte[] proof = mac(mac(key, "subscription-token"), id);
        return id + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(proof, 16));
    }

    private String clientKey(String text) throws Exception {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(mac(key, "callback-key"), text));
    }

    private byte[] encrypt(String url) throws Exception {
        byte[] nonce = new byte[12];
        Arrays.fill(nonce, (byte) url.length());
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec aes = new SecretKeySpec(Arrays.copyOf(mac(key, "callback-url"), 16), "AES");
        cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
        byte[] encrypted = cipher.doFinal(url.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(12 + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    private static byte[] mac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private void insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
