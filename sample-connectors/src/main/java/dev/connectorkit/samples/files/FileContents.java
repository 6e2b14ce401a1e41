package dev.connectorkit.samples.files;

import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.file.FileContent;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/** Files in and out: the content of the files of a directory tree. */
@Path("/api/files/content")
public final class FileContents {

    private final Touch touch;

    /** @param folder that the files are in */
    public FileContents(WatchedFolder folder) {
        this.touch = new Touch(folder, Clock.systemUTC());
    }

    /** Takes files of any size, large ones in chunks. */
    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    @OperationTraits(chunkTransfer = true)
    @Operation(summary = "Write a file", description = "This operation stores the content of a file.")
    public TouchedFile writeFile(
            @QueryParam("path")
                    @NotBlank @Size(max = 500) @Summary(value = "Path", description = "The file to write, as in reports/today.txt.")
                    String path,
            FileContent content)
            throws IOException {
        java.nio.file.Path file = touch.locate(path, true);
        if (Files.isDirectory(file)) {
            throw ProblemException.badRequest("path", "the path of a file, and not of a folder");
        }
        Files.copy(content.stream(), file, StandardCopyOption.REPLACE_EXISTING);
        return touch.describe(file);
    }

    /** Answers with the file and its name, or with a range of it. */
    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Read a file", description = "This operation returns the content of a file.")
    public FileContent readFile(
            @QueryParam("path")
                    @NotBlank @Size(max = 500) @Summary(value = "Path", description = "The file to read, as in reports/today.txt.")
                    String path)
            throws IOException {
        java.nio.file.Path file = touch.locate(path, false);
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException("There is no file " + path);
        }
        return FileContent.of(file, MediaType.APPLICATION_OCTET_STREAM);
    }
}
