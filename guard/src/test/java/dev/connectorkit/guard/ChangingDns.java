package dev.connectorkit.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * A DNS server on a UDP port of this machine (RFC 1035) that answers every name with its last setting, and the JDK's
 * DNS client for it.
 */
final class ChangingDns implements HostResolver, AutoCloseable {

    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int NXDOMAIN = 3;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Thread server = new Thread(this::serve, "changing-dns");
    private final AtomicInteger queries = new AtomicInteger();
    private volatile List<InetAddress> answers = List.of();
    private volatile int code;

    ChangingDns() throws IOException {
        server.setDaemon(true);
        server.start();
    }

    /** From now on every name has these addresses. */
    void answer(String... addresses) {
        answers = Arrays.stream(addresses).map(Names::address).toList();
        code = 0;
    }

    /** From now on no name exists. */
    void answerThatNoNameExists() {
        answers = List.of();
        code = NXDOMAIN;
    }

    /** Returns the number of questions that came in, for A and AAAA together. */
    int queries() {
        return queries.get();
    }

    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // nothing but the JDK's DNS client, which wants a Hashtable
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + socket.getLocalPort());
        List<InetAddress> found = new ArrayList<>();
        try {
            InitialDirContext client = new InitialDirContext(settings);
            for (String type : List.of("A", "AAAA")) {
                Attribute records =
                        client.getAttributes(host, new String[] {type}).get(type);
                if (records != null) {
                    NamingEnumeration<?> values = records.getAll();
                    while (values.hasMore()) {
                        found.add(Names.address((String) values.next()));
                    }
                }
            }
            client.close();
        } catch (NameNotFoundException e) {
            throw new UnknownHostException(host);
        } catch (NamingException e) {
            throw new AssertionError(e);
        }
        return found.toArray(InetAddress[]::new);
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                queries.incrementAndGet();
                byte[] response = response(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] response(byte[] query) {
        int end = 12; // of the question's name
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        int type = ByteBuffer.wrap(query, end + 1, 2).getShort();
        List<byte[]> records = answers.stream()
                .map(InetAddress::getAddress)
                .filter(address -> (address.length == 4 ? A : AAAA) == type)
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(12);
        header.put(query, 0, 2).putShort((short) (0x8580 | code)); // an authoritative answer
        header.putShort((short) 1).putShort((short) records.size()).putInt(0);
        out.writeBytes(header.array());
        out.write(query, 12, end + 5 - 12);
        for (byte[] address : records) {
            ByteBuffer record = ByteBuffer.allocate(12).putShort((short) 0xC00C); // the name of the question
            out.writeBytes(record.putShort((short) type)
                    .putShort((short) 1)
                    .putInt(0) // time to live
                    .putShort((short) address.length)
                    .array());
            out.writeBytes(address);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
