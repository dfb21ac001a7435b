/**
 * Heroku's own description of its Platform API, to hold requests and answers against: for tests of
 * the client and of the local Heroku alike.
 */
package hma.heroku;
