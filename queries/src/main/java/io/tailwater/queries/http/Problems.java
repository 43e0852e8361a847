package io.tailwater.queries.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.tailwater.queries.Json;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.CutGoneException;
import io.tailwater.queries.api.NoCommitYetException;
import io.tailwater.queries.api.UnknownTableException;
import io.tailwater.queries.lake.UnreadableLakeException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.exceptions.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that can go wrong into a {@link Problem}. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final String TYPES = "/problems/";

  /** What is wrong with which file is for who runs the service, and in the log. */
  private static final String UNREADABLE =
      "A file of the lake is missing, damaged or of a kind that is not known; the service's log"
          + " names it under the request id";

  private static final String INTERNAL =
      "The service failed to answer; its log has the reason under the request id";

  private Problems() {}

  static void register(RoutesConfig routes) {
    routes.exception(
        BadParameterException.class,
        (e, ctx) ->
            write(
                ctx,
                "bad-parameter",
                "A parameter cannot be used",
                HttpStatus.BAD_REQUEST,
                e.getMessage(),
                List.of(new Problem.ParameterError(e.parameter(), e.getMessage()))));
    routes.exception(
        NotAcceptableException.class,
        (e, ctx) -> {
          ctx.header("Vary", "Accept");
          write(
              ctx,
              "not-acceptable",
              "No acceptable form",
              HttpStatus.NOT_ACCEPTABLE,
              e.getMessage(),
              null);
        });
    routes.exception(
        TooManyExportsException.class,
        (e, ctx) -> {
          ctx.header("Retry-After", "10");
          write(
              ctx,
              "too-many-exports",
              "Too many exports",
              HttpStatus.SERVICE_UNAVAILABLE,
              e.getMessage(),
              null);
        });
    routes.exception(
        NoRoomException.class,
        (e, ctx) ->
            write(
                ctx,
                "no-room",
                "No room for the file",
                HttpStatus.SERVICE_UNAVAILABLE,
                e.getMessage(),
                null));
    routes.exception(
        NoCommitYetException.class,
        (e, ctx) -> {
          ctx.header("Retry-After", "2");
          write(
              ctx,
              "no-commit-yet",
              "No commit yet",
              HttpStatus.SERVICE_UNAVAILABLE,
              e.getMessage(),
              null);
        });
    routes.exception(
        CutGoneException.class,
        (e, ctx) ->
            write(ctx, "cut-gone", "The cut is gone", HttpStatus.GONE, e.getMessage(), null));
    routes.exception(
        UnknownTableException.class,
        (e, ctx) ->
            write(
                ctx, "no-such-table", "No such table", HttpStatus.NOT_FOUND, e.getMessage(), null));
    routes.exception(UnreadableLakeException.class, Problems::unreadable);
    routes.exception(NotFoundException.class, Problems::unreadable);
    routes.exception(
        SQLTimeoutException.class,
        (e, ctx) ->
            write(
                ctx,
                "too-slow",
                "The answer took too long",
                HttpStatus.SERVICE_UNAVAILABLE,
                "The answer took too long; a shorter range or whole hours are faster",
                null));
    routes.exception(HttpResponseException.class, Problems::http);
    routes.exception(
        SQLException.class,
        (e, ctx) -> {
          if (needsTooMuch(e)) {
            tooLarge(e, ctx);
          } else {
            internal(e, ctx);
          }
        });
    routes.exception(Exception.class, Problems::internal);
  }

  /** DuckDB has no code for it. */
  private static boolean needsTooMuch(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Out of Memory Error") || message.contains("No space left on device");
  }

  private static void tooLarge(SQLException e, Context ctx) {
    LOG.warn("Request {} needs more than there is", RequestId.of(ctx), e);
    write(
        ctx,
        "too-large",
        "The answer needs too much",
        HttpStatus.SERVICE_UNAVAILABLE,
        "The answer needs more memory or temporary disk than the service may take; a shorter range,"
            + " whole hours or percentiles that need not be exact take less",
        null);
  }

  private static void internal(Exception e, Context ctx) {
    LOG.error("Request {} failed", RequestId.of(ctx), e);
    write(ctx, "internal", "The service failed", HttpStatus.INTERNAL_SERVER_ERROR, INTERNAL, null);
  }

  private static void unreadable(Exception e, Context ctx) {
    LOG.error("Request {}: cannot answer from the lake", RequestId.of(ctx), e);
    write(
        ctx,
        "unreadable-lake",
        "The lake cannot be answered from",
        HttpStatus.SERVICE_UNAVAILABLE,
        UNREADABLE,
        null);
  }

  private static void http(HttpResponseException e, Context ctx) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    if (status == HttpStatus.METHOD_NOT_ALLOWED) {
      ctx.header("Allow", e.getDetails().getOrDefault("availableMethods", ""));
    }
    String detail =
        switch (status) {
          case NOT_FOUND ->
              "There is nothing at " + ctx.path() + "; /api/v1/openapi.json lists what is";
          case METHOD_NOT_ALLOWED -> ctx.method() + " is not possible at " + ctx.path();
          default -> status.getMessage();
        };
    write(
        ctx,
        typeOf(status.getMessage()).substring(TYPES.length()),
        status.getMessage(),
        status,
        detail,
        null);
  }

  /** The type of a problem that is no more than its status. */
  static String typeOf(String title) {
    return TYPES + title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** What is no exception, such as a stack that is too deep. */
  static void error(HttpServletResponse response, Error error) {
    String request = response.getHeader(RequestId.HEADER);
    LOG.error("Request {} failed", request, error);
    Problem problem =
        new Problem(
            TYPES + "internal",
            "The service failed",
            HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
            INTERNAL,
            null,
            request,
            null);
    response.setStatus(problem.status());
    response.setContentType(Problem.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.write(problem).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("Nobody is told of it", e);
    }
  }

  static void write(
      Context ctx,
      String type,
      String title,
      HttpStatus status,
      String detail,
      List<Problem.ParameterError> errors) {
    Problem problem =
        new Problem(
            TYPES + type, title, status.getCode(), detail, ctx.path(), RequestId.of(ctx), errors);
    // As bytes: text would be written in Latin-1, since the type names no charset.
    ctx.status(status)
        .contentType(Problem.CONTENT_TYPE)
        .result(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }
}
