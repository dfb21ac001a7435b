/**
 * The parts of Heroku's Platform API that HMA and the official CLI use, over real dynos: accounts,
 * apps, formations, dynos, config vars, releases, quota, errors, ranges and rate limits. Uses
 * {@code hma.sandbox.dyno} and {@code hma.sandbox.router}, and no class of the services.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.heroku;
