package hma.agent.http;

import hma.agent.work.Failures;
import hma.protocol.Message;
import hma.signing.SignedRoutes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Sends what a route answers, failures too, signed. */
final class SignedRoute implements Handler<RoutingContext> {
  private static final String BYTES = "application/octet-stream";

  private final Function<RoutingContext, Future<Answer>> route;

  SignedRoute(Function<RoutingContext, Future<Answer>> route) {
    this.route = route;
  }

  @Override
  public void handle(RoutingContext context) {
    answer(context)
        .onSuccess(answer -> send(context, answer))
        .onFailure(failure -> SignedRoutes.respond(context, Failures.problem(failure)));
  }

  private Future<Answer> answer(RoutingContext context) {
    try {
      return route.apply(context);
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    switch (answer) {
      case Answer.Done(var content) -> {
        Message message = Message.of(content);
        SignedRoutes.respond(context, 200, message.contentType(), Buffer.buffer(message.bytes()));
      }
      case Answer.Pending() -> SignedRoutes.respond(context, 202, BYTES, Buffer.buffer());
      case Answer.Rows(var bytes) -> SignedRoutes.respond(context, 200, BYTES, bytes);
    }
  }
}
