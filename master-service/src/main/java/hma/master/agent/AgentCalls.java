package hma.master.agent;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.service.ProblemJson;
import hma.signing.PeerUnreachable;
import hma.signing.SignedCall;
import hma.signing.SignedClient;
import hma.signing.SignedResponse;
import hma.signing.UnsignedResponse;
import hma.workflow.Awaiting;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests until the agent has answered them, and gives up when it has been silent for too
 * long. An answer counts when the agent has signed it; a router's 503 says nothing.
 */
final class AgentCalls {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int PENDING = 202;
  private static final int UNAUTHORIZED = 401;

  private final SignedClient client;
  private final AgentPatience patience;
  private final AtomicLong heardAt = new AtomicLong(System.nanoTime());

  AgentCalls(SignedClient client, AgentPatience patience) {
    this.client = client;
    this.patience = patience;
  }

  AgentPatience patience() {
    return patience;
  }

  /** Sends a request once and waits for nothing. */
  Future<SignedResponse> send(AgentRequest request) {
    return send(request, patience.request());
  }

  private Future<SignedResponse> send(AgentRequest request, Duration timeout) {
    return client
        .send(
            new SignedCall(
                request.method(), request.path(), request.contentType(), request.body(), timeout))
        .onSuccess(answer -> heardAt.set(System.nanoTime()));
  }

  /**
   * Sends a request until it is answered; blocks.
   *
   * @throws ProblemException what the agent answers, or one of {@link AgentUnreachable}
   */
  SignedResponse exchange(AgentRequest request) {
    return exchange(request, send(request));
  }

  /** As {@link #exchange(AgentRequest)}, with another limit to the silence. */
  SignedResponse exchange(AgentRequest request, Duration silence) {
    return exchange(request, send(request), silence, System.nanoTime());
  }

  /**
   * As {@link #exchange(AgentRequest)}, for what happens by itself in the end: it is tried once
   * where the agent has been silent for long already.
   */
  SignedResponse exchangeFarewell(AgentRequest request) {
    Duration limit = patience.farewell();
    return exchange(request, send(request, limit), limit, heardAt.get());
  }

  /** As {@link #exchange(AgentRequest)}, with the first attempt under way already. */
  SignedResponse exchange(AgentRequest request, Future<SignedResponse> first) {
    return exchange(request, first, patience.silence(), System.nanoTime());
  }

  /** As {@link #exchange(AgentRequest)}, and asks again while the agent says "under way". */
  SignedResponse exchangeUntilDone(AgentRequest request, Future<SignedResponse> first) {
    SignedResponse answer = exchange(request, first);
    while (isPending(answer)) {
      answer = exchange(request);
    }
    return answer;
  }

  /** Whether the agent says that the work is under way. */
  static boolean isPending(SignedResponse answer) {
    return answer.status() == PENDING;
  }

  private SignedResponse exchange(
      AgentRequest request, Future<SignedResponse> first, Duration silence, long start) {
    Future<SignedResponse> attempt = first;
    Duration pause = FIRST_PAUSE;
    @Nullable Long refusedAt = null;
    while (true) {
      try {
        return unlessProblem(
            Awaiting.await(attempt, patience.request().plus(GRACE), "an answer of the agent"));
      } catch (UnsignedResponse | PeerUnreachable | TimeLimitExceeded failure) {
        long now = System.nanoTime();
        refusedAt = isRefusal(failure) ? Objects.requireNonNullElse(refusedAt, now) : null;
        giveUpIfRefused(refusedAt, now, failure);
        giveUpIfSilent(start, now, silence, failure);
      }
      Awaiting.pause(pause);
      pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      attempt = send(request);
    }
  }

  private static boolean isRefusal(RuntimeException failure) {
    return failure instanceof UnsignedResponse refusal && refusal.status() == UNAUTHORIZED;
  }

  /**
   * The time counts from the first refusal: the router holds a request while the agent boots, which
   * then refuses it for having been signed before its start.
   */
  private void giveUpIfRefused(@Nullable Long refusedAt, long now, RuntimeException failure) {
    boolean early = failure instanceof UnsignedResponse refusal && refusal.tooEarly();
    Duration limit = early ? patience.skew() : patience.refusal();
    if (refusedAt != null && now - refusedAt > limit.toNanos()) {
      throw AgentUnreachable.refused(failure);
    }
  }

  private void giveUpIfSilent(long start, long now, Duration silence, RuntimeException failure) {
    if (now - Math.max(start, heardAt.get()) > silence.toNanos()) {
      throw AgentUnreachable.silent(silence, failure);
    }
  }

  private static SignedResponse unlessProblem(SignedResponse answer) {
    if (answer.status() < 400) {
      return answer;
    }
    throw problem(answer).asException();
  }

  private static Problem problem(SignedResponse answer) {
    if (!answer.contentType().equals(Problem.MEDIA_TYPE)) {
      throw AgentUnreachable.notUnderstood(
          "status " + answer.status() + " with " + answer.contentType());
    }
    try {
      return ProblemJson.decode(new JsonObject(answer.body()));
    } catch (DecodeException | ClassCastException malformed) {
      throw AgentUnreachable.notUnderstood("status " + answer.status() + " with a broken problem");
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
