package dev.connectorkit.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an answer quietly whose client has left, with one line at DEBUG. Writes pieces of a size at which containers can wait for a
 * slow client; they would queue a large array as a whole.
 */
@Priority(0)
final class AnswerInterceptor implements WriterInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerInterceptor.class);
    private static final int PIECE = 32 * 1024;

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Answer answer = new Answer(context.getOutputStream());
        context.setOutputStream(answer);
        try {
            context.proceed();
        } catch (IOException | RuntimeException e) {
            if (!answer.clientLeft) {
                throw e;
            }
        }
    }

    private static final class Answer extends FilterOutputStream {

        private boolean clientLeft;

        Answer(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            attempt(() -> {
                for (int done = 0; done < length; done += PIECE) {
                    out.write(bytes, offset + done, Math.min(PIECE, length - done));
                }
            });
        }

        @Override
        public void flush() throws IOException {
            if (!clientLeft) {
                attempt(out::flush);
            }
        }

        /** Closes nothing if the client has left: the container would try to send the rest. */
        @Override
        public void close() throws IOException {
            if (!clientLeft) {
                attempt(out::close);
            }
        }

        private void attempt(Output output) throws IOException {
            try {
                output.run();
            } catch (IOException e) {
                if (!clientLeft) {
                    LOG.debug("The client left in the middle of the answer: {}", e.toString());
                }
                clientLeft = true;
                throw e;
            }
        }
    }

    /** A use of the stream. */
    private interface Output {
        void run() throws IOException;
    }
}
