package dev.connectorkit.samples.files;

import dev.connectorkit.annotations.PageState;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.PushInput;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Page;
import dev.connectorkit.sdk.poll.Poll;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Watches a directory tree: the file watcher of the first connector samples, on real files. */
@Path("/api/files")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class FileConnector {

    private static final String LATE = "PT2S"; // a walk over the tree may miss what is touched meanwhile

    private final WatchedFolder folder;
    private final Touch touch;
    private final Callbacks<FileFilter, TouchedFile> touched;

    /**
     * Creates the connector of a folder.
     *
     * @param touched what a {@link FileWatch} of the same folder publishes
     * @param clock gives files the time at which they are touched
     */
    public FileConnector(WatchedFolder folder, Callbacks<FileFilter, TouchedFile> touched, Clock clock) {
        this.folder = folder;
        this.touch = new Touch(folder, clock);
        this.touched = touched;
    }

    /** Returns one file at a time, with a state that people can read and write. */
    @GET
    @Path("poll/TouchedFiles")
    @PollTrigger(summary = "When a file is touched", hint = "To see it work, touch a file.")
    public Poll<TouchedFile> touchedFilesPollTrigger(
            @TriggerState(value = TriggerState.Form.PLAIN, lookBack = LATE) Cursor since,
            @Valid @BeanParam Search search) {
        return since.oneAtATime(find(since.from(), search), TouchedFile::touchedAt, TouchedFile::path);
    }

    /** Returns all files at once, with a signed state. */
    @GET
    @Path("poll/TouchedFiles/batch")
    @PollTrigger(summary = "When files are touched", hint = "To see it work, touch some files.")
    public Poll<List<TouchedFile>> touchedFilesBatchPollTrigger(
            @TriggerState(lookBack = LATE) Cursor since, @Valid @BeanParam Search search) {
        return since.batch(find(since.from(), search), TouchedFile::touchedAt, TouchedFile::path);
    }

    /** Subscribes to files that are touched, without polling. */
    @POST
    @Path("webhook/TouchedFiles")
    @WebhookTrigger(
            summary = "When a file is touched (instant)",
            hint = "To see it work, touch a file.",
            notification = TouchedFile.class)
    public Subscribed touchedFilesWebhookTrigger(@Valid @NotNull SubscribeTo<FileFilter> wanted) {
        return touched.subscribe(wanted);
    }

    /** Subscribes likewise, for engines with legacy App Service triggers. */
    @PUT
    @Path("push/TouchedFiles/{triggerId}")
    @PushTrigger(summary = "When a file is touched (push)")
    public Subscribed touchedFilesPushTrigger(
            @PathParam("triggerId") @Summary(value = "Trigger ID", description = "Names the workflow.")
                    String triggerId,
            @Valid @NotNull PushInput<String> input) {
        return touched.subscribe(
                triggerId, input.map(pattern -> new FileFilter(pattern.isEmpty() ? null : pattern, true)));
    }

    /** Returns the files of the tree, ordered by path. */
    @GET
    @Operation(summary = "List files", description = "This operation lists the files of the watched folder.")
    public List<TouchedFile> listFiles(
            @Valid @BeanParam Search search,
            @QueryParam("top")
                    @DefaultValue("100")
                    @Min(1) @Max(1000) @Summary(value = "Top", description = "The most files to list.")
                    int top) {
        return find(Instant.MIN, search).stream()
                .sorted(Comparator.comparing(TouchedFile::path))
                .limit(top)
                .toList();
    }

    /** Returns all files of a tree of any size, page by page; engines follow the links by themselves. */
    @GET
    @Path("pages")
    @Operation(
            summary = "List all files",
            description = "This operation lists all files of the watched folder, page by page.")
    public Page<TouchedFile> listAllFiles(
            @PageState Optional<String> after,
            @Valid @BeanParam Search search,
            @QueryParam("pageSize")
                    @DefaultValue("100")
                    @Min(1) @Max(1000) @Visibility(Visibility.Level.ADVANCED)
                    @Summary(value = "Page Size", description = "The most files of a page.")
                    int pageSize) {
        List<TouchedFile> files = find(Instant.MIN, search).stream()
                .filter(file -> after.isEmpty() || file.path().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(TouchedFile::path))
                .limit(pageSize + 1L)
                .toList();
        return files.size() <= pageSize
                ? Page.last(files)
                : Page.of(files.subList(0, pageSize), files.get(pageSize - 1).path());
    }

    /** Creates the file, or gives it the time of now. */
    @POST
    @Path("touch")
    @Operation(summary = "Touch a file", description = "This operation creates a file or touches one that is there.")
    public TouchedFile touchFile(@Valid @NotNull FileToTouch file) throws IOException {
        return touch.touch(file.path());
    }

    /** @param path below the watched folder */
    public record FileToTouch(
            @NotBlank @Size(max = 500) @Summary(value = "Path", description = "The file to touch, as in reports/today.txt.")
            String path) {}

    private List<TouchedFile> find(Instant from, Search search) {
        try {
            return folder.touchedSince(from, search.pattern, search.subfolders);
        } catch (IOException e) {
            throw new ServiceUnavailableException("The watched folder cannot be read at the moment.", 15L, e);
        }
    }

    /** The parameters that select files, the same for every operation. */
    public static final class Search {

        @QueryParam("searchPattern")
        @DefaultValue("*")
        @Glob
        @Size(min = 1, max = 200) @Summary(value = "Search Pattern", description = "Pattern of the paths, as in *.txt or reports/**/*.csv.")
        private String pattern = "*";

        @QueryParam("subfolders")
        @DefaultValue("true")
        @Visibility(Visibility.Level.ADVANCED)
        @Summary(value = "Subfolders", description = "Includes subfolders.")
        private boolean subfolders = true;
    }
}
