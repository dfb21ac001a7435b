package hma.sandbox.demo;

import hma.protocol.Side;
import java.time.Duration;

/**
 * The writing went from one side to the other.
 *
 * @param from where the last commit before it was acknowledged
 * @param to where the first one after it was
 * @param outage the time between those two answers
 */
public record Handover(Side from, Side to, Duration outage) {}
